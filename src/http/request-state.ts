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
  /** Who has been let into which operation: asked again, `admit` neither counts nor looks again. */
  admitted?: Admitted;
}

/** Who calls an operation, as the admission has found out, or is finding out. */
export interface Admitted {
  readonly operation: object;
  readonly caller: Caller | Promise<Caller>;
}

/** The route of a request that no operation answers. */
export const UNMATCHED = 'unmatched';

/** A property instead of a `WeakMap`: those of 20,000 requests a second keep the collector busy. */
const STATE = Symbol('request state');

interface WithState {
  [STATE]?: RequestState | undefined;
}

/** Keeps the state for as long as the request lives. */
export function setRequestState(request: IncomingMessage & WithState, state: RequestState): void {
  request[STATE] = state;
}

/**
 * Lets go of the state of a request that has been answered: the connection holds on to its last
 * request, and what outlives its request costs the collector more than all the rest of it.
 */
export function forgetRequestState(request: IncomingMessage & WithState): void {
  request[STATE] = undefined;
}

/** The state of a request; undefined before `openRequest` has seen it. */
export function requestState(request: IncomingMessage & WithState): RequestState | undefined {
  return request[STATE];
}

/** The state of a request that has been opened; throws for others, by a mistake of ours. */
export function requireState(request: IncomingMessage): RequestState {
  const state = requestState(request);
  if (state === undefined) throw new Error('openRequest has not seen this request.');
  return state;
}
