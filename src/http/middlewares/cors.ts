import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeHead } from '../answer-head.js';
import type { RequestState } from '../request-state.js';

const EXPOSED = [
  'Deprecation',
  'ETag',
  'Idempotent-Replayed',
  'Link',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'WWW-Authenticate',
  'X-Request-Id',
].join(', ');

const ACCEPTED = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Prefer',
  'traceparent',
  'X-No-Compression',
  'X-Request-Id',
].join(', ');

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': ACCEPTED,
  'Access-Control-Max-Age': '600',
};

/** CORS for the origins that may call. */
export interface Cors {
  /** Notes what the answer to this request has to say to browsers. */
  apply(request: IncomingMessage, state: RequestState): void;
  /** Answers a preflight of an allowed origin; false for every other request. */
  answerPreflight(request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Lets pages of the listed origins (`ALLOWED_ORIGINS`) call the API. Credentials of the browser
 * are never involved: callers send their token themselves.
 */
export function createCors(allowedOrigins: readonly string[]): Cors {
  const allowed = new Set(allowedOrigins);
  const allowedOriginOf = ({ headers: { origin } }: IncomingMessage): string | undefined =>
    origin !== undefined && allowed.has(origin) ? origin : undefined;
  return {
    apply(request, state) {
      if (allowed.size > 0) state.vary = 'Origin';
      const origin = allowedOriginOf(request);
      if (origin === undefined) return;
      state.headers.push('Access-Control-Allow-Origin', origin);
      state.headers.push('Access-Control-Expose-Headers', EXPOSED);
    },
    answerPreflight(request, response) {
      if (!isPreflight(request) || allowedOriginOf(request) === undefined) return false;
      writeHead(request, response, 204, PREFLIGHT_HEADERS);
      response.end();
      return true;
    },
  };
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}
