import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { doomsTransaction, isPoolTimeout } from './database-errors.js';
import { doom } from './guarded-sequelize.js';
import type { GuardedSequelize } from './guarded-sequelize.js';
import type { RunState } from './run-state.js';

const MAX_RETRIES = 3;
const NO_RETRY_AFTER_MS = 2_000;
const FIRST_PAUSE_MS = 20;

/** An error that a run must not be tried again for, whatever lies beneath it. */
export class DoNotRetry extends Error {
  constructor(readonly reason: Error) {
    super(reason.message);
  }
}

/**
 * The one way to write: a transaction that everything awaited inside joins by itself
 * (docs/adr/0002-ambient-transactions.md).
 */
export class UnitOfWork {
  constructor(private readonly sequelize: GuardedSequelize) {}

  /**
   * Runs `fn` in a transaction and commits it. A nested call joins the outer run, and when it
   * fails the whole run can only be rolled back. The outermost run is repeated as a whole after a
   * deadlock, a changed snapshot or a lock wait that took too long: `fn` must bear that.
   */
  async run<T>(fn: () => Promise<T>): Promise<T> {
    const outer = this.current();
    return outer === undefined ? this.runOutermost(fn) : joinRun(outer, fn);
  }

  /** Runs `fn` inside the current run so that its failure undoes only what it did itself. */
  async savepoint<T>(fn: () => Promise<T>): Promise<T> {
    const run = this.requireRun();
    const name = `sp_${randomInt(1_000_000_000)}`;
    await this.sequelize.query(`SAVEPOINT ${name}`);
    try {
      return await fn();
    } catch (error) {
      if (run.status === 'doomed' && run.doom === error && !doomsTransaction(error)) {
        run.status = 'open';
      }
      await this.sequelize.query(`ROLLBACK TO SAVEPOINT ${name}`);
      throw error;
    }
  }

  /**
   * Calls `action` after the COMMIT and before the run resolves; never when it was rolled back.
   * For cache invalidation and wake-up hints only: a crash in between loses it.
   */
  onCommitted(action: () => void | Promise<void>): void {
    this.requireRun().onCommitted.push(action);
  }

  /** True inside a run. */
  isActive(): boolean {
    return this.current()?.status === 'open';
  }

  private current(): RunState | undefined {
    return this.sequelize.runs.getStore();
  }

  private requireRun(): RunState {
    const run = this.current();
    if (run?.status !== 'open') throw new Error('This needs an open unit of work.');
    return run;
  }

  private async runOutermost<T>(fn: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.attempt(fn);
      } catch (error) {
        if (error instanceof DoNotRetry) throw error.reason;
        const elapsedMs = performance.now() - startedAt;
        const again = doomsTransaction(error) || isPoolTimeout(error);
        if (!again || attempt >= MAX_RETRIES || elapsedMs > NO_RETRY_AFTER_MS) throw error;
        await sleep(randomInt(FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  private async attempt<T>(fn: () => Promise<T>): Promise<T> {
    const transaction = await this.sequelize.transaction();
    const run: RunState = { transaction, status: 'open', onCommitted: [] };
    const result = await this.sequelize.runs.run(run, () => settle(run, fn));
    for (const action of run.onCommitted) await action();
    return result;
  }
}

async function joinRun<T>(outer: RunState, fn: () => Promise<T>): Promise<T> {
  try {
    return await fn();
  } catch (error) {
    doom(outer, error);
    throw error;
  }
}

async function settle<T>(run: RunState, fn: () => Promise<T>): Promise<T> {
  try {
    const result = await fn();
    if (run.status === 'doomed') throw run.doom;
    await run.transaction.commit();
    return result;
  } catch (error) {
    await rollBack(run);
    throw error;
  } finally {
    run.status = 'closed';
  }
}

async function rollBack(run: RunState): Promise<void> {
  doom(run, new Error('The unit of work was rolled back.'));
  if (isFinished(run)) return;
  try {
    await run.transaction.rollback();
  } catch {
    // The connection is gone, and the server rolls back what it held; the first error counts.
  }
}

function isFinished(run: RunState): boolean {
  return 'finished' in run.transaction && run.transaction.finished !== undefined;
}
