import { clientNetwork } from '../../shared/client-network.js';
import type { FailureLimit } from './failure-limit.js';
import { KeyedTurns } from './keyed-turns.js';

const MAX_PER_ACCOUNT_AND_ADDRESS = 5;
const MAX_PER_ADDRESS = 50;
const MAX_PER_ACCOUNT = 20;
const MAX_WAITING = 100;

/** Bounds how often somebody may ask for a new password, for accounts that exist and others. */
export class ResetThrottle {
  private readonly turns = new KeyedTurns(MAX_WAITING);

  constructor(private readonly limit: FailureLimit) {}

  /**
   * Counts a request. Throws 429 `too_many_attempts` when too many came from there; answers false
   * when the account was asked for too often from everywhere: then nothing more is sent to it.
   */
  async admit(email: string, address: string): Promise<boolean> {
    const { limit } = this;
    const network = clientNetwork(address);
    const pair = limit.keyOf(`reset ${network} ${email}`);
    const place = limit.keyOf(`reset ${network}`);
    const account = limit.keyOf(`reset account ${email}`);
    // One after another, so that many at once are not more than many in a row.
    return this.turns.run(account, async () => {
      await limit.check(pair, MAX_PER_ACCOUNT_AND_ADDRESS);
      await limit.check(place, MAX_PER_ADDRESS);
      const isTooMuch = await limit.isReached(account, MAX_PER_ACCOUNT);
      for (const key of [pair, place, account]) await limit.add(key);
      return !isTooMuch;
    });
  }
}
