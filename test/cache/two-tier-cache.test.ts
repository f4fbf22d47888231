import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startRedis } from '../../scripts/lib/services.mjs';
import type { PrivateServer } from '../../scripts/lib/services.mjs';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { eventually } from '../support/eventually.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { workerDatabaseUrl } from '../support/worker-database.js';
import { Truth, startInstance, startTraffic } from './support/cache-rig.js';
import type { Instance } from './support/cache-rig.js';

let directory: string;
let server: PrivateServer;
let database: Database;
let one: Instance;
let other: Instance;
let truth: Truth;
let guard: string;
const more: Instance[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'showroom-cache-'));
  server = await startRedis({ directory });
  database = createDatabase(
    { url: workerDatabaseUrl(process.env['JEST_WORKER_ID'] ?? '1') },
    apiPoolLimits,
  );
  one = startInstance(server.url, database);
  other = startInstance(server.url, database);
});

afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await database.close();
  await server.kill();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  truth = new Truth();
  guard = randomUUID();
  await Promise.all([one, other].map((instance) => untilUsed(instance)));
});

afterEach(async () => {
  for (const instance of more.splice(0)) await instance.close();
});

/** Bytes are found at hand: Redis is known, and nobody has noted an outage. */
async function untilUsed({ cache }: Instance): Promise<void> {
  const key = randomUUID();
  await eventually(async () => {
    await cache.answers.read({ key, guard: key, fill: async () => ({ value: { number: 1 } }) });
    return (await cache.answers.atHand(key, key)?.catch(() => undefined)) !== undefined;
  });
}

async function command(...words: [string, ...string[]]): Promise<unknown> {
  const redis = new Redis(server.url);
  try {
    return await redis.call(...words);
  } finally {
    redis.disconnect();
  }
}

describe('what is kept', () => {
  it('is found in the process, in Redis by another instance, and nowhere after a change', async () => {
    const [misses, hits] = await Promise.all([
      one.metric('cache_misses_total'),
      other.metric('cache_hits_total'),
    ]);
    const ask = { key: guard, guard, fill: async () => ({ value: await truth.read() }) };
    const first = await one.cache.answers.read(ask);
    expect(await one.cache.answers.atHand(guard, guard)).toBe(first);
    await eventually(
      async () => (await command('KEYS', `*bytes:${guard}`)) as string[],
      (keys) => keys.length === 1,
    );
    expect(await other.cache.answers.atHand(guard, guard)).toBeUndefined();
    expect(await other.cache.answers.read(ask)).toEqual({ number: 0 });
    expect(await one.metric('cache_misses_total')).toBe(misses + 1);
    expect(await other.metric('cache_hits_total')).toBe(hits + 1);
    await truth.write(() => other.cache.invalidation.invalidate([guard]));
    expect(await one.cache.answers.atHand(guard, guard)).toBeUndefined();
    expect(await one.cache.answers.read(ask)).toEqual({ number: 1 });
  });

  it('is read once for all who ask at the time', async () => {
    let fills = 0;
    const fill = async () => {
      fills += 1;
      return { value: await truth.read() };
    };
    const asks = Array.from({ length: 50 }, () =>
      one.cache.answers.read({ key: guard, guard, fill }),
    );
    await Promise.all(asks);
    expect(fills).toBe(1);
  });

  it('is read once also when what many ask Redis is answered little by little', async () => {
    const bypasses = await one.metric('cache_bypasses_total');
    let fills = 0;
    const fill = async () => ({ value: { number: (fills += 1) } });
    await Promise.all(
      Array.from({ length: 5_000 }, () => one.cache.answers.read({ key: guard, guard, fill })),
    );
    const bypassed = (await one.metric('cache_bypasses_total')) - bypasses;
    expect(fills - bypassed).toBeLessThanOrEqual(1);
  });

  it('is dropped in both tiers when a change came while it was read', async () => {
    const fill = async () => {
      const value = await truth.read();
      await truth.write(() => other.cache.invalidation.invalidate([guard]));
      return { value };
    };
    expect(await one.cache.answers.read({ key: guard, guard, fill })).toEqual({ number: 0 });
    const again = { key: guard, guard, fill: async () => ({ value: await truth.read() }) };
    expect(await one.cache.answers.read(again)).toEqual({ number: 1 });
    expect(await other.cache.answers.read(again)).toEqual({ number: 1 });
  });

  it('ends with what time changes, and is forgotten by a flush everywhere', async () => {
    const key = guard;
    let fills = 0;
    const ask = (lasts: number) => ({
      ...{ key, guard },
      fill: async () => ({ value: { number: (fills += 1) }, endsAt: Date.now() + lasts }),
    });
    await one.cache.answers.read(ask(30));
    await sleep(40);
    expect(await one.cache.answers.read(ask(60_000))).toEqual({ number: 2 });
    expect(await other.cache.answers.read(ask(60_000))).toEqual({ number: 2 });
    await other.cache.invalidation.invalidateAll();
    expect(await one.cache.answers.atHand(key, guard)).toBeUndefined();
    expect(await one.cache.answers.read(ask(60_000))).toEqual({ number: 3 });
  });

  it('is not that of another environment', async () => {
    const elsewhere = startInstance(server.url, database, 'elsewhere');
    more.push(elsewhere);
    await untilUsed(elsewhere);
    await one.cache.answers.read({
      key: guard,
      guard,
      fill: async () => ({ value: { number: 1 } }),
    });
    const fill = async () => ({ value: { number: 2 } });
    expect(await elsewhere.cache.answers.read({ key: guard, guard, fill })).toEqual({ number: 2 });
  });
});

describe('the promise: nothing older than the last acknowledged write', () => {
  const both = () => ({ truth, guard, readers: [one, other], writers: [one, other] });

  it('is kept by two instances at full speed', async () => {
    const hits = await one.metric('cache_hits_total');
    const traffic = startTraffic(both());
    await sleep(1_000);
    const finding = await traffic.stop();
    expect(finding.stale).toBe(0);
    expect(finding.writes).toBeGreaterThan(50);
    expect((await one.metric('cache_hits_total')) - hits).toBeGreaterThan(100);
  });

  it('is seen broken by the same readers when nobody is told', async () => {
    const traffic = startTraffic({ ...both(), tell: () => Promise.resolve() });
    await sleep(200);
    expect((await traffic.stop()).stale).toBeGreaterThan(0);
  });

  it('is kept across a Redis that comes back from a snapshot older than the change', async () => {
    const ask = { key: guard, guard, fill: async () => ({ value: await truth.read() }) };
    await one.cache.answers.read(ask);
    await command('SAVE');
    await truth.write(() => other.cache.invalidation.invalidate([guard]));
    await server.kill();
    server = await startRedis({ directory, port: server.port });
    expect(await command('KEYS', `*version:${guard}`)).toHaveLength(1);
    await untilUsed(one);
    expect(await one.cache.answers.read(ask)).toEqual({ number: 1 });
  });

  it('is kept at full speed while Redis is killed and started again', async () => {
    const traffic = startTraffic(both());
    await sleep(100);
    await server.kill();
    await sleep(100);
    server = await startRedis({ directory, port: server.port });
    await untilUsed(one);
    await untilUsed(other);
    expect((await traffic.stop()).stale).toBe(0);
  });

  it('is kept while Redis is silent, and when it speaks again', async () => {
    const traffic = startTraffic(both());
    await sleep(100);
    process.kill(server.pid, 'SIGSTOP');
    await sleep(400);
    process.kill(server.pid, 'SIGCONT');
    await untilUsed(one);
    const finding = await traffic.stop();
    expect(finding.stale).toBe(0);
  });

  it('is kept by a writer that alone does not reach Redis', async () => {
    const proxy = await TcpProxy.start({ host: '127.0.0.1', port: server.port });
    const url = new URL(server.url);
    url.port = String(proxy.port);
    const cutOff = startInstance(url.href, database);
    more.push(cutOff);
    await untilUsed(cutOff);
    const traffic = startTraffic({ truth, guard, readers: [one, other], writers: [cutOff] });
    await sleep(100);
    const before = truth.acknowledged;
    proxy.fallSilent();
    await eventually(() => truth.acknowledged > before + 1);
    proxy.speak();
    await untilUsed(one);
    const finding = await traffic.stop();
    await proxy.stop();
    expect(finding.stale).toBe(0);
  });
});
