import type { Request } from 'express';

const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/**
 * True for a caller on the same machine. A reverse proxy on that machine is a loopback peer too:
 * the client it speaks for (`TRUST_PROXY`) has to be one as well.
 */
export function isLoopback({ socket, ip }: Pick<Request, 'socket' | 'ip'>): boolean {
  return LOOPBACK.test(socket.remoteAddress ?? '') && LOOPBACK.test(ip ?? '');
}
