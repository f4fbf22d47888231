import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeHead } from '../answer-head.js';
import { isLarge } from '../middlewares/compress.js';
import { hasMatchingTag } from '../middlewares/conditional-request.js';
import { encode, preferredEncoding } from './encodings.js';
import type { Encoding } from './encodings.js';
import type { KeptBytes } from './kept-answer.js';

/**
 * Sends bytes that are ready: 304 where the caller has them already, encoded where he takes that.
 * The same on either way, before Express and within.
 */
export async function sendKept(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptBytes,
): Promise<void> {
  if (isKnownToCaller(request, kept)) {
    const { 'Content-Type': _, ...headers } = kept.headers;
    writeHead(request, response, 304, headers);
    response.end();
    return;
  }
  const encoding = encodingFor(request, kept);
  const body = encoding === undefined ? kept.body : await encodedBody(kept, encoding);
  writeHead(request, response, kept.status, {
    ...kept.headers,
    ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
    'Content-Length': typeof body === 'string' ? kept.length : body.length,
  });
  response.end(body);
}

function isKnownToCaller({ headers }: IncomingMessage, { status, ...kept }: KeptBytes): boolean {
  const tag = kept.headers['ETag'];
  return tag !== undefined && status === 200 && hasMatchingTag(headers['if-none-match'], tag);
}

/** A strong tag names the very bytes: what has one is sent as it is. */
function encodingFor(
  request: IncomingMessage,
  { headers, length }: KeptBytes,
): Encoding | undefined {
  if (request.method === 'HEAD' || headers['ETag'] !== undefined) return undefined;
  if (!isLarge(request, length)) return undefined;
  return preferredEncoding(request.headers['accept-encoding']);
}

async function encodedBody({ body, encoded }: KeptBytes, encoding: Encoding): Promise<Buffer> {
  const known = encoded.get(encoding);
  if (known !== undefined) return known;
  const made = await encode(Buffer.from(body), encoding);
  encoded.set(encoding, made);
  return made;
}
