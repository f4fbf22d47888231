import type { IncomingMessage } from 'node:http';
import { createClientAddress } from '../shared/client-address.js';
import { clientNetwork } from '../shared/client-network.js';

/**
 * Makes the function that tells what a client is counted under: its network as far as
 * `TRUST_PROXY` (hops or addresses) lets us believe it.
 */
export function createClientKey(
  trustProxy: number | readonly string[],
): (request: IncomingMessage) => string {
  const addressOf = createClientAddress(trustProxy);
  return (request) => clientNetwork(addressOf(request));
}
