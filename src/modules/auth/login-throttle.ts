import { createHmac } from 'node:crypto';
import type { FailureCounter, FailureWindow } from '../../cache/failure-counter.js';
import { problem } from '../../shared/errors.js';
import { WorkQueue } from './work-queue.js';

const WINDOW_MS = 15 * 60 * 1_000;
const MAX_PER_ACCOUNT_AND_ADDRESS = 10;
const MAX_PER_ADDRESS = 100;
const MAX_WAITING_PER_ACCOUNT_AND_ADDRESS = 100;

interface LoginThrottleDeps {
  readonly counter: FailureCounter;
  /** Keys the hashes by which accounts and addresses are counted; the same on all instances. */
  readonly secret: Buffer;
}

/**
 * Slows down guessing: failures count per account and address, and per address alone, so that
 * nobody can lock another out from elsewhere (docs/api.md, Who calls).
 */
export class LoginThrottle {
  private readonly queues = new Map<string, WorkQueue>();

  constructor(private readonly deps: LoginThrottleDeps) {}

  /**
   * Runs `attempt` unless too many failed before; its `undefined` is a failure. Attempts on one
   * account from one address follow one another, so that many at once are not more than many in
   * a row. Throws 429 `too_many_attempts`.
   */
  async guard<T>(
    email: string,
    address: string,
    attempt: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const keys = { account: this.keyOf(`${address} ${email}`), address: this.keyOf(address) };
    return this.inTurn(keys.account, async () => {
      await this.check(keys.account, MAX_PER_ACCOUNT_AND_ADDRESS);
      await this.check(keys.address, MAX_PER_ADDRESS);
      const result = await attempt();
      if (result === undefined) {
        await this.deps.counter.add(keys.account, WINDOW_MS);
        await this.deps.counter.add(keys.address, WINDOW_MS);
      }
      return result;
    });
  }

  private async check(key: string, max: number): Promise<void> {
    const window = await this.deps.counter.read(key, WINDOW_MS);
    if (window.failures >= max) throw tooManyAttempts(window);
  }

  private async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const limits = { running: 1, waiting: MAX_WAITING_PER_ACCOUNT_AND_ADDRESS };
    const queue = this.queues.get(key) ?? new WorkQueue(limits);
    this.queues.set(key, queue);
    try {
      return await queue.run(work);
    } finally {
      if (queue.isIdle()) this.queues.delete(key);
    }
  }

  private keyOf(text: string): string {
    return createHmac('sha256', this.deps.secret).update(text).digest('base64url');
  }
}

function tooManyAttempts(window: FailureWindow): Error {
  const seconds = Math.max(1, Math.ceil(window.endsInMs / 1_000));
  const headers = { 'Retry-After': String(seconds) };
  const detail = 'Too many failed log-ins. Try again later.';
  return problem(429, 'too_many_attempts', detail, { headers });
}
