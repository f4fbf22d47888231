import ipaddr from 'ipaddr.js';

/** What a provider gives to one subscriber (RFC 6177): neighbours in it count as one. */
const IPV6_NETWORK_BYTES = 8;
const UNKNOWN = 'unknown';
const WITH_PORT = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/;

/**
 * What a client is counted under, wherever something is limited by address: an IPv4 address, also
 * when it comes mapped into IPv6, or the /64 network of an IPv6 address. A port is left out. What
 * is no address counts as one client, so that inventing some gains nothing.
 */
export function clientNetwork(address: string | undefined): string {
  const text = address?.trim() ?? '';
  const [, bracketed, plain] = WITH_PORT.exec(text) ?? [];
  const candidate = bracketed ?? plain ?? text;
  if (!ipaddr.IPv4.isValidFourPartDecimal(candidate) && !ipaddr.IPv6.isValid(candidate)) {
    return UNKNOWN;
  }
  const parsed = ipaddr.process(candidate);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = parsed.toByteArray().fill(0, IPV6_NETWORK_BYTES);
  return `${ipaddr.fromByteArray(network).toString()}/64`;
}
