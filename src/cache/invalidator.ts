import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../observability/logger.js';
import type { CacheMetrics } from './cache-metrics.js';
import type { RedisOutages } from './redis-outages.js';
import type { VersionLooks } from './version-looks.js';

interface InvalidatorDeps {
  readonly looks: Pick<VersionLooks, 'forget' | 'forgetAll'>;
  readonly outages: Pick<RedisOutages, 'note' | 'withdraw'>;
  readonly metrics: CacheMetrics;
  readonly logger: Logger;
}

const PAUSE_MS = 100;
/** A noted outage is confirmed this often, well before it counts as abandoned. */
const CONFIRM_MS = 5_000;

/** Tells all instances that something has changed. */
export class Invalidator {
  /** Changes that Redis has not heard of. */
  private owed = 0;
  private settling: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly deps: InvalidatorDeps) {}

  /**
   * Makes answers under these guards ones of the past. When it resolves, no instance uses them any
   * more: because Redis was told, or because all know that it could not be. Called after the COMMIT
   * and before anybody hears of it. Rejects when neither can be done.
   */
  async invalidate(guards: readonly string[]): Promise<void> {
    if (guards.length === 0) return;
    await this.tell(async () => {
      await this.deps.looks.forget(guards);
      this.deps.metrics.deleted(guards.length);
    });
  }

  /** The same for all answers there are. */
  async invalidateAll(): Promise<void> {
    await this.tell(() => this.deps.looks.forgetAll());
  }

  /** Stops trying; what is still owed is settled by whoever finds the note. */
  async close(): Promise<void> {
    this.closed = true;
    await this.settling;
  }

  private async tell(redis: () => Promise<void>): Promise<void> {
    const { outages, metrics, logger } = this.deps;
    // A Redis that has fallen silent is not waited for again with every change.
    if (this.owed === 0) {
      try {
        await redis();
        return;
      } catch (err) {
        metrics.failed('delete');
        logger.warn({ err }, 'Redis does not hear of changes: the cache rests');
      }
    }
    this.owed += 1;
    this.settling ??= this.settle();
    await outages.note();
  }

  /** Until Redis has forgotten everything, the note stays. */
  private async settle(): Promise<void> {
    let confirmedAt = performance.now();
    while (this.owed > 0 && !this.closed) {
      await sleep(PAUSE_MS, undefined, { ref: false });
      if (performance.now() - confirmedAt > CONFIRM_MS) {
        confirmedAt = performance.now();
        await this.attempt(() => this.deps.outages.note());
      }
      await this.attempt(() => this.payAll());
    }
    this.settling = undefined;
  }

  private async payAll(): Promise<void> {
    const { owed } = this;
    await this.deps.looks.forgetAll();
    await this.deps.outages.withdraw(() => this.owed !== owed);
    if (this.owed === owed) this.owed = 0;
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      this.deps.logger.debug({ err }, 'Redis is still not told of all changes');
    }
  }
}
