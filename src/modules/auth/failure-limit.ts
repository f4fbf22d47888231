import { createHmac } from 'node:crypto';
import type { FailureCounter, FailureWindow } from '../../cache/failure-counter.js';
import { problem } from '../../shared/errors.js';

const WINDOW_MS = 15 * 60 * 1_000;

interface FailureLimitDeps {
  readonly counter: FailureCounter;
  /** Keys the hashes by which accounts and addresses are counted; the same on all instances. */
  readonly secret: Buffer;
}

/** Refuses those who have failed too often within 15 minutes (docs/api.md, Who calls). */
export class FailureLimit {
  constructor(private readonly deps: FailureLimitDeps) {}

  /** By what something is counted: neither addresses nor accounts are to be read from it. */
  keyOf(text: string): string {
    return createHmac('sha256', this.deps.secret).update(text).digest('base64url');
  }

  /** Throws 429 `too_many_attempts` from `max` failures on. */
  async check(key: string, max: number): Promise<void> {
    const window = await this.deps.counter.read(key, WINDOW_MS);
    if (window.failures >= max) throw tooManyAttempts(window);
  }

  /** True from `max` failures on. */
  async isReached(key: string, max: number): Promise<boolean> {
    return (await this.deps.counter.read(key, WINDOW_MS)).failures >= max;
  }

  /** Counts a failure. */
  async add(key: string): Promise<void> {
    await this.deps.counter.add(key, WINDOW_MS);
  }
}

function tooManyAttempts(window: FailureWindow): Error {
  const seconds = Math.max(1, Math.ceil(window.endsInMs / 1_000));
  const headers = { 'Retry-After': String(seconds) };
  const detail = 'Too many attempts have failed. Try again later.';
  return problem(429, 'too_many_attempts', detail, { headers });
}
