import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/create-database.js';
import { asUnavailable } from '../database/database-errors.js';
import type { Logger } from '../observability/logger.js';
import { LEASE_MS, LostClaimError } from './claim-table.js';
import type { Claim, ClaimTable } from './claim-table.js';
import { errorCode } from './error-code.js';
import { WorkLoop } from './work-loop.js';
import type { PassResult } from './work-loop.js';
import type { WorkMetrics, WorkOutcome } from './work-metrics.js';

/** A claimed row, and how to do it. */
export interface Work {
  readonly claim: Claim;
  /** Subscriber or job type, for logs and metrics. */
  readonly name: string;
  /** Puts organization and trace around what is done. */
  inContext<T>(fn: () => Promise<T>): Promise<T>;
  /** Outside of any transaction. */
  prepare(): Promise<unknown>;
  /** In the transaction that also marks the row. */
  handle(prepared: unknown): Promise<void>;
}

interface ClaimWorkerDeps {
  readonly queue: 'deliveries' | 'jobs';
  readonly table: ClaimTable;
  /** Reads what was claimed. */
  readonly load: (claims: readonly Claim[]) => Promise<readonly Work[]>;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
  /** Pieces of work under way at the same time. */
  readonly concurrency: number;
  readonly idleMs: number;
}

/** Milliseconds between two tries to mark a failure while the database is away. */
const MARK_AGAIN_MS = 250;

/** Claims rows, does what they say, and marks or puts off each. */
export class ClaimWorker {
  readonly loop: WorkLoop;
  private readonly underway = new Map<Claim['id'], Promise<void>>();
  private isStopping = false;

  constructor(private readonly deps: ClaimWorkerDeps) {
    this.loop = new WorkLoop({
      name: deps.queue,
      pass: () => this.pass(),
      idleMs: deps.idleMs,
      logger: deps.logger,
    });
  }

  /** Takes no more work, and finishes what is under way. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.loop.stop();
    await Promise.all(this.underway.values());
  }

  private async pass(): Promise<PassResult> {
    const { table, concurrency } = this.deps;
    const free = concurrency - this.underway.size;
    if (free > 0 && (await table.hasDue())) {
      // What this process is still at has outlived its lease: another may begin it, not we.
      const claims = await table.claim(free, [...this.underway.keys()]);
      if (claims.length > 0) await this.begin(claims);
    }
    return this.underway.size > 0 ? 'underway' : 'nothing';
  }

  /** What cannot be read is put off like what has failed. */
  private async begin(claims: readonly Claim[]): Promise<void> {
    try {
      for (const work of await this.deps.load(claims)) this.track(work.claim, this.perform(work));
    } catch (error) {
      for (const claim of claims) this.track(claim, this.putOff(claim, 'unread', error));
    }
  }

  private track(claim: Claim, performing: Promise<void>): void {
    const end = performing.finally(() => {
      this.underway.delete(claim.id);
      this.loop.wake();
    });
    this.underway.set(claim.id, end);
  }

  /** Never rejects: what cannot even be put off is claimed again when its lease has ended. */
  private async perform(work: Work): Promise<void> {
    try {
      await work.inContext(async () => {
        const prepared = await work.prepare();
        await this.deps.database.unitOfWork.run(async () => {
          await work.handle(prepared);
          await this.deps.table.finish(work.claim);
        });
      });
      this.deps.metrics.finished(this.deps.queue, work.name, 'done');
    } catch (error) {
      await this.putOff(work.claim, work.name, error);
    }
  }

  private async putOff(claim: Claim, name: string, error: unknown): Promise<void> {
    const { logger, queue, metrics } = this.deps;
    const { id, attempts } = claim;
    const about = { queue, work: name, id, attempts, code: errorCode(error) };
    try {
      const isLost = error instanceof LostClaimError;
      const outcome: WorkOutcome = isLost ? 'lost' : await this.markFailed(claim, about.code);
      metrics.finished(queue, name, outcome);
      const level = outcome === 'dead' ? 'error' : 'warn';
      logger[level]({ ...about, outcome, err: error }, 'background work failed');
    } catch (markError) {
      logger.error({ ...about, err: error }, 'background work failed');
      logger.error({ ...about, err: markError }, 'background work could not be put off');
    }
  }

  /** The database may be what has failed: then it is marked when it is back, within the lease. */
  private async markFailed(claim: Claim, code: string): Promise<WorkOutcome> {
    const giveUpAt = performance.now() + LEASE_MS;
    for (;;) {
      try {
        return await this.deps.table.fail(claim, code);
      } catch (error) {
        const isOver = this.isStopping || performance.now() >= giveUpAt;
        if (isOver || asUnavailable(error) === undefined) throw error;
        await sleep(MARK_AGAIN_MS);
      }
    }
  }
}
