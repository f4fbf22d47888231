import type { Request, Response } from 'express';
import type { Answer } from './answer.js';
import type { AnyRoute } from './define-route.js';
import { compressIfLarge } from './middlewares/compress.js';
import { hasMatchingTag } from './middlewares/conditional-request.js';
import { sendStream } from './send-stream.js';

const NO_STORE = 'no-store';

/**
 * Sends an answer: caching headers, 304 where the caller has it already, compression. Resolves when
 * it is handed over; rejects when what it is made of fails on the way.
 */
export async function sendAnswer(
  request: Request,
  response: Response,
  route: AnyRoute,
  answer: Answer,
): Promise<void> {
  setCaching(response, route);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.toLowerCase() === 'vary') response.vary(value);
    else response.setHeader(name, value);
  }
  if (isKnownToCaller(request, answer)) {
    response.removeHeader('Content-Type');
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = answer.status;
  if (answer.stream === undefined) sendBody(request, response, answer);
  else await sendStream(request, response, answer.stream);
}

function setCaching(response: Response, route: AnyRoute): void {
  const cacheControl = route.cacheControl ?? NO_STORE;
  response.setHeader('Cache-Control', cacheControl);
  if (cacheControl === NO_STORE) return;
  response.vary(
    route.access.object === 'public' ? 'Accept-Encoding' : 'Authorization, Accept-Encoding',
  );
}

function isKnownToCaller(request: Request, { status, headers }: Answer): boolean {
  const tag = headers['ETag'];
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (tag === undefined || !isRead || status !== 200) return false;
  return hasMatchingTag(request.headers['if-none-match'], tag);
}

function sendBody(request: Request, response: Response, { headers, body }: Answer): void {
  if (body === undefined) {
    response.end();
    return;
  }
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  response.setHeader('Content-Length', bytes);
  // A strong tag names the very bytes: a single versioned resource is sent as it is.
  if (headers['ETag'] === undefined) compressIfLarge(request, response, bytes);
  response.end(body);
}
