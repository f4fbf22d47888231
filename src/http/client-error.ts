import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '../shared/ids.js';
import { SECURITY_HEADERS } from './middlewares/security-headers.js';
import { PROBLEM_TYPE, problemDocument } from './problem-document.js';
import { failureOfStatus } from './to-failure.js';

const STATUS_BY_CODE: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

const LINGER_MS = 1_000;

/**
 * Answers what is not HTTP, too large a header, or never finished, and closes the connection.
 * Where an answer has already begun, nothing sensible can follow.
 */
export function answerClientError(
  error: NodeJS.ErrnoException,
  socket: Socket,
  response: ServerResponse | undefined,
): void {
  if (!canAnswer(error, socket) || response?.headersSent === true) {
    socket.destroy();
    return;
  }
  // To destroy it now could take the answer away before it is read.
  socket.setTimeout(LINGER_MS, () => socket.destroy());
  socket.end(rawAnswer(STATUS_BY_CODE[error.code ?? ''] ?? 400));
}

/** Without TLS, where there should be, there is nothing to answer by. */
function canAnswer({ code = '' }: NodeJS.ErrnoException, socket: Socket): boolean {
  return socket.writable && code !== 'ECONNRESET' && !/^ERR_(?:SSL|TLS)_/.test(code);
}

function rawAnswer(status: number): string {
  const requestId = newId();
  const body = JSON.stringify(problemDocument(failureOfStatus(status), requestId));
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    ...SECURITY_HEADERS.map(([name, value]) => `${name}: ${value}`),
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
