import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Database } from '../database/create-database.js';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import { createCacheMetrics } from './cache-metrics.js';
import { Invalidator } from './invalidator.js';
import { RedisLink } from './redis-link.js';
import { RedisOutages } from './redis-outages.js';
import { TwoTierCache } from './two-tier-cache.js';
import type { CacheCodec } from './two-tier-cache.js';
import { VersionLooks } from './version-looks.js';

/** Told of what has changed, after the COMMIT and before anybody else is. */
export interface Invalidation {
  /** Makes every answer under these guards one of the past, for all instances. */
  invalidate(guards: readonly string[]): Promise<void>;
  /** The same for all answers there are. */
  invalidateAll(): Promise<void>;
}

/** A cache of one process, and the way to tell all of them. */
export interface Cache<Value extends object> {
  readonly answers: TwoTierCache<Value>;
  readonly invalidation: Invalidation;
  close(): Promise<void>;
}

interface CacheDeps<Value extends object> {
  readonly redis: Pick<Redis, 'duplicate'>;
  readonly database: Pick<Database, 'rawDb' | 'unitOfWork'>;
  /** Of the environment. */
  readonly prefix: string;
  readonly codec: CacheCodec<Value>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly registry: Registry;
}

/** Without Redis nothing is kept, and nobody has to be told. */
export const noInvalidation: Invalidation = {
  invalidate: () => Promise.resolve(),
  invalidateAll: () => Promise.resolve(),
};

/** Wires the two tiers; asks Redis who it is, and waits for nothing. */
export function createCache<Value extends object>(deps: CacheDeps<Value>): Cache<Value> {
  const link = new RedisLink(deps);
  const looks = new VersionLooks({ ...deps, link });
  const metrics = createCacheMetrics(deps.registry);
  const outages = new RedisOutages({ ...deps, forgetAll: () => looks.forgetAll() });
  const invalidation = new Invalidator({ ...deps, looks, outages, metrics });
  return {
    answers: new TwoTierCache({ ...deps, looks, outages, metrics }),
    invalidation,
    async close() {
      await invalidation.close();
      looks.close();
      link.close();
    },
  };
}
