import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';

/** Where bytes were found: in this process, or in Redis. */
export type CacheTier = 'process' | 'redis';

/** What a cache tells of itself. */
export interface CacheMetrics {
  hit(tier: CacheTier): void;
  /** One of these hits came by the way before Express. */
  early(): void;
  /** Nothing that could be used was found; the database is read. */
  missed(): void;
  /** Redis or the outages could not be asked: the database is read, nothing is kept. */
  bypassed(): void;
  stored(tier: CacheTier): void;
  deleted(count: number): void;
  failed(operation: 'look' | 'claim' | 'store' | 'delete'): void;
  evicted(): void;
}

/** Counters for one registry. */
export function createCacheMetrics(registry: Registry): CacheMetrics {
  const hits = counter(registry, 'cache_hits_total', 'Answers found, by tier', ['tier']);
  const early = counter(registry, 'cache_early_hits_total', 'Hits before Express was entered');
  const misses = counter(registry, 'cache_misses_total', 'Answers not found');
  const bypasses = counter(registry, 'cache_bypasses_total', 'Reads that could use no cache');
  const sets = counter(registry, 'cache_sets_total', 'Answers stored, by tier', ['tier']);
  const deletes = counter(registry, 'cache_deletes_total', 'Versions deleted after a change');
  const errors = counter(registry, 'cache_errors_total', 'Failures of Redis', ['operation']);
  const evictions = counter(registry, 'cache_evictions_total', 'Answers that made room for others');
  const hit = { process: hits.labels('process'), redis: hits.labels('redis') };
  const set = { process: sets.labels('process'), redis: sets.labels('redis') };
  return {
    hit: (tier) => hit[tier].inc(),
    early: () => early.inc(),
    missed: () => misses.inc(),
    bypassed: () => bypasses.inc(),
    stored: (tier) => set[tier].inc(),
    deleted: (count) => deletes.inc(count),
    failed: (operation) => errors.inc({ operation }),
    evicted: () => evictions.inc(),
  };
}

function counter<Label extends string>(
  registry: Registry,
  name: string,
  help: string,
  labelNames: readonly Label[] = [],
): Counter<Label> {
  return new Counter({ name, help, labelNames: [...labelNames], registers: [registry] });
}
