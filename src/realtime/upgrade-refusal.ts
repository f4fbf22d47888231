import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { SECURITY_HEADERS } from '../http/middlewares/security-headers.js';
import { problemTitle } from '../http/problem-catalogue.js';
import type { ProblemError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';

/** Answers an upgrade with `application/problem+json`, as any other request, and hangs up. */
export function refuseUpgrade(socket: Duplex, error: ProblemError): void {
  const status = error.output.statusCode;
  const code = error.data?.code ?? 'internal_error';
  const requestId = newId();
  const body = JSON.stringify({
    type: `/problems/${code}`,
    title: problemTitle(code, status),
    status,
    detail: error.message,
    instance: '/realtime',
    code,
    requestId,
  });
  const headers = {
    Connection: 'close',
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
    ...Object.fromEntries(SECURITY_HEADERS),
    ...error.data?.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const statusLine = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`;
  socket.once('finish', () => socket.destroy());
  socket.end(`${statusLine}${lines.join('')}\r\n${body}`);
}
