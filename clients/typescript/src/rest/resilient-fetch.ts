import { newKey } from '../new-key.js';
import { fullJitter } from '../realtime/backoff.js';
import { retryAfterOf } from './problem-error.js';

/** Sends a request; the platform's `fetch` is one. */
export type Fetch = (request: Request) => Promise<Response>;

export interface ResilientFetchOptions {
  /** The access token, asked for before each request; none is sent without it. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  /** Gets another token after one was refused; false: there is none. Never called twice at once. */
  readonly refresh?: () => Promise<boolean>;
  readonly fetch?: Fetch;
  /** How often a request that may be repeated is sent again; 2 if absent. */
  readonly retries?: number;
  /** Longest wait in seconds for what `Retry-After` says; 30 if absent. */
  readonly longestWait?: number;
}

const RETRIES = 2;
const LONGEST_WAIT = 30;
const BACKOFF = { baseMs: 200, capMs: 2_000 };
const KEY = 'Idempotency-Key';
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']);
const BUSY = new Set([429, 503]);

/**
 * A `fetch` that authenticates, gives every `POST` an idempotency key, and sends again what failed
 * on the way or was turned away for now, where that is without harm.
 */
export function resilientFetch(options: ResilientFetchOptions): Fetch {
  const { fetch = (request: Request) => globalThis.fetch(request) } = options;
  const refresh = oneAtATime(options.refresh);

  const send = async (request: Request): Promise<Response> => {
    const sent = request.clone();
    const token = await options.token?.();
    if (token !== undefined) sent.headers.set('Authorization', `Bearer ${token}`);
    return fetch(sent);
  };

  const sendAuthenticated = async (request: Request): Promise<Response> => {
    const answer = await send(request);
    if (answer.status !== 401 || !(await refresh())) return answer;
    return send(request);
  };

  return async (given) => {
    const request = withKey(given);
    const retries = isRepeatable(request) ? (options.retries ?? RETRIES) : 0;
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt >= retries;
      const outcome = await settled(sendAuthenticated(request));
      const waitMs =
        outcome instanceof Response ? waitAfter(outcome, attempt, options) : jitter(attempt);
      if (isLast || waitMs === undefined || request.signal.aborted) return valueOf(outcome);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
}

/** Milliseconds to wait before an answer is asked for again; undefined when it stands. */
function waitAfter(
  answer: Response,
  attempt: number,
  { longestWait = LONGEST_WAIT }: ResilientFetchOptions,
): number | undefined {
  if (!BUSY.has(answer.status)) return undefined;
  const seconds = retryAfterOf(answer);
  if (seconds === undefined) return jitter(attempt);
  return seconds > longestWait ? undefined : seconds * 1_000;
}

function jitter(attempt: number): number {
  return fullJitter(attempt, BACKOFF);
}

function withKey(request: Request): Request {
  if (request.method === 'POST' && !request.headers.has(KEY)) request.headers.set(KEY, newKey());
  return request;
}

/** Whether it has one effect however often it is sent. */
function isRepeatable({ method, headers }: Request): boolean {
  return IDEMPOTENT.has(method) || headers.has(KEY);
}

function oneAtATime(refresh: ResilientFetchOptions['refresh']): () => Promise<boolean> {
  let underWay: Promise<boolean> | undefined;
  return async () => {
    if (refresh === undefined) return false;
    underWay ??= refresh().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

interface Failure {
  readonly failure: unknown;
}

async function settled(work: Promise<Response>): Promise<Response | Failure> {
  try {
    return await work;
  } catch (failure) {
    return { failure };
  }
}

function valueOf(outcome: Response | Failure): Response {
  if (outcome instanceof Response) return outcome;
  throw outcome.failure;
}
