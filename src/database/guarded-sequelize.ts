import { AsyncLocalStorage } from 'node:async_hooks';
import { Sequelize } from 'sequelize';
import type { QueryOptions } from 'sequelize';
import { OutsideUnitOfWorkError } from './run.js';
import type { Run } from './run.js';

const READ = /^[\s(]*(?:select|with|show|describe|explain)\b/i;
const LOCKING = /\bfor\s+update\b|\block\s+in\s+share\s+mode\b/i;

type StatementObserver = (sql: string) => void;

/**
 * Sequelize whose every statement joins the ambient run of the unit of work, and is refused
 * where it could do harm: a write outside a run, anything in a run that is doomed or has ended.
 */
export class GuardedSequelize extends Sequelize {
  readonly runs = new AsyncLocalStorage<Run>();
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
    const send = (joined: QueryOptions): Promise<unknown> => {
      for (const observer of this.observers) observer(text);
      return super.query(sql, joined);
    };
    // A transaction of its own, or `null` for a statement that belongs to none (migrations).
    if (options.transaction !== undefined) return send(options);
    const run = this.runs.getStore();
    if (run !== undefined) {
      return run.perform(() => send({ ...options, transaction: run.transaction }));
    }
    if (!READ.test(text) || LOCKING.test(text)) {
      throw new OutsideUnitOfWorkError('A write needs a unit of work.');
    }
    return send(options);
  }) as Sequelize['query'];
}
