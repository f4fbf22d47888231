import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import { withTimeout } from '../shared/with-timeout.js';

/** Failures of one key in the window under way; a window begins with its first failure. */
export interface FailureWindow {
  readonly failures: number;
  /** Milliseconds until they are forgotten. */
  readonly endsInMs: number;
}

/** Counts failures by key. Keys are opaque: whoever counts by personal data hashes it first. */
export interface FailureCounter {
  read(key: string, windowMs: number): Promise<FailureWindow>;
  add(key: string, windowMs: number): Promise<void>;
}

/** More keys than this at once, and the one not seen for longest is forgotten. */
const MAX_KEYS = 50_000;

/** Redis is in the same room: when it takes longer it is silent, and nobody waits for it. */
const PATIENCE_MS = 200;

/** Counts in this process alone. */
export class MemoryFailureCounter implements FailureCounter {
  private readonly entries = new LRUCache<string, { startedAt: number; failures: number }>({
    max: MAX_KEYS,
  });

  constructor(private readonly clock: Clock) {}

  async read(key: string, windowMs: number): Promise<FailureWindow> {
    const entry = this.entries.get(key);
    return toWindow(entry?.failures ?? 0, entry?.startedAt, this.clock.now().getTime(), windowMs);
  }

  async add(key: string, windowMs: number): Promise<void> {
    const now = this.clock.now().getTime();
    const entry = this.entries.get(key);
    if (entry === undefined || now - entry.startedAt >= windowMs) {
      this.entries.set(key, { startedAt: now, failures: 1 });
    } else {
      entry.failures += 1;
    }
  }
}

/**
 * Counts for all instances in Redis, and besides in this process: while Redis is away the limits
 * hold here with what was counted here.
 */
export class SharedFailureCounter implements FailureCounter {
  private readonly own: MemoryFailureCounter;

  constructor(
    private readonly deps: {
      readonly redis: Pick<Redis, 'eval' | 'hmget'>;
      readonly clock: Clock;
      readonly logger: Logger;
    },
  ) {
    this.own = new MemoryFailureCounter(deps.clock);
  }

  async read(key: string, windowMs: number): Promise<FailureWindow> {
    const own = await this.own.read(key, windowMs);
    const all = await this.withRedis(async (redis) => {
      const [startedAt, failures] = await redis.hmget(redisKey(key), 'startedAt', 'failures');
      const started = startedAt == null ? undefined : Number(startedAt);
      return toWindow(Number(failures ?? 0), started, this.deps.clock.now().getTime(), windowMs);
    });
    return all !== undefined && all.failures >= own.failures ? all : own;
  }

  async add(key: string, windowMs: number): Promise<void> {
    await this.own.add(key, windowMs);
    const now = this.deps.clock.now().getTime();
    await this.withRedis((redis) => redis.eval(ADD_FAILURE, 1, redisKey(key), now, windowMs));
  }

  private async withRedis<T>(
    work: (redis: Pick<Redis, 'eval' | 'hmget'>) => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await withTimeout(() => work(this.deps.redis), { timeoutMs: PATIENCE_MS });
    } catch (error) {
      this.deps.logger.warn({ err: error }, 'failures are counted in this process alone');
      return undefined;
    }
  }
}

function redisKey(key: string): string {
  return `failures:${key}`;
}

/** One step, so that two instances neither lose a failure nor begin two windows. */
const ADD_FAILURE = `
local startedAt = tonumber(redis.call('HGET', KEYS[1], 'startedAt'))
if startedAt == nil or tonumber(ARGV[1]) - startedAt >= tonumber(ARGV[2]) then
  redis.call('HSET', KEYS[1], 'startedAt', ARGV[1], 'failures', 0)
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return redis.call('HINCRBY', KEYS[1], 'failures', 1)`;

function toWindow(
  failures: number,
  startedAt: number | undefined,
  now: number,
  windowMs: number,
): FailureWindow {
  const endsInMs = startedAt === undefined ? 0 : startedAt + windowMs - now;
  return endsInMs > 0 ? { failures, endsInMs } : { failures: 0, endsInMs: 0 };
}
