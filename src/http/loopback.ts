import type { Request } from 'express';

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

/**
 * True for a caller on the same machine. A reverse proxy on that machine is a loopback peer too,
 * and speaks for others: what it has passed on is told by its headers, trusted or not.
 */
export function isLoopback({
  socket,
  ip,
  headers,
}: Pick<Request, 'socket' | 'ip' | 'headers'>): boolean {
  if (PASSED_ON.some((name) => headers[name] !== undefined)) return false;
  return LOOPBACK.test(socket.remoteAddress ?? '') && LOOPBACK.test(ip ?? '');
}
