import { AsyncLocalStorage } from 'node:async_hooks';
import { Sequelize } from 'sequelize';
import type { QueryOptions } from 'sequelize';
import { doomsTransaction } from './database-errors.js';
import { OutsideUnitOfWorkError } from './run-state.js';
import type { RunState } from './run-state.js';

const WRITE = /^\s*(insert|update|delete|replace)\b|\bfor\s+update\b/i;
const ENDS_TRANSACTION = /^\s*(commit|rollback)\b/i;

type StatementObserver = (sql: string) => void;

/**
 * Sequelize whose every statement joins the ambient run of the unit of work, and is refused
 * where it could do harm: a write outside a run, anything in a run that is doomed or closed.
 */
export class GuardedSequelize extends Sequelize {
  readonly runs = new AsyncLocalStorage<RunState>();
  private readonly observers = new Set<StatementObserver>();

  /** Calls `observer` with every statement; answers a function that ends it. */
  observe(observer: StatementObserver): () => void {
    this.observers.add(observer);
    return () => this.observers.delete(observer);
  }

  // Sequelize declares `query` with many overloads; the guard is the same for all of them.
  override query = (async (
    sql: string | { query: string; values: unknown[] },
    options: QueryOptions = {},
  ): Promise<unknown> => {
    const text = typeof sql === 'string' ? sql : sql.query;
    const run = this.runs.getStore();
    const joined = this.guard(text, options, run);
    for (const observer of this.observers) observer(text);
    try {
      return await super.query(sql, joined);
    } catch (error) {
      if (run !== undefined && doomsTransaction(error)) doom(run, error);
      throw error;
    }
  }) as Sequelize['query'];

  private guard(sql: string, options: QueryOptions, run: RunState | undefined): QueryOptions {
    // A transaction of its own, or `null` for a statement that belongs to none (migrations).
    if (options.transaction !== undefined) return options;
    if (run === undefined) {
      if (WRITE.test(sql)) throw new OutsideUnitOfWorkError('A write needs a unit of work.');
      return options;
    }
    if (run.status === 'closed') throw new OutsideUnitOfWorkError('The unit of work has ended.');
    if (run.status === 'doomed' && !ENDS_TRANSACTION.test(sql)) throw run.doom;
    return { ...options, transaction: run.transaction };
  }
}

/** Marks a run as one that can only be rolled back; the first reason is kept. */
export function doom(run: RunState, reason: unknown): void {
  if (run.status !== 'open') return;
  run.status = 'doomed';
  run.doom = reason;
}
