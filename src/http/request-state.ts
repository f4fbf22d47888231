import type { IncomingMessage } from 'node:http';
import type { RequestContext } from '../observability/request-context.js';
import type { OpsPrincipal, Principal } from '../shared/principal.js';

/** Who calls an operation; undefined where it does not matter. */
export type Caller = Principal | OpsPrincipal | undefined;

/** What the HTTP layer itself knows of one request. */
export interface RequestState {
  readonly context: RequestContext;
  /** Milliseconds of the monotonic clock. */
  readonly startedAt: number;
  /** Template of the matched operation, for logs and metrics; never the path as sent. */
  route: string;
  /** Names and values by turns: headers that whatever is answered to this request has. */
  readonly headers: string[];
  /** What the answer varies with, whatever it is. */
  vary?: string;
  /** Who calls, as found out by `admit`: asked again, it neither counts nor looks again. */
  caller?: Promise<Caller>;
  /** The operation that he has been let into. */
  admittedTo?: object;
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

/** The state of a request that has been opened; throws for others, by a mistake of ours. */
export function requireState(request: IncomingMessage): RequestState {
  const state = states.get(request);
  if (state === undefined) throw new Error('openRequest has not seen this request.');
  return state;
}
