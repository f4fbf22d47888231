import type { IncomingMessage } from 'node:http';
import { ipKeyGenerator } from 'express-rate-limit';
import proxyAddr from 'proxy-addr';

/**
 * Makes the function that tells what a client is counted under: its address as far as
 * `TRUST_PROXY` (hops or addresses) lets us believe it, by the package that Express uses.
 * Neighbours in one IPv6 network count as one.
 */
export function createClientKey(
  trustProxy: number | readonly string[],
): (request: IncomingMessage) => string {
  const trust =
    typeof trustProxy === 'number'
      ? (_address: string, distance: number): boolean => distance < trustProxy
      : proxyAddr.compile([...trustProxy]);
  return (request) => {
    if (request.socket.remoteAddress === undefined) return 'unknown';
    return ipKeyGenerator(proxyAddr(request, trust));
  };
}
