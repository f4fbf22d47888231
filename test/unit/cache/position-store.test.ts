import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { MemoryPositionStore } from '../../../src/cache/position-store.js';
import type { KnownPosition, PositionStore } from '../../../src/cache/position-store.js';
import { SharedPositionStore } from '../../../src/cache/shared-position-store.js';
import { createLogger } from '../../../src/observability/logger.js';
import { requiredVariable } from '../../support/worker-database.js';

const logger = createLogger('silent');
const prefix = 'test';
let redis: Redis;

beforeAll(() => {
  redis = new Redis(requiredVariable('REDIS_URL'), { maxRetriesPerRequest: 0 });
});

afterAll(() => redis.disconnect());

const place = (at: number, xMm = at): KnownPosition => ({ at, floor: 1, xMm, yMm: 0 });

async function told(store: PositionStore, visitId: string, ...positions: KnownPosition[]) {
  const verdicts = await store.accept(positions.map((position) => ({ visitId, position })));
  return verdicts.map(({ kind }) => kind);
}

const stores: ReadonlyArray<[string, () => PositionStore]> = [
  ['in this process', () => new MemoryPositionStore()],
  ['in Redis', () => new SharedPositionStore({ redis, logger, prefix })],
];

describe.each(stores)('positions %s', (_where, make) => {
  it('are taken unless older than the last; of one instant, the later arrival counts', async () => {
    const store = make();
    const visitId = randomUUID();
    expect(await told(store, visitId, place(5), place(3), place(5, 7))).toEqual([
      'moved',
      'older',
      'moved',
    ]);
    expect(store.known(visitId)).toEqual(place(5, 7));
    const [verdict] = await store.accept([{ visitId, position: place(4) }]);
    expect(verdict).toMatchObject({ kind: 'older', known: place(5, 7) });
  });

  it('end as the rule has it, whatever the order and the batches', async () => {
    const batches = fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (times) => {
        const store = make();
        const visitId = randomUUID();
        let expected: KnownPosition | undefined;
        let arrival = 0;
        for (const batch of times) {
          const positions = batch.map((at) => place(at, (arrival += 1)));
          for (const position of positions) {
            if (expected === undefined || position.at >= expected.at) expected = position;
          }
          await told(store, visitId, ...positions);
        }
        expect(store.known(visitId)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('are not taken any more once the visit is over', async () => {
    const store = make();
    const visitId = randomUUID();
    await told(store, visitId, place(1));
    await store.close(visitId);
    expect(await told(store, visitId, place(2))).toEqual(['closed']);
  });

  it('come with a stamp that changes with what the visitor cares for', async () => {
    const store = make();
    const visitId = randomUUID();
    const stamp = async (): Promise<unknown> => {
      const [verdict] = await store.accept([{ visitId, position: place(1) }]);
      return verdict?.kind === 'moved' ? verdict.interests : verdict;
    };
    const first = await stamp();
    expect(await stamp()).toBe(first);
    await store.interestsChanged([visitId]);
    expect(await stamp()).not.toBe(first);
  });
});

describe('two instances over one Redis', () => {
  const two = (): [SharedPositionStore, SharedPositionStore] => [
    new SharedPositionStore({ redis, logger, prefix }),
    new SharedPositionStore({ redis, logger, prefix }),
  ];

  it('know of one another’s positions, zones and ends', async () => {
    const [one, other] = two();
    const visitId = randomUUID();
    const position = { ...place(10), zone: 'SUV corner' };
    await told(one, visitId, position);
    expect(other.known(visitId)).toBeUndefined();
    await other.look([visitId, randomUUID()]);
    expect(other.known(visitId)).toEqual(position);
    expect(await told(other, visitId, place(9))).toEqual(['older']);
    await one.close(visitId);
    expect(await told(other, visitId, place(11))).toEqual(['closed']);
  });

  it('of another environment are none of theirs', async () => {
    const [one] = two();
    const visitId = randomUUID();
    await told(one, visitId, place(10));
    const elsewhere = new SharedPositionStore({ redis, logger, prefix: 'elsewhere' });
    await elsewhere.look([visitId]);
    expect(elsewhere.known(visitId)).toBeUndefined();
  });

  it('take each instant once, however they are mixed', async () => {
    const visitId = randomUUID();
    const verdicts = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const store = new SharedPositionStore({ redis, logger, prefix });
        return told(store, visitId, place(1_000 - index));
      }),
    );
    const kinds = verdicts.flat();
    expect(kinds.filter((kind) => kind === 'moved').length).toBeGreaterThan(0);
    const [one] = two();
    await one.look([visitId]);
    expect(one.known(visitId)).toEqual(place(1_000));
  });
});

describe('a Redis that has forgotten, or is away', () => {
  it('does not bring an older position back', async () => {
    const store = new SharedPositionStore({ redis, logger, prefix });
    const visitId = randomUUID();
    await told(store, visitId, place(10));
    await redis.del(`positions:${prefix}:${visitId}`);
    expect(await told(store, visitId, place(9))).toEqual(['older']);
    const other = new SharedPositionStore({ redis, logger, prefix });
    await other.look([visitId]);
    expect(other.known(visitId)).toEqual(place(10));
  });

  it('is done without, by the same rule', async () => {
    const away = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false });
    const store = new SharedPositionStore({ redis: away, logger, prefix });
    const visitId = randomUUID();
    expect(await told(store, visitId, place(2), place(1), place(3))).toEqual([
      'moved',
      'older',
      'moved',
    ]);
    await store.look([visitId]);
    await store.interestsChanged([visitId]);
    await store.close(visitId);
    expect(await told(store, visitId, place(4))).toEqual(['closed']);
    away.disconnect();
  });

  it('keeps nobody waiting when it is silent', async () => {
    let asked = 0;
    const silent = {
      eval: () => {
        asked += 1;
        return new Promise<never>(() => undefined);
      },
      pipeline: () => redis.pipeline(),
    };
    const store = new SharedPositionStore({ redis: silent, logger, prefix });
    const visitId = randomUUID();
    expect(await told(store, visitId, place(1))).toEqual(['moved']);
    for (let at = 2; at < 20; at += 1) await told(store, visitId, place(at));
    expect(asked).toBe(1);
    expect(store.known(visitId)).toEqual(place(19));
  });
});
