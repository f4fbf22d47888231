import type { FailureLimit } from './failure-limit.js';
import { WorkQueue } from './work-queue.js';

const MAX_PER_ACCOUNT_AND_ADDRESS = 10;
const MAX_PER_ADDRESS = 100;
const MAX_WAITING_PER_ACCOUNT_AND_ADDRESS = 100;

/**
 * Slows down guessing: failures count per account and address, and per address alone, so that
 * nobody can lock another out from elsewhere (docs/api.md, Who calls).
 */
export class LoginThrottle {
  private readonly queues = new Map<string, WorkQueue>();

  constructor(private readonly limit: FailureLimit) {}

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
    const { limit } = this;
    const keys = { account: limit.keyOf(`${address} ${email}`), address: limit.keyOf(address) };
    return this.inTurn(keys.account, async () => {
      await limit.check(keys.account, MAX_PER_ACCOUNT_AND_ADDRESS);
      await limit.check(keys.address, MAX_PER_ADDRESS);
      const result = await attempt();
      if (result === undefined) {
        await limit.add(keys.account);
        await limit.add(keys.address);
      }
      return result;
    });
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
}
