import type { IncomingMessage } from 'node:http';

const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/** What proxies add: RFC 7239, RFC 9110 section 7.6.3, and what was usual before. */
const PASSED_ON = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/** Who is at the other end, and for whom he speaks as far as `TRUST_PROXY` lets us believe it. */
type Peer = Pick<IncomingMessage, 'socket' | 'headers'> & { readonly ip: string | undefined };

/**
 * True for a caller on the same machine. A reverse proxy on that machine is a loopback peer too,
 * and speaks for others: what it has passed on is told by its headers, trusted or not.
 */
export function isLoopback({ socket, ip, headers }: Peer): boolean {
  if (PASSED_ON.some((name) => headers[name] !== undefined)) return false;
  return LOOPBACK.test(socket.remoteAddress ?? '') && LOOPBACK.test(ip ?? '');
}
