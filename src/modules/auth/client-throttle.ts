import { clientNetwork } from '../../shared/client-network.js';
import type { FailureLimit } from './failure-limit.js';

const MAX_PER_CLIENT_AND_ADDRESS = 10;
const MAX_PER_ADDRESS = 100;

/**
 * Slows down those who guess secrets of programs. It is asked after the secret was found to be
 * wrong: a random secret is not guessed in any case, so nobody is locked out who has the right
 * one, not even from the address of somebody who has not.
 */
export class ClientThrottle {
  constructor(private readonly limit: FailureLimit) {}

  /** Counts a failure; throws 429 `too_many_attempts` when there were too many before. */
  async failed(clientId: string, address: string): Promise<void> {
    const { limit } = this;
    const network = clientNetwork(address);
    const keys = {
      client: limit.keyOf(`client ${network} ${clientId}`),
      address: limit.keyOf(`clients ${network}`),
    };
    await limit.check(keys.client, MAX_PER_CLIENT_AND_ADDRESS);
    await limit.check(keys.address, MAX_PER_ADDRESS);
    await limit.add(keys.client);
    await limit.add(keys.address);
  }
}
