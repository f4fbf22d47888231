import type { Transaction } from 'sequelize';

/** One run of the unit of work: a transaction and what became of it. */
export interface RunState {
  readonly transaction: Transaction;
  status: 'open' | 'doomed' | 'closed';
  /** What doomed the run; thrown again by everything that still tries to use it. */
  doom?: unknown;
  readonly onCommitted: Array<() => void | Promise<void>>;
}

/** A write through a repository outside a run, or after its run has ended. */
export class OutsideUnitOfWorkError extends Error {
  override readonly name = 'OutsideUnitOfWorkError';
}
