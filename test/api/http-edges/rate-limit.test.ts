import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import type { Test } from 'supertest';
import { RateLimitStore } from '../../../src/http/middlewares/rate-limit-store.js';
import type { RateLimitRedis } from '../../../src/http/middlewares/rate-limit-store.js';
import { newId } from '../../../src/shared/ids.js';
import { eventually } from '../../support/eventually.js';
import { TcpProxy } from '../../support/tcp-proxy.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp, EdgeOptions } from './edge-app.js';
import { redisUrlThrough } from '../../support/worker-database.js';

let base: EdgeApp;
const opened: EdgeApp[] = [];

beforeAll(async () => {
  base = await startEdgeApp();
});

afterEach(async () => {
  for (const edge of opened.splice(0)) await edge.stop();
});

afterAll(() => base.stop());

async function start(options: EdgeOptions): Promise<EdgeApp> {
  const edge = await startEdgeApp({ ...options, beside: base });
  opened.push(edge);
  return edge;
}

const limited = (limit: number, options: EdgeOptions = {}): Promise<EdgeApp> =>
  start({ ...options, config: { rateLimitPerMinute: limit, ...options.config } });

const get = (edge: EdgeApp, token: string, path = '/api/v1/me'): Test =>
  request(edge.url).get(path).set('Authorization', `Bearer ${token}`);

async function statuses(count: number, ask: () => Test): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await ask()).status);
  return found;
}

describe('a limit', () => {
  it('is told by draft-8 headers, and ends in a 429 problem', async () => {
    const edge = await limited(3);
    const token = edge.tokenOf();
    const first = await get(edge, token);
    expect(first.get('RateLimit')).toMatch(/^"per-minute"; r=2; t=\d+$/);
    expect(first.get('RateLimit-Policy')).toMatch(/^"per-minute"; q=3; w=60; pk=:[\w+/=]+:$/);
    expect(first.get('X-RateLimit-Limit')).toBeUndefined();
    expect(await statuses(2, () => get(edge, token))).toEqual([200, 200]);
    const refused = await get(edge, token);
    expect(refused.status).toBe(429);
    expect(refused.type).toBe('application/problem+json');
    expect(refused.body.code).toBe('rate_limited');
    expect(Number(refused.get('Retry-After'))).toBeGreaterThan(0);
    expect(Number(refused.get('Retry-After'))).toBeLessThanOrEqual(60);
    expect(refused.get('RateLimit')).toMatch(/r=0/);
  });

  it('is each principal’s own', async () => {
    const edge = await limited(1);
    expect((await get(edge, edge.tokenOf())).status).toBe(200);
    expect((await get(edge, edge.tokenOf())).status).toBe(200);
  });

  it('counts those without a good token by address, whatever they ask for', async () => {
    const edge = await limited(4);
    const answers = [
      await get(edge, 'guess-1'),
      await get(edge, 'guess-2', '/api/v1/things'),
      await request(edge.url).get('/api/v1/unknown'),
      await request(edge.url).delete('/api/v1/things'),
      await get(edge, 'guess-3'),
      await request(edge.url).get('/api/v1/public'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 404, 405, 429, 429]);
    expect((await get(edge, edge.tokenOf())).status).toBe(200);
  });

  it('does not touch operations at the root', async () => {
    const edge = await limited(1);
    const ask = (): Test => request(edge.url).get('/health');
    expect(await statuses(4, ask)).toEqual([200, 200, 200, 200]);
    expect((await ask()).get('RateLimit')).toBeUndefined();
  });

  it('is not escaped by a forged X-Forwarded-For', async () => {
    const edge = await limited(2);
    let hop = 0;
    const ask = (): Test =>
      request(edge.url)
        .get('/api/v1/public')
        .set('X-Forwarded-For', `203.0.113.${(hop += 1)}`);
    expect(await statuses(3, ask)).toEqual([200, 200, 429]);
    const me = await get(edge, edge.tokenOf()).set('X-Forwarded-For', '203.0.113.9');
    expect(me.body.clientAddress).toBe('127.0.0.1');
  });
});

describe('TRUST_PROXY', () => {
  const addressSeen = async (edge: EdgeApp, forwarded: string): Promise<string> => {
    const answer = await get(edge, edge.tokenOf()).set('X-Forwarded-For', forwarded);
    return answer.body.clientAddress as string;
  };

  it('as a number believes so many hops', async () => {
    const edge = await start({ config: { trustProxy: 1 } });
    expect(await addressSeen(edge, '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
  });

  it('as addresses believes only these', async () => {
    const trusting = await start({ config: { trustProxy: ['127.0.0.1'] } });
    expect(await addressSeen(trusting, '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7');
    const other = await start({ config: { trustProxy: ['192.0.2.1'] } });
    expect(await addressSeen(other, '198.51.100.1, 203.0.113.7')).toBe('127.0.0.1');
  });
});

describe('Redis', () => {
  const redisUrl = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379';
  const clients: Redis[] = [];
  const proxies: TcpProxy[] = [];

  afterEach(async () => {
    for (const client of clients.splice(0)) client.disconnect();
    for (const proxy of proxies.splice(0)) await proxy.stop();
  });

  function connect(url: string): Redis {
    const client = new Redis(url, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      disconnectTimeout: 50,
    });
    client.on('error', () => undefined);
    clients.push(client);
    return client;
  }

  async function connected(url = redisUrl): Promise<Redis> {
    const client = connect(url);
    await new Promise((resolve) => client.once('ready', resolve));
    return client;
  }

  it('shares the limit between two instances, one settlement late', async () => {
    const limit = 50;
    const one = await limited(limit, { redis: await connected() });
    const two = await limited(limit, { redis: await connected() });
    const token = one.tokenOf();
    expect(await statuses(limit, () => get(one, token))).not.toContain(429);
    const late: number[] = [];
    await eventually(
      async () => late.push((await get(two, token)).status),
      () => late.includes(429),
    );
    expect(late.length).toBeLessThan(limit);
    expect((await get(one, token)).status).toBe(429);
  });

  it('that is not there leaves the limit to memory', async () => {
    const edge = await limited(2, { redis: connect('redis://127.0.0.1:9') });
    const token = edge.tokenOf();
    expect(await statuses(3, () => get(edge, token))).toEqual([200, 200, 429]);
  });

  it('that goes away under way does not reset the count', async () => {
    const redis = await connected();
    const edge = await limited(3, { redis });
    const token = edge.tokenOf();
    expect(await statuses(2, () => get(edge, token))).toEqual([200, 200]);
    redis.disconnect();
    expect(await statuses(2, () => get(edge, token))).toEqual([200, 429]);
  });

  it('that falls silent delays nobody, and is told of once', async () => {
    const { hostname, port } = new URL(redisUrl);
    const proxy = await TcpProxy.start({ host: hostname, port: Number(port || 6379) });
    proxies.push(proxy);
    const redis = await connected(redisUrlThrough(proxy.port));
    const edge = await limited(4, { redis });
    const token = edge.tokenOf();
    expect(await statuses(2, () => get(edge, token))).toEqual([200, 200]);
    proxy.fallSilent();
    expect(await statuses(3, () => get(edge, token))).toEqual([200, 200, 429]);
    const warnings = (): number =>
      edge.logLines.filter((line) => line['level'] === 'warn' && 'err' in line).length;
    expect(await eventually(warnings)).toBe(1);
  });

  describe('and the counts of two instances', () => {
    const logger = pino({ enabled: false });

    const storeOn = (redis: RateLimitRedis, windowMs = 60_000): RateLimitStore =>
      new RateLimitStore({ redis, logger, windowMs });

    const count = (store: RateLimitStore, key: string, times = 1): number => {
      let total = 0;
      for (let time = 0; time < times; time += 1) total = store.increment(key).totalHits;
      return total;
    };

    /** A client that can be away, and whose answers can be lost. */
    function faulty(redis: Redis): {
      status: Redis['status'];
      eval: Redis['eval'];
      loses: boolean;
    } {
      const client = { status: redis.status, loses: false, eval: redis.eval.bind(redis) };
      client.eval = (async (...args: Parameters<Redis['eval']>) => {
        const answer = await redis.eval(...args);
        if (client.loses) throw new Error('The answer was lost.');
        return answer;
      }) as Redis['eval'];
      return client;
    }

    it('are added up at each settlement', async () => {
      const [one, two, key] = [storeOn(await connected()), storeOn(await connected()), newId()];
      expect(count(one, key, 3)).toBe(3);
      await one.settle();
      expect(count(two, key)).toBe(1);
      await two.settle();
      expect(count(two, key)).toBe(5);
      await two.settle();
      expect(count(one, key)).toBe(4);
      await one.settle();
      expect(count(one, key)).toBe(7);
    });

    it('are told again when an answer was lost, and not doubled', async () => {
      const [redis, key] = [await connected(), newId()];
      const client = faulty(redis);
      const [one, two] = [storeOn(client), storeOn(redis)];
      count(one, key, 3);
      client.loses = true;
      await one.settle();
      client.loses = false;
      await one.settle();
      count(two, key);
      await two.settle();
      expect(count(two, key)).toBe(5);
    });

    it('are complete again when Redis was away, or has lost everything', async () => {
      const [redis, key] = [await connected(), newId()];
      const client = faulty(redis);
      const [one, two] = [storeOn(client), storeOn(redis)];
      client.status = 'reconnecting';
      count(one, key, 3);
      await one.settle();
      count(two, key, 2);
      await two.settle();
      client.status = 'ready';
      await one.settle();
      expect(count(one, key)).toBe(6);
      await redis.del(`ratelimit:${key}`);
      await one.settle();
      count(two, key);
      await two.settle();
      expect(count(two, key)).toBe(8);
    });

    it('begin anew with the next window, which is the same for both', async () => {
      const [redis, key] = [await connected(), newId()];
      const [one, two] = [storeOn(redis, 800), storeOn(redis, 60_000)];
      count(one, key, 3);
      await one.settle();
      count(two, key);
      await two.settle();
      await sleep(820);
      expect(count(one, key)).toBe(1);
      expect(count(two, key)).toBe(1);
    });

    it('are told together, however many callers there are', async () => {
      const [redis, run] = [await connected(), newId()];
      const [one, two] = [storeOn(redis, 10_000), storeOn(redis, 10_000)];
      const keys = Array.from({ length: 1_100 }, (_, index) => `${run}:${index}`);
      for (const key of keys) count(one, key, 2);
      await one.settle();
      for (const key of keys) count(two, key);
      await two.settle();
      expect(new Set(keys.map((key) => count(two, key)))).toEqual(new Set([4]));
    });
  });
});
