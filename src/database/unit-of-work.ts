import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { doomsTransaction, isPoolTimeout } from './database-errors.js';
import type { GuardedSequelize } from './guarded-sequelize.js';
import { Run } from './run.js';
import { ServerTransaction } from './server-transaction.js';

const MAX_RETRIES = 3;
/** With an acquire limit of 1 s on top, the last try of an API call is over before 3 s are. */
const NO_RETRY_AFTER_MS = 1_800;
const FIRST_PAUSE_MS = 20;

/** An error that a run must not be tried again for, whatever lies beneath it. */
export class DoNotRetry extends Error {
  constructor(readonly reason: Error) {
    super(reason.message);
  }
}

/** How an outermost run differs from the usual. */
export interface RunOptions {
  /**
   * For queues and clean-ups: no gap locks, so that claims and deletes do not stand in the way of
   * inserts. Default: the server's REPEATABLE READ, with snapshot isolation.
   */
  readonly isolation?: 'read-committed';
}

/** What a unit of work needs beyond its pool. */
export interface UnitOfWorkSettings {
  /** Milliseconds after which a run is given up, whatever it waits for; absent: no such limit. */
  readonly runMs?: number;
  /** Told of what fails after a COMMIT, when the caller must not hear of it any more. */
  readonly reportError: (error: unknown) => void;
}

/**
 * The one way to write: a transaction that everything awaited inside joins by itself
 * (docs/adr/0002-ambient-transactions.md).
 */
export class UnitOfWork {
  private savepoints = 0;

  constructor(
    private readonly sequelize: GuardedSequelize,
    private readonly settings: UnitOfWorkSettings,
  ) {}

  /**
   * Runs `fn` in a transaction and commits it. A nested call joins the outer run, and when it
   * fails the whole run can only be rolled back. The outermost run is repeated as a whole after a
   * deadlock, a changed snapshot or a lock wait that took too long: `fn` must bear that.
   */
  async run<T>(fn: () => Promise<T>, options: RunOptions = {}): Promise<T> {
    const outer = this.current();
    return outer === undefined ? this.runOutermost(fn, options) : joinRun(outer, fn);
  }

  /**
   * Repeats `step` while it answers true, each time in a run of its own and without gap locks: for
   * what is removed part by part, so that nobody has to wait for all of it.
   */
  async runWhile(step: () => Promise<boolean>): Promise<void> {
    while (await this.run(step, { isolation: 'read-committed' }));
  }

  /**
   * Runs `fn` inside the current run so that its failure undoes only what it did itself. Nothing
   * else of the run may write meanwhile.
   */
  async savepoint<T>(fn: () => Promise<T>): Promise<T> {
    const outer = this.requireRun();
    const name = `savepoint_${(this.savepoints += 1)}`;
    await this.sequelize.query(`SAVEPOINT ${name}`);
    const part = outer.openPart();
    try {
      const result = await this.sequelize.runs.run(part, fn);
      await part.endKeptPart();
      outer.closePart(part, true);
      return result;
    } catch (error) {
      await part.end();
      part.forgetPutOff();
      outer.closePart(part, false);
      if (part.lost === undefined) {
        await joinRun(outer, () => this.sequelize.query(`ROLLBACK TO SAVEPOINT ${name}`));
      }
      throw error;
    }
  }

  /**
   * Calls `action` after the COMMIT and before the run resolves; never when it was rolled back.
   * For cache invalidation and wake-up hints only: a crash in between loses it, and its failure
   * is reported, not thrown.
   */
  onCommitted(action: () => void | Promise<void>): void {
    this.requireRun().onCommitted.push(action);
  }

  /** True inside a run that may still write. */
  isActive(): boolean {
    return this.current()?.isOpen === true;
  }

  private current(): Run | undefined {
    return this.sequelize.runs.getStore();
  }

  private requireRun(): Run {
    const run = this.current();
    if (run?.isOpen !== true) throw new Error('This needs an open unit of work.');
    return run;
  }

  private async runOutermost<T>(fn: () => Promise<T>, options: RunOptions): Promise<T> {
    const startedAt = performance.now();
    const { runMs } = this.settings;
    for (let attempt = 0; ; attempt += 1) {
      const run = new Run(runMs === undefined ? undefined : startedAt + runMs);
      try {
        const result = await this.sequelize.runs.run(run, () => this.attempt(run, fn, options));
        await this.afterCommit(run);
        return result;
      } catch (error) {
        if (error instanceof DoNotRetry) throw error.reason;
        const elapsedMs = performance.now() - startedAt;
        const again = doomsTransaction(error) || isPoolTimeout(error);
        if (!again || attempt >= MAX_RETRIES || elapsedMs > NO_RETRY_AFTER_MS) throw error;
        await sleep(randomInt(FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  private async attempt<T>(run: Run, fn: () => Promise<T>, options: RunOptions): Promise<T> {
    const isReadCommitted = options.isolation === 'read-committed';
    run.begin(await ServerTransaction.open(this.sequelize, isReadCommitted));
    try {
      const result = await fn();
      await run.commit();
      return result;
    } catch (error) {
      await run.rollBack();
      // What else went wrong follows from the loss of the transaction, and is tried again with it.
      if (run.lost !== undefined && !(error instanceof DoNotRetry)) throw run.lost.reason;
      throw error;
    }
  }

  /** Failures here must neither fail nor repeat what is committed. */
  private async afterCommit(run: Run): Promise<void> {
    for (const action of run.onCommitted) {
      try {
        await action();
      } catch (error) {
        this.settings.reportError(error);
      }
    }
  }
}

async function joinRun<T>(outer: Run, fn: () => Promise<T>): Promise<T> {
  try {
    return await fn();
  } catch (error) {
    outer.fail(error);
    throw error;
  }
}
