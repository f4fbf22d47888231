import type { IncomingMessage } from 'node:http';
import { problem } from '../shared/errors.js';
import { renewBodyTime } from './body-time.js';

/** For an operation whose body is too large to be held: it is given on as it comes. */
export interface BodyStreamRule {
  readonly contentTypes: readonly string[];
  /** More than that is a 413. */
  readonly maxBytes: number;
  readonly description: string;
  readonly example: string;
}

/** A body on its way. */
export interface StreamedBody {
  /** Without parameters, in lower case; empty when there is no body. */
  readonly contentType: string;
  /** `charset` of the type, in lower case, if it was given. */
  readonly charset?: string;
  /** Read once. Throws 413 when there is too much, 400 when the connection ends before the body. */
  readonly bytes: AsyncIterable<Buffer>;
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;

/** The body of an operation that takes none. */
export const NO_BODY: StreamedBody = { contentType: '', bytes: nothing() };

/** Looks at the head of a body, and leaves its bytes to be read. Throws 413 and 415. */
export function openBodyStream(request: IncomingMessage, rule: BodyStreamRule): StreamedBody {
  const { 'content-type': header = '', 'content-encoding': encoding } = request.headers;
  const [type = ''] = header.split(';', 1);
  const contentType = type.trim().toLowerCase();
  if (!rule.contentTypes.includes(contentType) || encoding !== undefined) {
    const detail = `The body has to be ${rule.contentTypes.join(' or ')}, not compressed.`;
    const headers = { Accept: rule.contentTypes.join(', ') };
    throw problem(415, 'unsupported_media_type', detail, { headers });
  }
  if (Number(request.headers['content-length'] ?? 0) > rule.maxBytes) throw tooLarge(rule);
  const charset = CHARSET.exec(header)?.[1]?.toLowerCase();
  const bytes = read(request, rule);
  return { contentType, ...(charset === undefined ? {} : { charset }), bytes };
}

async function* read(request: IncomingMessage, rule: BodyStreamRule): AsyncGenerator<Buffer> {
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      length += bytes.length;
      if (length > rule.maxBytes) throw tooLarge(rule);
      renewBodyTime(request);
      yield bytes;
    }
  } catch (error) {
    throw request.destroyed && !request.complete ? brokenOff() : error;
  }
}

async function* nothing(): AsyncGenerator<Buffer> {
  // Nobody has sent anything.
}

function tooLarge({ maxBytes }: BodyStreamRule): Error {
  return problem(413, 'payload_too_large', `The body is larger than ${maxBytes} bytes.`);
}

function brokenOff(): Error {
  return problem(400, 'malformed_request', 'The connection ended before the body did.');
}
