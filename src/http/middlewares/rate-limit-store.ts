import { MemoryStore } from 'express-rate-limit';
import type { ClientRateLimitInfo, IncrementResponse, Options, Store } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { RedisStore } from 'rate-limit-redis';
import type { RedisReply } from 'rate-limit-redis';
import type { Logger } from '../../observability/logger.js';
import { withTimeout } from '../../shared/with-timeout.js';

/** The part of a Redis client that the limits need. */
export type RateLimitRedis = Pick<Redis, 'status' | 'call'>;

const PREFIX = 'ratelimit:';
const PATIENCE_MS = 200;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/**
 * Counts requests in Redis, shared by all instances, and always in memory too: while Redis is
 * away or silent the limit goes on from what this instance has seen, so that it always holds.
 */
export class RateLimitStore implements Store {
  readonly localKeys = false;
  readonly prefix = PREFIX;
  private readonly memory = new MemoryStore();
  private options: Options | undefined;
  private shared: Promise<RedisStore> | undefined;
  private sharedAgainAt = 0;

  constructor(
    private readonly redis: RateLimitRedis | undefined,
    private readonly logger: Logger,
  ) {}

  /** Called by express-rate-limit with the window. */
  init(options: Options): void {
    this.options = options;
    this.memory.init(options);
  }

  /** Counts one request of `key`. */
  async increment(key: string): Promise<IncrementResponse> {
    const own = await this.memory.increment(key);
    const shared = await this.fromRedis((store) => store.increment(key));
    return shared ?? own;
  }

  /** What is counted for `key` now. */
  async get(key: string): Promise<ClientRateLimitInfo | undefined> {
    return (await this.fromRedis((store) => store.get(key))) ?? this.memory.get(key);
  }

  /** Takes one request of `key` back. */
  async decrement(key: string): Promise<void> {
    await this.memory.decrement(key);
    await this.fromRedis((store) => store.decrement(key));
  }

  /** Forgets `key`. */
  async resetKey(key: string): Promise<void> {
    await this.memory.resetKey(key);
    await this.fromRedis((store) => store.resetKey(key));
  }

  private async fromRedis<T>(use: (store: RedisStore) => Promise<T>): Promise<T | undefined> {
    const { redis } = this;
    if (redis?.status !== 'ready' || performance.now() < this.sharedAgainAt) return undefined;
    try {
      return await withTimeout(async () => use(await this.sharedStore(redis)), {
        timeoutMs: PATIENCE_MS,
      });
    } catch (error) {
      this.leaveRedis(error);
      return undefined;
    }
  }

  private leaveRedis(error: unknown): void {
    if (this.shared === undefined) return;
    this.shared = undefined;
    this.sharedAgainAt = performance.now() + PAUSE_AFTER_FAILURE_MS;
    this.logger.warn({ err: error }, 'rate limits are counted in memory: Redis does not answer');
  }

  private sharedStore(redis: RateLimitRedis): Promise<RedisStore> {
    this.shared ??= this.openSharedStore(redis);
    return this.shared;
  }

  private async openSharedStore(redis: RateLimitRedis): Promise<RedisStore> {
    if (this.options === undefined) throw new Error('The store has not been initialized.');
    const store = new RedisStore({
      prefix: PREFIX,
      sendCommand: async (command: string, ...args: string[]) =>
        (await redis.call(command, ...args)) as RedisReply,
    });
    await store.init(this.options);
    return store;
  }
}
