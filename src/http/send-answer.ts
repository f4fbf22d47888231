import type { Request, Response } from 'express';
import type { Answer } from './answer.js';
import { joinVary, prepareHead, writeHead } from './answer-head.js';
import type { AnyRoute } from './define-route.js';
import { compress, isLarge, takesCompressed } from './middlewares/compress.js';
import { isKnownToCaller } from './middlewares/conditional-request.js';
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
  const headers: Headers = answerHeaders(route, answer);
  if (isKnownToCaller(request, answer)) {
    delete headers['Content-Type'];
    writeHead(request, response, 304, headers);
    response.end();
  } else if (answer.stream === undefined) {
    sendBody(request, response, answer, headers);
  } else {
    const { status, stream } = answer;
    await sendStream(request, response, { status, headers, stream });
  }
}

type Headers = Record<string, string | number>;

/** Headers of an answer: the route's rule of caching, unless the answer has its own. */
export function answerHeaders(route: AnyRoute, answer: Answer): Record<string, string> {
  const { cacheControl = NO_STORE } = route;
  const headers: Record<string, string> = { 'Cache-Control': cacheControl };
  if (cacheControl !== NO_STORE) {
    const isPublic = route.access.object === 'public';
    headers['Vary'] = isPublic ? 'Accept-Encoding' : 'Authorization, Accept-Encoding';
  }
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = name === 'Vary' ? joinVary(headers['Vary'], value) : value;
  }
  return headers;
}

function asText(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function sendBody(request: Request, response: Response, answer: Answer, headers: Headers): void {
  const { status, body } = answer;
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : (body?.length ?? 0);
  if (status !== 204) headers['Content-Length'] = bytes;
  // A strong tag names the very bytes: a single versioned resource is sent as it is.
  const mayVary = answer.headers['ETag'] === undefined && isLarge(request, bytes);
  if (mayVary && takesCompressed(request)) {
    prepareHead(request, response, status, headers);
    compress(request, response);
  } else {
    if (mayVary) headers['Vary'] = joinVary(asText(headers['Vary']), 'Accept-Encoding');
    writeHead(request, response, status, headers);
  }
  response.end(body);
}
