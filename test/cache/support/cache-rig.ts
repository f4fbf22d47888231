import { setTimeout as sleep } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { createCache } from '../../../src/cache/create-cache.js';
import type { Cache } from '../../../src/cache/create-cache.js';
import { createRedis } from '../../../src/cache/create-redis.js';
import type { CacheCodec } from '../../../src/cache/two-tier-cache.js';
import type { Database } from '../../../src/database/create-database.js';
import { createLogger } from '../../../src/observability/logger.js';
import { systemClock } from '../../../src/shared/clock.js';

/** A value that can be told to be older than another. */
export interface Numbered {
  readonly number: number;
}

const codec: CacheCodec<Numbered> = {
  encode: ({ number }) => Buffer.from(String(number)),
  decode: (bytes) => ({ number: Number(bytes.toString()) }),
  sizeOf: () => 8,
};

/** An instance of the cache, and what it says of itself. */
export interface Instance {
  readonly cache: Cache<Numbered>;
  metric(name: string, labels?: Record<string, string>): Promise<number>;
  close(): Promise<void>;
}

/** One process's worth of the cache. */
export function startInstance(redisUrl: string, database: Database, prefix = 'test'): Instance {
  const logger = createLogger('silent');
  const redis = createRedis(redisUrl, logger);
  const registry = new Registry();
  const cache = createCache({
    ...{ redis, database, prefix, codec, logger, registry },
    clock: systemClock,
  });
  return {
    cache,
    metric: (name, labels) => valueOf(registry, name, labels),
    async close() {
      await cache.close();
      redis.disconnect();
    },
  };
}

async function valueOf(
  registry: Registry,
  name: string,
  labels: Record<string, string> = {},
): Promise<number> {
  const metric = await registry.getSingleMetric(name)?.get();
  const fits = (given: Partial<Record<string, string | number>>): boolean =>
    Object.entries(labels).every(([label, value]) => given[label] === value);
  const values = metric?.values.filter((one) => fits(one.labels)) ?? [];
  return values.reduce((sum, { value }) => sum + value, 0);
}

/** What is true, and how much of it has been acknowledged. */
export class Truth {
  private committed = 0;
  acknowledged = 0;

  /** Changes it, tells the instances by `tell`, and then whoever asked for the change. */
  async write(tell: () => Promise<void>): Promise<void> {
    this.committed += 1;
    const number = this.committed;
    await tell();
    this.acknowledged = Math.max(this.acknowledged, number);
  }

  /** Reads as a database does: what was committed when it began, some time later. */
  async read(): Promise<Numbered> {
    const number = this.committed;
    await sleep(Math.random() * 4);
    return { number };
  }
}

/** What writers and readers at full speed have seen. */
export interface Finding {
  reads: number;
  writes: number;
  /** Answers older than what had been acknowledged before they were asked for. */
  stale: number;
}

interface Traffic {
  readonly truth: Truth;
  readonly readers: readonly Instance[];
  readonly writers: readonly Instance[];
  readonly guard: string;
  /** In the place of telling of changes. */
  readonly tell?: (instance: Instance) => Promise<void>;
}

/** Four readers an instance and a writer for each, until told to stop. */
export function startTraffic(traffic: Traffic): { stop(): Promise<Finding> } {
  const finding: Finding = { reads: 0, writes: 0, stale: 0 };
  let running = true;
  const loop = async (work: () => Promise<void>): Promise<void> => {
    while (running) {
      await work();
      await new Promise(setImmediate);
    }
  };
  const readers = traffic.readers.flatMap((reader) =>
    [1, 2, 3, 4].map(() => loop(() => readOnce(traffic, reader, finding))),
  );
  const writers = traffic.writers.map((writer) => loop(() => writeOnce(traffic, writer, finding)));
  return {
    async stop() {
      running = false;
      await Promise.all([...readers, ...writers]);
      return finding;
    },
  };
}

async function readOnce(
  { truth, guard }: Traffic,
  { cache }: Instance,
  finding: Finding,
): Promise<void> {
  const before = truth.acknowledged;
  const key = `${guard}/one`;
  const atHand = await cache.answers.atHand(key, guard)?.catch(() => undefined);
  const fill = async () => ({ value: await truth.read() });
  const { number } = atHand ?? (await cache.answers.read({ key, guard, fill }));
  finding.reads += 1;
  if (number < before) finding.stale += 1;
}

async function writeOnce(
  { truth, guard, tell = tellOf(guard) }: Traffic,
  writer: Instance,
  finding: Finding,
): Promise<void> {
  await truth.write(() => tell(writer));
  finding.writes += 1;
  await sleep(Math.random() * 12);
}

function tellOf(guard: string): (instance: Instance) => Promise<void> {
  return ({ cache }) => cache.invalidation.invalidate([guard]);
}
