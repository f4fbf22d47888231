import type { CacheCodec, CacheQuery } from '../../cache/two-tier-cache.js';
import { isProblem, problem } from '../../shared/errors.js';
import type { Answer } from '../answer.js';
import type { Encoding } from './encodings.js';

/** An answer ready to be sent, or that there is nothing to be found. */
export type KeptAnswer = KeptBytes | KeptRefusal;

/** Status, headers and body, as they are for everybody of a view. */
export interface KeptBytes {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The same with the length of the body, as it is sent plain. */
  readonly plainHeaders: Readonly<Record<string, string | number>>;
  /** As text: Node sends it along with the head, in one piece. */
  readonly body: string;
  /** Of the body, in UTF-8. */
  readonly length: number;
  /** Made when first asked for. */
  readonly encoded: Map<Encoding, Buffer>;
}

/** A problem that stays one until something changes: each caller is told of it anew. */
export interface KeptRefusal {
  readonly refusal: { readonly status: number; readonly code: string; readonly detail: string };
}

/** Where answers are kept. */
export interface KeptAnswers {
  /** At once where there is nothing, and after a look at its version where there is. */
  atHand(key: string, guard: string): Promise<KeptAnswer | undefined> | undefined;
  read(query: CacheQuery<KeptAnswer>): Promise<KeptAnswer>;
}

/** True for bytes, false for a refusal. */
export function isBytes(kept: KeptAnswer): kept is KeptBytes {
  return 'body' in kept;
}

/** An answer to be kept; streams are none. */
export function toKept({ status, headers, body }: Answer): KeptBytes {
  return keptBytes({ status, headers }, body?.toString() ?? '');
}

/** What of a failure may be kept: that something is not there. */
export function toRefusal(error: unknown): KeptRefusal | undefined {
  if (!isProblem(error) || error.output.statusCode !== 404) return undefined;
  const { code = '', errors, headers } = error.data ?? {};
  if (errors !== undefined || headers !== undefined) return undefined;
  return { refusal: { status: 404, code, detail: error.message } };
}

/** The failure that was kept. */
export function fromRefusal({ refusal }: KeptRefusal): Error {
  return problem(refusal.status, refusal.code, refusal.detail);
}

type Head = Partial<Pick<KeptBytes, 'status' | 'headers'> & KeptRefusal>;

/** One line of JSON, then the bytes of the body. */
export const keptAnswerCodec: CacheCodec<KeptAnswer> = {
  encode(kept) {
    if (!isBytes(kept)) return Buffer.from(`${JSON.stringify(kept)}\n`);
    const { status, headers, body } = kept;
    return Buffer.from(`${JSON.stringify({ status, headers })}\n${body}`);
  },
  decode(bytes) {
    const end = bytes.indexOf(LINE_FEED);
    const head = parse(bytes.toString('utf8', 0, Math.max(0, end)));
    if (head?.refusal !== undefined) return { refusal: head.refusal };
    if (head?.status === undefined || head.headers === undefined) return undefined;
    const { status, headers } = head;
    return keptBytes({ status, headers }, bytes.toString('utf8', end + 1));
  },
  sizeOf: (kept) => (isBytes(kept) ? kept.length * WITH_ENCODED : 0),
};

function keptBytes(
  { status, headers }: Pick<KeptBytes, 'status' | 'headers'>,
  body: string,
): KeptBytes {
  const length = Buffer.byteLength(body);
  const plainHeaders = { ...headers, 'Content-Length': length };
  return { status, headers, plainHeaders, body, length, encoded: new Map() };
}

const LINE_FEED = 0x0a;
/** The encoded forms, which come later, take up less than the plain one. */
const WITH_ENCODED = 2;

function parse(text: string): Head | undefined {
  try {
    return JSON.parse(text) as Head;
  } catch {
    return undefined;
  }
}
