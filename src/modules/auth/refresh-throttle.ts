import type { FailureLimit } from './failure-limit.js';
import type { RefreshOutcome } from './session-types.js';

const MAX_PER_ADDRESS = 100;

/**
 * Slows down who tries refresh tokens: failures count per address, apart from those of log-ins,
 * so that a device with an old token does not keep its showroom from logging in.
 */
export class RefreshThrottle {
  constructor(private readonly limit: FailureLimit) {}

  /** Runs `attempt` unless too many failed before. Throws 429 `too_many_attempts`. */
  async guard(address: string, attempt: () => Promise<RefreshOutcome>): Promise<RefreshOutcome> {
    const key = this.limit.keyOf(`refresh ${address}`);
    await this.limit.check(key, MAX_PER_ADDRESS);
    const outcome = await attempt();
    if (outcome.kind !== 'granted') await this.limit.add(key);
    return outcome;
  }
}
