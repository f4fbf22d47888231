import type { FailureLimit } from './failure-limit.js';
import { KeyedTurns } from './keyed-turns.js';

const MAX_PER_USER = 10;
const MAX_WAITING_PER_USER = 100;

/**
 * Slows down who tries codes of six digits: wrong ones count per user, from wherever they come,
 * because who tries them has the password already, and many addresses besides. The owner still
 * gets in by a recovery code, which is not counted here (docs/authentication.md).
 */
export class CodeThrottle {
  private readonly turns = new KeyedTurns(MAX_WAITING_PER_USER);

  constructor(private readonly limit: FailureLimit) {}

  /**
   * Runs `attempt` unless too many failed before; its `undefined` is a failure. Attempts for one
   * user follow one another. Throws 429 `too_many_attempts`.
   */
  async guard<T>(userId: string, attempt: () => Promise<T | undefined>): Promise<T | undefined> {
    const { limit } = this;
    const key = limit.keyOf(`code ${userId}`);
    return this.turns.run(key, async () => {
      await limit.check(key, MAX_PER_USER);
      const result = await attempt();
      if (result === undefined) await limit.add(key);
      return result;
    });
  }
}
