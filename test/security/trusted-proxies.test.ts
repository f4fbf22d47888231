import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createClientKey } from '../../src/realtime/client-address.js';
import { LoginThrottle } from '../../src/modules/auth/login-throttle.js';
import { FailureLimit } from '../../src/modules/auth/failure-limit.js';
import { MemoryFailureCounter } from '../../src/cache/failure-counter.js';
import { systemClock } from '../../src/shared/clock.js';
import { startEdgeApp } from '../api/http-edges/edge-app.js';
import type { EdgeApp } from '../api/http-edges/edge-app.js';
import { sendRaw } from '../api/http-edges/raw-http.js';

let base: EdgeApp;
const opened: EdgeApp[] = [];

beforeAll(async () => {
  base = await startEdgeApp();
});

afterEach(async () => {
  for (const edge of opened.splice(0)) await edge.stop();
});

afterAll(() => base.stop());

async function start(trustProxy: number | readonly string[]): Promise<EdgeApp> {
  const config = { trustProxy, rateLimitPerMinute: 1 };
  const edge = await startEdgeApp({ beside: base, config });
  opened.push(edge);
  return edge;
}

/** The status of a request by nobody, with these headers as they are. */
async function ask(edge: EdgeApp, ...headers: readonly string[]): Promise<number> {
  const lines = ['GET /api/v1/public HTTP/1.1', 'Host: showroom', 'Connection: close', ...headers];
  const answer = await sendRaw(edge.url, `${lines.join('\r\n')}\r\n\r\n`);
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
}

const by = (addresses: string): string => `X-Forwarded-For: ${addresses}`;

const OTHER_HEADERS = [
  'Forwarded: for=198.51.100.9',
  'X-Real-IP: 198.51.100.9',
  'X-Client-IP: 198.51.100.9',
  'CF-Connecting-IP: 198.51.100.9',
  'True-Client-IP: 198.51.100.9',
  'X-Forwarded-Host: 198.51.100.9',
];

describe('without TRUST_PROXY', () => {
  it.each([by('198.51.100.9'), by('127.0.0.1'), by('::1'), ...OTHER_HEADERS])(
    '"%s" gains no further request',
    async (header) => {
      const edge = await start(0);
      expect(await ask(edge)).toBe(200);
      expect(await ask(edge, header)).toBe(429);
    },
  );
});

describe.each<[string, number | readonly string[]]>([
  ['one hop', 1],
  ['an address', ['127.0.0.1']],
  ['the network of it', ['127.0.0.0/8']],
  ['a name for it', ['loopback']],
])('with %s trusted', (_what, trustProxy) => {
  it('what stands before the address that the proxy has added changes nothing', async () => {
    const edge = await start(trustProxy);
    expect(await ask(edge, by('203.0.113.7'))).toBe(200);
    expect(await ask(edge, by('198.51.100.1, 203.0.113.7'))).toBe(429);
    expect(await ask(edge, by('garbage,  ,, 198.51.100.2 ,203.0.113.7'))).toBe(429);
    expect(await ask(edge, by('198.51.100.3'), by('203.0.113.7'))).toBe(429);
    expect(await ask(edge, by('203.0.113.8'))).toBe(200);
  });

  it('one client is one client, however its address is written', async () => {
    const edge = await start(trustProxy);
    expect(await ask(edge, by('203.0.113.7'))).toBe(200);
    expect(await ask(edge, by('::ffff:203.0.113.7'))).toBe(429);
    expect(await ask(edge, by('203.0.113.7:50123'))).toBe(429);
    expect(await ask(edge, by('2001:db8:1:2::1'))).toBe(200);
    expect(await ask(edge, by('2001:db8:1:2:ffff::1'))).toBe(429);
    expect(await ask(edge, by('[2001:db8:1:2::7]:443'))).toBe(429);
    expect(await ask(edge, by('2001:db8:1:3::1'))).toBe(200);
  });

  it('invented addresses count as one client', async () => {
    const edge = await start(trustProxy);
    expect(await ask(edge, by('garbage-1'))).toBe(200);
    expect(await ask(edge, by('garbage-2'))).toBe(429);
    expect(await ask(edge, by('<script>'))).toBe(429);
  });

  it.each(OTHER_HEADERS)('"%s" changes nothing', async (header) => {
    const edge = await start(trustProxy);
    expect(await ask(edge, by('203.0.113.7'))).toBe(200);
    expect(await ask(edge, by('203.0.113.7'), header)).toBe(429);
  });
});

describe('with two hops trusted', () => {
  it('the second address from the end counts', async () => {
    const edge = await start(2);
    expect(await ask(edge, by('198.51.100.1, 203.0.113.7, 10.0.0.1'))).toBe(200);
    expect(await ask(edge, by('198.51.100.2, 203.0.113.7, 10.0.0.2'))).toBe(429);
  });
});

describe('with the address of somebody else trusted', () => {
  it('the peer counts', async () => {
    const edge = await start(['192.0.2.1', '2001:db8::/32']);
    expect(await ask(edge)).toBe(200);
    expect(await ask(edge, by('203.0.113.7'))).toBe(429);
  });
});

describe('sockets', () => {
  type Upgrade = Parameters<ReturnType<typeof createClientKey>>[0];
  const keyOf = (trust: number | readonly string[], peer: string, forwarded?: string): string =>
    createClientKey(trust)({
      socket: { remoteAddress: peer },
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    } as unknown as Upgrade);

  it('count by the same rule', () => {
    expect(keyOf(0, '192.0.2.1', '203.0.113.7')).toBe('192.0.2.1');
    expect(keyOf(1, '::ffff:10.0.0.1', '198.51.100.1, 203.0.113.7:99')).toBe('203.0.113.7');
    expect(keyOf(['10.0.0.0/8'], '::ffff:10.0.0.1', '203.0.113.7, 10.0.0.2')).toBe('203.0.113.7');
    expect(keyOf(1, '10.0.0.1', 'garbage')).toBe(keyOf(1, '10.0.0.1', 'other garbage'));
    expect(keyOf(0, '2001:db8:1:2::1')).toBe(keyOf(0, '2001:db8:1:2:9::1'));
  });
});

describe('the throttle of log-in', () => {
  it('takes neighbours in an IPv6 network for one', async () => {
    const counter = new MemoryFailureCounter(systemClock);
    const limit = new FailureLimit({ counter, secret: Buffer.alloc(32, 1) });
    const throttle = new LoginThrottle(limit);
    const tryFrom = (address: string): Promise<unknown> =>
      throttle.guard('a@example.com', address, () => Promise.resolve(undefined));
    for (let host = 1; host <= 10; host += 1) await tryFrom(`2001:db8:1:2::${host}`);
    await expect(tryFrom('2001:db8:1:2:ffff::1')).rejects.toMatchObject({
      data: { code: 'too_many_attempts' },
    });
    await tryFrom('2001:db8:1:3::1');
  });
});
