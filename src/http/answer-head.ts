import type { IncomingMessage, ServerResponse } from 'node:http';
import { SECURITY_HEADERS } from './middlewares/security-headers.js';
import { requestState } from './request-state.js';
import type { RequestState } from './request-state.js';

/** Headers of one answer, each name once. */
export type AnswerHeaders = Readonly<Record<string, string | number>>;

/**
 * Sends status and headers, all at once: those of every answer (helmet's), those of this request
 * (`RequestState.headers`), those of this answer, which replace helmet's of the same name.
 */
export function writeHead(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: AnswerHeaders,
): void {
  response.writeHead(status, headList(requestState(request), headers));
}

/** The same for an answer that something is still to be changed of (`compress.ts`). */
export function prepareHead(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  headers: AnswerHeaders,
): void {
  response.statusCode = status;
  const list = headList(requestState(request), headers);
  for (let index = 0; index < list.length; index += 2) {
    response.setHeader(String(list[index]), list[index + 1] ?? '');
  }
}

const SECURITY_NAMES: ReadonlySet<string> = new Set(SECURITY_HEADERS.map(([name]) => name));
const SECURITY_LIST: readonly string[] = SECURITY_HEADERS.flat();

/** Names and values by turns, the cheapest that Node takes. */
function headList(state: RequestState | undefined, headers: AnswerHeaders): Array<string | number> {
  const list: Array<string | number> = [...(state?.headers ?? [])];
  let vary = state?.vary;
  const replaced: string[] = [];
  for (const name in headers) {
    const value = headers[name] ?? '';
    const key = name.toLowerCase();
    if (key === 'vary') {
      vary = joinVary(vary, String(value));
      continue;
    }
    if (SECURITY_NAMES.has(key)) replaced.push(key);
    list.push(name, value);
  }
  if (vary !== undefined) list.push('Vary', vary);
  return replaced.length === 0 ? list.concat(SECURITY_LIST) : withoutReplaced(list, replaced);
}

function withoutReplaced(
  list: Array<string | number>,
  replaced: readonly string[],
): Array<string | number> {
  return list.concat(SECURITY_HEADERS.filter(([name]) => !replaced.includes(name)).flat());
}

/** Both lists as one, each name once (RFC 9110, section 12.5.5). */
export function joinVary(one: string | undefined, other: string): string {
  if (one === undefined || one === other) return other;
  const names = new Map<string, string>();
  for (const name of `${one},${other}`.split(',')) {
    const trimmed = name.trim();
    if (trimmed !== '' && !names.has(trimmed.toLowerCase())) {
      names.set(trimmed.toLowerCase(), trimmed);
    }
  }
  return [...names.values()].join(', ');
}
