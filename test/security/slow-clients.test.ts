import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startHttpServer } from '../../src/http/http-server.js';
import type { HttpServer } from '../../src/http/http-server.js';
import { sendRaw } from '../api/http-edges/raw-http.js';

const SHORT_MS = 300;
/** Deadlines are looked at every two seconds. */
const SEEN_MS = 3_500;
const REQUEST = 'GET /health HTTP/1.1\r\nHost: showroom\r\n\r\n';

let http: HttpServer;
let url: string;
const opened: Socket[] = [];

beforeEach(async () => {
  http = await startHttpServer((_request, response) => response.end('well'), {
    host: '127.0.0.1',
    port: 0,
  });
  url = `http://127.0.0.1:${http.port}`;
});

afterEach(async () => {
  for (const socket of opened.splice(0)) socket.destroy();
  await http.stop({ idleGraceMs: 0, limitMs: 500 });
});

interface Client {
  readonly socket: Socket;
  readonly ended: Promise<string>;
  read(): string;
}

/** A connection, and all that comes back until the server ends it. */
async function open(): Promise<Client> {
  const socket = connect(http.port, '127.0.0.1');
  opened.push(socket);
  let received = '';
  socket.setEncoding('utf8').on('data', (text: string) => (received += text));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(received)));
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, ended, read: () => received };
}

function within<T>(work: Promise<T>): Promise<T | 'still open'> {
  return Promise.race([work, sleep(SEEN_MS, 'still open' as const, { ref: false })]);
}

describe('the deadlines of the server', () => {
  it('are set', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = http.server;
    expect([headersTimeout, keepAliveTimeout]).toEqual([10_000, 65_000]);
    expect(requestTimeout).toBeGreaterThan(0);
  });

  it('end a connection on which the head never ends: 408', async () => {
    http.server.headersTimeout = SHORT_MS;
    const { socket, ended } = await open();
    socket.write('GET /health HTTP/1.1\r\nHost: showroom\r\nX-More: ');
    const answer = await within(ended);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toContain('Content-Type: application/problem+json\r\n');
  });

  it('are not moved by one byte after the other', async () => {
    http.server.headersTimeout = SHORT_MS;
    const { socket, ended } = await open();
    socket.write('GET /health HTTP/1.1\r\nHost: showroom\r\nX-More: ');
    const dripping = setInterval(() => socket.write('x'), 50);
    const answer = await within(ended);
    clearInterval(dripping);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('end a connection on which nothing ever comes', async () => {
    http.server.headersTimeout = SHORT_MS;
    const { ended } = await open();
    expect(await within(ended)).not.toBe('still open');
  });

  it('end one on which nothing more comes', async () => {
    http.server.keepAliveTimeout = SHORT_MS;
    const { socket, ended } = await open();
    socket.write(REQUEST);
    expect(await within(ended)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*well$/);
  });
});

describe('a thousand connections that say nothing', () => {
  it('keep nobody else from being answered', async () => {
    const idle = await Promise.all(Array.from({ length: 1_000 }, open));
    for (const { socket } of idle.slice(0, 500)) socket.write('GET /health HTTP/1.1\r\nX-');
    const answer = await sendRaw(url, REQUEST.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(idle.filter(({ socket, read }) => socket.destroyed || read() !== '')).toEqual([]);
  });
});

describe('a head that is too large', () => {
  it.each<[string, string]>([
    ['one long value', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(17_000)}\r\n\r\n`],
    ['many short ones', `GET / HTTP/1.1\r\nHost: a\r\n${'X-A: 1\r\n'.repeat(5_000)}\r\n`],
    ['a long name', `GET / HTTP/1.1\r\nHost: a\r\n${'X'.repeat(17_000)}: 1\r\n\r\n`],
    ['a long address', `GET /${'x'.repeat(17_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['one that never ends', `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${'x'.repeat(100_000)}`],
  ])('is a 431, and the connection ends: %s', async (_what, text) => {
    const { socket, ended } = await open();
    socket.write(text);
    expect(await within(ended)).toMatch(/^HTTP\/1\.1 431 [^]*\r\nConnection: close\r\n/);
  });

  it('is also one of a chunked body whose trailers never end', async () => {
    const { socket, ended } = await open();
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n');
    socket.write(`X-Trailer: ${'x'.repeat(20_000)}`);
    expect(await within(ended)).not.toBe('still open');
  });
});
