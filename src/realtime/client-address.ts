import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { clientNetwork } from '../shared/client-network.js';

/**
 * Makes the function that tells what a client is counted under: its network as far as
 * `TRUST_PROXY` (hops or addresses) lets us believe it, by the package that Express uses.
 */
export function createClientKey(
  trustProxy: number | readonly string[],
): (request: IncomingMessage) => string {
  const trust =
    typeof trustProxy === 'number'
      ? (_address: string, distance: number): boolean => distance < trustProxy
      : proxyAddr.compile([...trustProxy]);
  return (request) => {
    if (request.socket.remoteAddress === undefined) return clientNetwork(undefined);
    return clientNetwork(proxyAddr(request, trust));
  };
}
