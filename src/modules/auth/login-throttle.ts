import { clientNetwork } from '../../shared/client-network.js';
import type { FailureLimit } from './failure-limit.js';
import { KeyedTurns } from './keyed-turns.js';

const MAX_PER_ACCOUNT_AND_ADDRESS = 10;
const MAX_PER_ADDRESS = 100;
const MAX_WAITING_PER_ACCOUNT_AND_ADDRESS = 100;

/**
 * Slows down guessing: failures count per account and address, and per address alone, so that
 * nobody can lock another out from elsewhere (docs/api.md, Who calls).
 */
export class LoginThrottle {
  private readonly turns = new KeyedTurns(MAX_WAITING_PER_ACCOUNT_AND_ADDRESS);

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
    const network = clientNetwork(address);
    const keys = { account: limit.keyOf(`${network} ${email}`), address: limit.keyOf(network) };
    return this.turns.run(keys.account, async () => {
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
}
