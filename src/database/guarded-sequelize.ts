import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from 'mariadb';
import { Sequelize } from 'sequelize';
import type { QueryOptions, Transaction } from 'sequelize';
import { readsOnly, toPreparedSql } from './prepared-sql.js';
import type { PreparedSql } from './prepared-sql.js';
import { sendRaw } from './raw-statement.js';
import type { Bind } from './raw-statement.js';
import { OutsideUnitOfWorkError } from './run.js';
import type { Run } from './run.js';

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
      this.tellObservers(text);
      return super.query(sql, joined);
    };
    // A transaction of its own, or `null` for a statement that belongs to none (migrations).
    if (options.transaction !== undefined) return send(options);
    return this.guarded(
      () => readsOnly(text),
      (transaction) => send(transaction === undefined ? options : { ...options, transaction }),
    );
  }) as Sequelize['query'];

  /**
   * Sends one raw statement with `$name` parameters, guarded as `query` is, but past what
   * Sequelize does for its models (docs/performance.md). Answers rows, or what a write has done;
   * throws the same errors as `query`. A write that `standsAlone` needs no run; in one, it joins.
   */
  async sendRaw(
    sql: string,
    bind: Bind,
    { standsAlone = false }: { readonly standsAlone?: boolean } = {},
  ): Promise<unknown> {
    const prepared = toPreparedSql(sql);
    return this.guarded(
      () => standsAlone || prepared.readsOnly,
      (transaction) => {
        this.tellObservers(sql);
        return transaction === undefined
          ? this.sendAlone(prepared, bind)
          : this.sendOn(connectionOf(transaction), prepared, bind);
      },
    );
  }

  private tellObservers(sql: string): void {
    for (const observer of this.observers) observer(sql);
  }

  /** Joins the ambient run; without one, lets only reads pass. */
  private guarded(
    isRead: () => boolean,
    send: (transaction?: Transaction) => Promise<unknown>,
  ): Promise<unknown> {
    const run = this.runs.getStore();
    if (run !== undefined) return run.perform(() => send(run.transaction));
    if (!isRead()) throw new OutsideUnitOfWorkError('A write needs a unit of work.');
    return send();
  }

  private async sendAlone(prepared: PreparedSql, bind: Bind): Promise<unknown> {
    const connection = await this.connectionManager.getConnection({ type: 'read' });
    try {
      return await this.sendOn(connection as Connection, prepared, bind);
    } finally {
      this.connectionManager.releaseConnection(connection);
    }
  }

  private async sendOn(
    connection: Connection,
    prepared: PreparedSql,
    bind: Bind,
  ): Promise<unknown> {
    try {
      return await sendRaw(connection, prepared, bind);
    } catch (error) {
      throw this.asSequelizeError(error);
    }
  }

  /** Callers know the errors of Sequelize, whichever way a statement went. */
  private asSequelizeError(error: unknown): unknown {
    if (!isDriverError(error)) return error;
    const { Query } = Reflect.get(this, 'dialect') as Dialect;
    return new Query(undefined, this, {}).formatError(error, error.stack);
  }
}

function isDriverError(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'errno' in error && 'stack' in error;
}

/** The part of Sequelize's dialect that turns the driver's errors into its own; not declared. */
interface Dialect {
  readonly Query: new (
    connection: undefined,
    sequelize: Sequelize,
    options: object,
  ) => { formatError(error: Error, stack: string | undefined): Error };
}

/** Not declared by Sequelize. */
function connectionOf(transaction: Transaction): Connection {
  return Reflect.get(transaction, 'connection') as Connection;
}
