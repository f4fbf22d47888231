import type { IncrementResponse, Store } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../../observability/logger.js';
import { newId } from '../../shared/ids.js';
import { withTimeout } from '../../shared/with-timeout.js';

/** The part of a Redis client that the limits need. */
export type RateLimitRedis = Pick<Redis, 'status' | 'eval'>;

interface RateLimitStoreDeps {
  /** Absent: this process counts alone. */
  readonly redis?: RateLimitRedis | undefined;
  readonly logger: Logger;
  readonly windowMs: number;
}

/** What is known of one caller in the window under way. */
interface Count {
  readonly key: string;
  /** Requests that this instance has had. */
  own: number;
  /** Of these, how many Redis knows of. */
  settled: number;
  /** Requests that the other instances have had, when they were last asked. */
  others: number;
  /** Reading of `performance.now()`. */
  endsAt: number;
}

/** Milliseconds between two settlements. */
export const SETTLE_MS = 200;

const PREFIX = 'ratelimit:';
/** Callers told to Redis by one script, which nothing else can run beside. */
const KEYS_A_SCRIPT = 500;
const PATIENCE_MS = 200;
const PAUSE_AFTER_FAILURE_MS = 1_000;
/** More callers than these within a minute, and the one not heard of for longest begins anew. */
const MAX_CALLERS = 100_000;

/**
 * Counts requests in memory, at once, and settles the counts with the other instances through
 * Redis five times a second (docs/adr/0014-limits-counted-locally.md). While Redis is away or
 * silent each instance goes on from what it knows.
 */
export class RateLimitStore implements Store {
  readonly localKeys = false;
  readonly prefix = PREFIX;
  private readonly instance = newId();
  private readonly counts = new LRUCache<string, Count>({
    max: MAX_CALLERS,
    dispose: (_count, key) => this.unsettled.delete(key),
  });
  private readonly unsettled = new Map<string, Count>();
  private timer: NodeJS.Timeout | undefined;
  private isSettling = false;
  private hasWarned = false;

  constructor(private readonly deps: RateLimitStoreDeps) {}

  /** Counts one request of `key`, as the library asks for it. */
  increment(key: string): IncrementResponse {
    const { total, remainingMs } = this.count(key);
    return { totalHits: total, resetTime: new Date(Date.now() + Math.ceil(remainingMs)) };
  }

  /**
   * Counts one request of `key`, and answers all of them in this window as far as known here, and
   * how long the window still lasts.
   */
  count(key: string): { readonly total: number; readonly remainingMs: number } {
    const now = performance.now();
    const count = this.countOf(key, now);
    count.own += 1;
    this.settleSoon(count);
    return { total: count.own + count.others, remainingMs: count.endsAt - now };
  }

  /** Takes one request of `key` back. */
  decrement(key: string): void {
    const count = this.countOf(key, performance.now());
    count.own = Math.max(0, count.own - 1);
    this.settleSoon(count);
  }

  /** Forgets what this instance has counted of `key`. */
  resetKey(key: string): void {
    const count = this.countOf(key, performance.now());
    count.own = 0;
    this.settleSoon(count);
  }

  /**
   * Tells Redis what this instance has counted since, and learns what the others have. Never
   * rejects: what could not be told is told later.
   */
  async settle(): Promise<void> {
    const { redis } = this.deps;
    if (redis?.status !== 'ready' || this.isSettling) return;
    this.isSettling = true;
    try {
      while (this.unsettled.size > 0) await this.settleSome(redis);
      this.hasWarned = false;
    } catch (err) {
      const { logger } = this.deps;
      if (!this.hasWarned) {
        logger.warn({ err }, 'rate limits are counted in memory: Redis does not answer');
      }
      this.hasWarned = true;
      this.settleLater(PAUSE_AFTER_FAILURE_MS);
    } finally {
      this.isSettling = false;
    }
  }

  private countOf(key: string, now: number): Count {
    const known = this.counts.get(key);
    if (known !== undefined && now < known.endsAt) return known;
    const { windowMs } = this.deps;
    const count = known ?? { key, own: 0, settled: 0, others: 0, endsAt: 0 };
    Object.assign(count, { own: 0, settled: 0, others: 0, endsAt: now + windowMs });
    if (known === undefined) this.counts.set(key, count);
    return count;
  }

  private settleSoon(count: Count): void {
    if (this.deps.redis === undefined) return;
    this.unsettled.set(count.key, count);
    this.settleLater(SETTLE_MS);
  }

  private settleLater(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.settleOrWait();
    }, milliseconds).unref();
  }

  private async settleOrWait(): Promise<void> {
    await this.settle();
    if (this.unsettled.size > 0) this.settleLater(SETTLE_MS);
  }

  private async settleSome(redis: RateLimitRedis): Promise<void> {
    const now = performance.now();
    const told = this.take(now);
    if (told.length === 0) return;
    try {
      const numbers = await withTimeout(() => this.tell(redis, told, now), {
        timeoutMs: PATIENCE_MS,
      });
      told.forEach((one, index) => learn(one, now, numbers.slice(index * 2, index * 2 + 2)));
    } catch (error) {
      for (const { count } of told) this.unsettled.set(count.key, count);
      throw error;
    }
  }

  /** The next counts to be told; those of a window that has ended matter to nobody any more. */
  private take(now: number): Told[] {
    const told: Told[] = [];
    for (const [key, count] of this.unsettled) {
      if (told.length === KEYS_A_SCRIPT) break;
      this.unsettled.delete(key);
      if (now < count.endsAt && count.own !== count.settled) {
        told.push({ count, own: count.own, endsAt: count.endsAt });
      }
    }
    return told;
  }

  private async tell(
    redis: RateLimitRedis,
    told: readonly Told[],
    now: number,
  ): Promise<readonly number[]> {
    const answer = await redis.eval(
      SETTLE,
      told.length,
      ...told.map(({ count }) => PREFIX + count.key),
      this.instance,
      ...told.flatMap(({ own, endsAt }) => [own, Math.ceil(endsAt - now)]),
    );
    return Array.isArray(answer) ? answer.map(Number) : [];
  }
}

/** A count as it was told. */
interface Told {
  readonly count: Count;
  readonly own: number;
  readonly endsAt: number;
}

/**
 * Takes over the total and the end of the window. Both are as of the asking, so that a window never
 * ends later here than in Redis: what is told there belongs to the window under way.
 */
function learn({ count, own, endsAt }: Told, askedAt: number, answer: readonly number[]): void {
  const [total, remainingMs] = answer;
  if (total === undefined || remainingMs === undefined) throw new Error('An answer is missing.');
  if (count.endsAt !== endsAt) return;
  count.settled = own;
  count.others = Math.max(0, total - own);
  count.endsAt = askedAt + remainingMs;
}

/**
 * Each instance has a field of its own for its own count, so that telling it twice changes nothing.
 * Who comes first, also after Redis has lost everything, says how long the window still lasts.
 */
const SETTLE = `
local answers = {}
for index, key in ipairs(KEYS) do
  redis.call('HSET', key, ARGV[1], ARGV[index * 2])
  local remaining = redis.call('PTTL', key)
  if remaining < 0 then
    remaining = tonumber(ARGV[index * 2 + 1])
    redis.call('PEXPIRE', key, remaining)
  end
  local total = 0
  for _, own in ipairs(redis.call('HVALS', key)) do total = total + own end
  answers[index * 2 - 1] = total
  answers[index * 2] = remaining
end
return answers`;
