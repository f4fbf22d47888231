/** How long to wait before the next try. */
export interface BackoffOptions {
  /** Longest wait in milliseconds before the first new try; it doubles with each. */
  readonly baseMs: number;
  /** Longest wait in milliseconds of all. */
  readonly capMs: number;
  /** Milliseconds that a connection has to last before the next wait is short again. */
  readonly stableMs: number;
}

export const DEFAULT_BACKOFF: BackoffOptions = { baseMs: 500, capMs: 30_000, stableMs: 5_000 };

const MOST_DOUBLINGS = 30;

/**
 * Full jitter: anything between nothing and the longest wait, so that many clients that lost the
 * same server do not come back together. `attempt` counts from 0; `random` answers 0 to 1.
 */
export function fullJitter(
  attempt: number,
  { baseMs, capMs }: Pick<BackoffOptions, 'baseMs' | 'capMs'>,
  random: () => number = Math.random,
): number {
  return random() * Math.min(capMs, baseMs * 2 ** Math.min(attempt, MOST_DOUBLINGS));
}
