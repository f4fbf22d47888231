import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Tells the address of a client; undefined when its connection is gone already. */
export type ClientAddressOf = (request: IncomingMessage) => string | undefined;

/**
 * Makes the function that tells a client's address as far as `TRUST_PROXY` (hops or addresses)
 * lets us believe it, by the package that Express uses.
 */
export function createClientAddress(trustProxy: number | readonly string[]): ClientAddressOf {
  const trust =
    typeof trustProxy === 'number'
      ? (_address: string, distance: number): boolean => distance < trustProxy
      : proxyAddr.compile([...trustProxy]);
  return (request) => {
    const { remoteAddress } = request.socket;
    return remoteAddress === undefined ? undefined : proxyAddr(request, trust);
  };
}
