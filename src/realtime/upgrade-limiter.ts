import { LRUCache } from 'lru-cache';
import type { Clock } from '../shared/clock.js';

const WINDOW_MS = 60_000;
const MOST_KEYS = 10_000;

interface Count {
  windowEndsAt: number;
  taken: number;
  blockedUntil: number;
}

interface UpgradeLimiterOptions {
  readonly clock: Clock;
  readonly perMinute: number;
  readonly blockMs: number;
}

/** Counts upgrades a minute by key; who takes too many is blocked. Bounded in memory. */
export class UpgradeLimiter {
  private readonly counts = new LRUCache<string, Count>({ max: MOST_KEYS });

  constructor(private readonly options: UpgradeLimiterOptions) {}

  /** Milliseconds for which the key stays blocked; 0 when it is not. */
  blockedFor(key: string): number {
    const blockedUntil = this.counts.get(key)?.blockedUntil ?? 0;
    return Math.max(0, blockedUntil - this.now());
  }

  /** Counts one upgrade; answers as `blockedFor` does afterwards. */
  take(key: string): number {
    const now = this.now();
    const count = this.current(key, now);
    if (count.blockedUntil > now) return count.blockedUntil - now;
    count.taken += 1;
    if (count.taken > this.options.perMinute) count.blockedUntil = now + this.options.blockMs;
    return this.blockedFor(key);
  }

  private current(key: string, now: number): Count {
    const known = this.counts.get(key);
    const isRunning = known !== undefined && Math.max(known.windowEndsAt, known.blockedUntil) > now;
    if (isRunning) return known;
    const fresh: Count = { windowEndsAt: now + WINDOW_MS, taken: 0, blockedUntil: 0 };
    this.counts.set(key, fresh);
    return fresh;
  }

  private now(): number {
    return this.options.clock.now().getTime();
  }
}
