import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../observability/request-context.js';

/** What the HTTP layer itself knows of one request. */
export interface RequestState {
  readonly context: RequestContext;
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number;
  /** Template of the matched operation, for logs and metrics; never the path as sent. */
  route: string;
}

/** The route of a request that no operation answers. */
export const UNMATCHED = 'unmatched';

const states = new WeakMap<IncomingMessage, RequestState>();

/** Keeps the state for as long as the request lives. */
export function setRequestState(request: IncomingMessage, state: RequestState): void {
  states.set(request, state);
}

/** The state of a request; undefined before `openRequest` has seen it. */
export function requestState(request: IncomingMessage): RequestState | undefined {
  return states.get(request);
}
