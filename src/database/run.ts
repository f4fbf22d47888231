import { DeferredWriteError, doomsTransaction, isViolation } from './database-errors.js';
import type { BoundStatement } from './raw-statement.js';
import type { ServerTransaction } from './server-transaction.js';

/** A write through a repository outside a run, or after its run has ended. */
export class OutsideUnitOfWorkError extends Error {
  override readonly name = 'OutsideUnitOfWorkError';
}

type Phase = 'open' | 'suspended' | 'ended';

/** Of one transaction, shared by the run that began it and its savepoints. */
interface Course {
  transaction?: ServerTransaction;
  /** Ends when the statement sent last has been sent. */
  sent: Promise<unknown>;
  /** Ends when all statements have been answered. */
  tail: Promise<unknown>;
  /** Writes that nobody waits for: sent before the next statement, or with the COMMIT. */
  putOff: BoundStatement[];
  /** What made the server roll back, or what a COMMIT would keep only half of. */
  lost?: { readonly reason: unknown };
}

const DONE = Promise.resolve();

/**
 * One run of the unit of work, or one savepoint within it: what became of it, and its statements,
 * one after the other. Only writes of many rows are sent ahead of the answer to those before them;
 * whatever else there is waits for all of them. Writes that nobody waits for go together in one
 * statement, of which the server does nothing after what fails.
 */
export class Run {
  readonly onCommitted: Array<() => void | Promise<void>> = [];
  private phase: Phase = 'open';
  private failed?: { readonly reason: unknown };

  /** `answerBy` is the reading of `performance.now()` at which patience ends. */
  constructor(
    readonly answerBy?: number,
    private readonly course: Course = { sent: DONE, tail: DONE, putOff: [] },
  ) {}

  get isOpen(): boolean {
    return this.phase === 'open' && this.doom === undefined;
  }

  /** Why nothing of this run can be kept, if so. */
  get doom(): { readonly reason: unknown } | undefined {
    return this.course.lost ?? this.failed;
  }

  /** Why the transaction itself is lost, savepoints and all, if so. */
  get lost(): { readonly reason: unknown } | undefined {
    return this.course.lost;
  }

  /** Ties the run to the transaction that was opened for it. */
  begin(transaction: ServerTransaction): void {
    this.course.transaction = transaction;
  }

  /** Marks the run as one that can only be undone; the first reason is kept. */
  fail(reason: unknown): void {
    this.failed ??= { reason };
  }

  /** Sends a statement when those before it are answered. */
  perform<T>(send: (transaction: ServerTransaction) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      await this.sendPutOff();
      return this.watched(() => send(this.transaction));
    });
  }

  /**
   * Sends a write when those before it are sent; `send` resolves then, with what will come of it.
   * Nothing of the run is kept when it fails.
   */
  performAhead(
    send: (transaction: ServerTransaction) => Promise<{ readonly changed: Promise<number> }>,
  ): Promise<number> {
    const sent = this.course.sent.then(async () => {
      this.requireOpen();
      await this.sendPutOff();
      return this.watched(() => send(this.transaction));
    });
    const answer = sent.then(({ changed }) => this.watched(() => changed));
    answer.catch((error: unknown) => {
      this.fail(error);
    });
    this.course.sent = settled(sent);
    this.course.tail = Promise.all([this.course.tail, settled(answer)]);
    return answer;
  }

  /** Puts a write off until the next statement or the COMMIT; its failure is the run's. */
  putOff(write: BoundStatement): Promise<void> {
    return this.inTurn(async () => void this.course.putOff.push(write));
  }

  /** Opens a part that can be undone alone; until it is closed, nothing else may write. */
  openPart(): Run {
    this.phase = 'suspended';
    return new Run(this.answerBy, this.course);
  }

  /** Takes over from a part; what it wanted done after the COMMIT counts if it was kept. */
  closePart(part: Run, kept: boolean): void {
    this.phase = 'open';
    if (kept) this.onCommitted.push(...part.onCommitted);
  }

  /** Refuses everything from now on, and waits for what is under way. */
  async end(): Promise<void> {
    this.phase = 'ended';
    await this.course.tail;
  }

  /** Ends a part that is to be kept: what it has put off succeeds, or it throws. */
  async endKeptPart(): Promise<void> {
    await this.end();
    if (this.doom === undefined) await this.sendPutOff();
    if (this.doom !== undefined) throw this.doom.reason;
  }

  /** Ends the run and commits it, with what it has put off; throws when that cannot be. */
  async commit(): Promise<void> {
    await this.end();
    if (this.doom !== undefined) throw this.doom.reason;
    await this.writing(() => this.transaction.commit(this.course.putOff.splice(0)));
  }

  /** Ends the run, of which nothing is kept. */
  async rollBack(): Promise<void> {
    await this.end();
    this.forgetPutOff();
    await this.transaction.rollBack();
  }

  /** For a part that is undone. */
  forgetPutOff(): void {
    this.course.putOff.length = 0;
  }

  private get transaction(): ServerTransaction {
    if (this.course.transaction === undefined) throw new Error('The run has not begun.');
    return this.course.transaction;
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const answer = this.course.tail.then(() => {
      this.requireOpen();
      return act();
    });
    this.course.tail = settled(answer);
    this.course.sent = this.course.tail;
    return answer;
  }

  private requireOpen(): void {
    if (this.phase === 'ended') throw new OutsideUnitOfWorkError('The unit of work has ended.');
    if (this.phase === 'suspended') {
      throw new OutsideUnitOfWorkError('A savepoint is open: nothing may run beside it.');
    }
    if (this.doom !== undefined) throw this.doom.reason;
  }

  private async sendPutOff(): Promise<void> {
    const writes = this.course.putOff.splice(0);
    if (writes.length > 0) await this.writing(() => this.transaction.sendAll(writes));
  }

  /** What was put off has failed: nobody can mend that any more, whoever gets to hear of it. */
  private async writing(send: () => Promise<unknown>): Promise<void> {
    try {
      await this.watched(send);
    } catch (error) {
      const reason = isViolation(error) ? new DeferredWriteError(error) : error;
      this.fail(reason);
      throw reason;
    }
  }

  private async watched<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (doomsTransaction(error)) this.course.lost ??= { reason: error };
      throw error;
    }
  }
}

/** Only the order matters here; whoever asked gets the failure. */
function settled(promise: Promise<unknown>): Promise<unknown> {
  return promise.catch(() => undefined);
}
