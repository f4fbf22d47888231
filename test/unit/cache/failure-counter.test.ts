import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { MemoryFailureCounter, SharedFailureCounter } from '../../../src/cache/failure-counter.js';
import { createLogger } from '../../../src/observability/logger.js';
import { requiredVariable } from '../../support/worker-database.js';

const WINDOW_MS = 1_000;

function testClock() {
  let now = 1_000_000;
  return {
    now: () => new Date(now),
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('MemoryFailureCounter', () => {
  it('counts by key, in windows that begin with their first failure', async () => {
    const clock = testClock();
    const counter = new MemoryFailureCounter(clock);
    expect(await counter.read('a', WINDOW_MS)).toEqual({ failures: 0, endsInMs: 0 });
    await counter.add('a', WINDOW_MS);
    clock.advance(400);
    await counter.add('a', WINDOW_MS);
    expect(await counter.read('a', WINDOW_MS)).toEqual({ failures: 2, endsInMs: 600 });
    expect(await counter.read('b', WINDOW_MS)).toEqual({ failures: 0, endsInMs: 0 });
    clock.advance(600);
    expect(await counter.read('a', WINDOW_MS)).toEqual({ failures: 0, endsInMs: 0 });
    await counter.add('a', WINDOW_MS);
    expect(await counter.read('a', WINDOW_MS)).toEqual({ failures: 1, endsInMs: 1_000 });
  });
});

describe('SharedFailureCounter', () => {
  const logger = createLogger('silent');

  it('goes on from what it has counted itself when Redis goes away', async () => {
    const redis = new Redis(requiredVariable('REDIS_URL'));
    const counter = new SharedFailureCounter({ redis, clock: testClock(), logger });
    const key = randomUUID();
    await counter.add(key, WINDOW_MS);
    await counter.add(key, WINDOW_MS);
    expect(await redis.hget(`failures:${key}`, 'failures')).toBe('2');
    redis.disconnect();
    expect(await counter.read(key, WINDOW_MS)).toEqual({ failures: 2, endsInMs: 1_000 });
    await counter.add(key, WINDOW_MS);
    expect(await counter.read(key, WINDOW_MS)).toEqual({ failures: 3, endsInMs: 1_000 });
  });

  it('goes on alone while Redis says nothing at all', async () => {
    const silence = new Promise<never>(() => undefined);
    const redis = { eval: () => silence, hmget: () => silence };
    const counter = new SharedFailureCounter({ redis, clock: testClock(), logger });
    await counter.add('a', WINDOW_MS);
    await counter.add('a', WINDOW_MS);
    expect(await counter.read('a', WINDOW_MS)).toEqual({ failures: 2, endsInMs: 1_000 });
  });
});
