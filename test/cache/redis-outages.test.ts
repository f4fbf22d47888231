import { afterAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createCacheMetrics } from '../../src/cache/cache-metrics.js';
import { Invalidator } from '../../src/cache/invalidator.js';
import type { RedisLink } from '../../src/cache/redis-link.js';
import { RedisOutages } from '../../src/cache/redis-outages.js';
import { VersionLooks } from '../../src/cache/version-looks.js';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import { createLogger } from '../../src/observability/logger.js';
import { newId } from '../../src/shared/ids.js';
import { eventually } from '../support/eventually.js';
import { workerDatabaseUrl } from '../support/worker-database.js';

const worker = process.env['JEST_WORKER_ID'] ?? '1';
const database = createDatabase({ url: workerDatabaseUrl(worker) }, apiPoolLimits);
afterAll(() => database.close());

function outages(forgetAll: () => Promise<void> = () => Promise.resolve()): RedisOutages {
  return new RedisOutages({ database, forgetAll });
}

async function noted(): Promise<number> {
  const rows = await database.rawDb.select('SELECT instance_id FROM cache_outages');
  return rows.length;
}

describe('a noted outage', () => {
  it('is known to all when the note is acknowledged, and over when it is taken back', async () => {
    const [writer, reader] = [outages(), outages()];
    expect(await reader.areOverNow()).toBe(true);
    await writer.note();
    expect(reader.areOver()).toBe(false);
    await writer.withdraw(() => true);
    expect(await noted()).toBe(1);
    await writer.withdraw(() => false);
    expect(await noted()).toBe(0);
    await eventually(() => reader.areOverNow());
  });

  it('of a process that has died is settled by who finds it: everything is forgotten first', async () => {
    await database.unitOfWork.run(() =>
      database.rawDb.execute(
        `INSERT INTO cache_outages (instance_id, noted_at)
         VALUES ($instanceId, NOW(3) - INTERVAL 16 SECOND)`,
        { instanceId: newId() },
      ),
    );
    const seen: number[] = [];
    const finder = outages(async () => {
      seen.push(await noted());
    });
    expect(await finder.areOverNow()).toBe(false);
    await eventually(() => finder.areOverNow());
    expect(seen).toEqual([1]);
    expect(await noted()).toBe(0);
  });

  it('stays while nothing can be forgotten', async () => {
    await database.unitOfWork.run(() =>
      database.rawDb.execute(
        `INSERT INTO cache_outages (instance_id, noted_at)
         VALUES ($instanceId, NOW(3) - INTERVAL 16 SECOND)`,
        { instanceId: newId() },
      ),
    );
    const finder = outages(() => Promise.reject(new Error('Redis is away.')));
    expect(await finder.areOverNow()).toBe(false);
    expect(await noted()).toBe(1);
    await database.unitOfWork.run(() => database.rawDb.execute('DELETE FROM cache_outages'));
  });

  it('counts as one while the database says nothing, which nobody waits for', async () => {
    const silent = new RedisOutages({
      database: {
        unitOfWork: database.unitOfWork,
        rawDb: Object.assign(Object.create(database.rawDb) as typeof database.rawDb, {
          select: () => new Promise<never>(() => undefined),
        }),
      },
      forgetAll: () => Promise.resolve(),
    });
    expect(await silent.areOverNow()).toBe(false);
  });
});

describe('a Redis that fails again and again', () => {
  it('is asked ten times, and then left alone until the breaker tries again', async () => {
    let asked = 0;
    const mgetBuffer = (): Promise<never> => {
      asked += 1;
      return Promise.reject(new Error('It failed.'));
    };
    const registry = new Registry();
    const link = { keySpace: 'cache:', redis: { mgetBuffer } } as unknown as RedisLink;
    const looks = new VersionLooks({ link, registry, logger: createLogger('silent') });
    for (let look = 0; look < 15; look += 1) await expect(looks.look('one')).rejects.toThrow();
    looks.close();
    expect(asked).toBe(10);
    expect(await registry.getSingleMetricAsString('circuit_breaker_state')).toContain(
      'circuit_breaker_state{name="cache"} 2',
    );
  });

  it('is asked once for all who ask in one turn', async () => {
    const asked: string[][] = [];
    const mgetBuffer = async (keys: string[]): Promise<Array<Buffer | null>> => {
      asked.push(keys);
      return keys.map((key) => (key.endsWith('other') ? null : Buffer.from(`of ${key}`)));
    };
    const link = { keySpace: 'k:', redis: { mgetBuffer } } as unknown as RedisLink;
    const looks = new VersionLooks({ link, logger: createLogger('silent') });
    const found = await Promise.all([
      ...[looks.look('one'), looks.look('one', 'bytes')],
      ...[looks.look('other'), looks.look('two')],
    ]);
    looks.close();
    expect(asked).toEqual([
      ['k:epoch', 'k:version:one', 'k:bytes:bytes', 'k:version:other', 'k:version:two'],
    ]);
    const one = 'of k:epoch.of k:version:one';
    expect(found.map(({ tag }) => tag)).toEqual([one, one, undefined, expect.any(String)]);
    expect(found[1]?.bytes?.toString()).toBe('of k:bytes:bytes');
  });
});

describe('whoever cannot tell Redis', () => {
  it('waits for it once, notes every change, and settles all when it is back', async () => {
    let isAway = true;
    let tries = 0;
    let settled = 0;
    const notes: string[] = [];
    const answer = (): Promise<void> =>
      isAway ? Promise.reject(new Error('Redis is away.')) : Promise.resolve();
    const invalidator = new Invalidator({
      looks: {
        forget: () => {
          tries += 1;
          return answer();
        },
        forgetAll: async () => {
          await answer();
          settled += 1;
        },
      },
      outages: {
        note: async () => void notes.push('noted'),
        withdraw: async (isDue) => void notes.push(isDue() ? 'kept' : 'taken back'),
      },
      metrics: createCacheMetrics(new Registry()),
      logger: createLogger('silent'),
    });
    for (let change = 0; change < 3; change += 1) await invalidator.invalidate(['one']);
    expect({ tries, notes }).toEqual({ tries: 1, notes: ['noted', 'noted', 'noted'] });
    isAway = false;
    await eventually(() => notes.includes('taken back'));
    expect(settled).toBe(1);
    await invalidator.invalidate(['one']);
    expect(tries).toBe(2);
    await invalidator.close();
  });
});
