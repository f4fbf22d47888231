import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { UNMATCHED, setRequestState } from '../request-state.js';
import type { RequestState } from '../request-state.js';
import { continueTrace } from '../trace-parent.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * Begins the context of a request: echoes a well-formed `X-Request-Id` or makes one, continues
 * the caller's trace or begins one, and tells both in the answer.
 */
export function openRequest(request: IncomingMessage): RequestState {
  const requestId = requestIdOf(request);
  const traceparent = continueTrace(request.headers['traceparent']);
  const state: RequestState = {
    context: { requestId, traceparent },
    startedAt: performance.now(),
    route: UNMATCHED,
    headers: ['X-Request-Id', requestId, 'traceparent', traceparent],
  };
  setRequestState(request, state);
  return state;
}

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}
