import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeHead } from '../answer-head.js';
import { isLarge } from '../middlewares/compress.js';
import { isKnownToCaller } from '../middlewares/conditional-request.js';
import { encode, preferredEncoding } from './encodings.js';
import type { Encoding } from './encodings.js';
import type { KeptBytes } from './kept-answer.js';

/** Sends bytes that are ready, after encoding them if nobody has asked for that form before. */
export async function sendKept(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptBytes,
): Promise<void> {
  const missing = sendKeptAtOnce(request, response, kept);
  if (missing === undefined) return;
  kept.encoded.set(missing, await encode(Buffer.from(kept.body), missing));
  sendKeptAtOnce(request, response, kept);
}

/**
 * Sends bytes that are ready: 304 where the caller has them already, encoded where he takes that.
 * The same on either way, before Express and within. Answers the form that is to be made first:
 * nothing is sent then.
 */
export function sendKeptAtOnce(
  request: IncomingMessage,
  response: ServerResponse,
  kept: KeptBytes,
): Encoding | undefined {
  if (isKnownToCaller(request, kept)) {
    const { 'Content-Type': _, ...headers } = kept.headers;
    writeHead(request, response, 304, headers);
    response.end();
    return undefined;
  }
  const encoding = encodingFor(request, kept);
  if (encoding === undefined) {
    writeHead(request, response, kept.status, kept.plainHeaders);
    response.end(kept.body);
    return undefined;
  }
  const body = kept.encoded.get(encoding);
  if (body === undefined) return encoding;
  writeHead(request, response, kept.status, {
    ...kept.headers,
    'Content-Encoding': encoding,
    'Content-Length': body.length,
  });
  response.end(body);
  return undefined;
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
