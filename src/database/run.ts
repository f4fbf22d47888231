import type { Transaction } from 'sequelize';
import { doomsTransaction } from './database-errors.js';

/** A write through a repository outside a run, or after its run has ended. */
export class OutsideUnitOfWorkError extends Error {
  override readonly name = 'OutsideUnitOfWorkError';
}

type Phase = 'open' | 'suspended' | 'ended';

/** Of one transaction, shared by the run that began it and its savepoints. */
interface Course {
  transaction?: Transaction;
  /** Ends when the statement sent last has been answered. */
  tail: Promise<unknown>;
  /** What made the server roll back, or what a COMMIT would keep only half of. */
  lost?: { readonly reason: unknown };
}

/**
 * One run of the unit of work, or one savepoint within it: what became of it, and its statements,
 * one after the other. Statements are not sent ahead of the answer to the one before: after a
 * deadlock the server has rolled back, and what follows would commit by itself.
 */
export class Run {
  readonly onCommitted: Array<() => void | Promise<void>> = [];
  private phase: Phase = 'open';
  private failed?: { readonly reason: unknown };

  /** `answerBy` is the reading of `performance.now()` at which patience ends. */
  constructor(
    readonly answerBy?: number,
    private readonly course: Course = { tail: Promise.resolve() },
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

  get transaction(): Transaction {
    if (this.course.transaction === undefined) throw new Error('The run has not begun.');
    return this.course.transaction;
  }

  /** Ties the run to the transaction that was begun for it. */
  begin(transaction: Transaction): void {
    this.course.transaction = transaction;
  }

  /** Marks the run as one that can only be undone; the first reason is kept. */
  fail(reason: unknown): void {
    this.failed ??= { reason };
  }

  /** Sends a statement when those before it are answered. */
  perform<T>(send: () => Promise<T>): Promise<T> {
    const answer = this.course.tail.then(() => this.sendNow(send));
    // Only the order matters here; whoever asked gets the failure.
    this.course.tail = answer.catch(() => undefined);
    return answer;
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

  private async sendNow<T>(send: () => Promise<T>): Promise<T> {
    if (this.phase === 'ended') throw new OutsideUnitOfWorkError('The unit of work has ended.');
    if (this.phase === 'suspended') {
      throw new OutsideUnitOfWorkError('A savepoint is open: nothing may run beside it.');
    }
    if (this.doom !== undefined) throw this.doom.reason;
    try {
      return await send();
    } catch (error) {
      if (doomsTransaction(error)) this.course.lost ??= { reason: error };
      throw error;
    }
  }
}
