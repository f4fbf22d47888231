import type { AnyRoute, RouteResult } from './define-route.js';
import { versionTag } from './middlewares/conditional-request.js';

/** An answer as it goes out, and as it is kept for a repeated request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** In the place of `body`: sent as it comes, and never kept. */
  readonly stream?: AsyncIterable<string | Buffer>;
}

const JSON_TYPE = 'application/json';

/** Turns what a handler gave into bytes and headers. */
export function toAnswer(route: AnyRoute, result: RouteResult): Answer {
  const { status, body, version } = result;
  const headers: Record<string, string> = { ...result.headers };
  if (version !== undefined) headers['ETag'] = versionTag(version);
  if (body === undefined) return { status, headers };
  const contentType = route.responses[status]?.contentType ?? JSON_TYPE;
  headers['Content-Type'] ??= withCharset(contentType);
  if (isStream(body)) return { status, headers, stream: body };
  return { status, headers, body: toPayload(body, contentType) };
}

function isStream(body: unknown): body is AsyncIterable<string | Buffer> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function withCharset(contentType: string): string {
  return contentType.startsWith('text/') && !contentType.includes('charset')
    ? `${contentType}; charset=utf-8`
    : contentType;
}

/** Bytes made ready go out as they are; so does the text of anything that is not JSON. */
function toPayload(body: unknown, contentType: string): string | Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string' && !contentType.includes('json')) return body;
  return JSON.stringify(body);
}
