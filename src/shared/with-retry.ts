import { setTimeout as wait } from 'node:timers/promises';

/** How often, how far apart and for how long a failed call is tried again. */
export interface RetryPolicy {
  /** Attempts in all, the first one included. */
  readonly maxAttempts: number;
  /** Upper bound of the first pause in milliseconds; it doubles with each attempt. */
  readonly baseDelayMs: number;
  /** Upper bound of any pause in milliseconds, unless the other side asks for a longer one. */
  readonly maxDelayMs: number;
  /** No attempt begins later than this many milliseconds after the first. */
  readonly totalTimeMs: number;
}

export interface RetryOptions extends RetryPolicy {
  /** Whether a second try can help, and does no harm. */
  readonly isRetryable: (error: unknown) => boolean;
  /** The shortest pause in milliseconds that the other side asked for (`Retry-After`). */
  readonly requestedDelayMs?: ((error: unknown) => number | undefined) | undefined;
  readonly budget?: RetryBudget | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly random?: (() => number) | undefined;
  readonly sleep?: ((milliseconds: number, signal?: AbortSignal) => Promise<void>) | undefined;
  /** A clock in milliseconds that never goes back. */
  readonly now?: (() => number) | undefined;
}

/** A shared allowance, so that retries do not multiply the load on a service in trouble. */
export interface RetryBudget {
  /** Counts a call, which earns a part of a retry. */
  recordCall(): void;
  /** Takes one retry from the allowance; false when none is left. */
  takeRetry(): boolean;
}

export interface RetryBudgetOptions {
  /** Retries earned by a call: 0.1 allows one retry in ten calls. */
  readonly ratio: number;
  /** Retries at hand from the start, and the most that can be saved up. */
  readonly reserve: number;
}

/** Makes a token bucket: at no time more retries than `reserve + ratio × calls`. */
export function createRetryBudget({ ratio, reserve }: RetryBudgetOptions): RetryBudget {
  let retriesLeft = reserve;
  return {
    recordCall: () => {
      retriesLeft = Math.min(reserve, retriesLeft + ratio);
    },
    takeRetry: () => {
      if (retriesLeft < 1) return false;
      retriesLeft -= 1;
      return true;
    },
  };
}

/**
 * Runs `action` and tries it again after a failure that may pass, with full jitter: each pause is
 * random between nothing and an exponentially growing bound, so that callers do not return in step.
 * Rejects with the last error, or with the reason of `signal` when it fires during a pause.
 */
export async function withRetry<T>(
  action: (attempt: number) => Promise<T>,
  options: RetryOptions,
): Promise<T> {
  const { budget, signal, now = () => performance.now() } = options;
  const lastStart = now() + options.totalTimeMs;
  budget?.recordCall();
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await action(attempt);
    } catch (error) {
      const delayMs = pauseAfter(error, attempt, options);
      if (!mayRetry(error, attempt, options) || now() + delayMs >= lastStart) throw error;
      if (budget?.takeRetry() === false) throw error;
      await pause(delayMs, options);
    }
  }
}

function mayRetry(error: unknown, attempt: number, options: RetryOptions): boolean {
  if (options.signal?.aborted === true) return false;
  return attempt < options.maxAttempts && options.isRetryable(error);
}

function pauseAfter(error: unknown, attempt: number, options: RetryOptions): number {
  const bound = Math.min(options.maxDelayMs, options.baseDelayMs * 2 ** (attempt - 1));
  const jittered = (options.random ?? Math.random)() * bound;
  return Math.max(jittered, options.requestedDelayMs?.(error) ?? 0);
}

async function pause(delayMs: number, { signal, sleep = defaultSleep }: RetryOptions) {
  try {
    await sleep(delayMs, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

async function defaultSleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
}
