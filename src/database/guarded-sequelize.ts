import { AsyncLocalStorage } from 'node:async_hooks';
import type { Connection } from 'mariadb';
import { Sequelize } from 'sequelize';
import type { QueryOptions } from 'sequelize';
import { readsOnly, toPreparedSql } from './prepared-sql.js';
import { boundStatement, maySendTogether, sendBound } from './raw-statement.js';
import type { Bind, BoundStatement } from './raw-statement.js';
import { OutsideUnitOfWorkError } from './run.js';
import type { Run } from './run.js';
import type { ServerTransaction } from './server-transaction.js';

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
      async (transaction) => {
        if (transaction === undefined) return send(options);
        return send({ ...options, transaction: await transaction.forModels() });
      },
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
        const statement = boundStatement(prepared, bind);
        return transaction === undefined ? this.sendAlone(statement) : transaction.send(statement);
      },
    );
  }

  /**
   * As `sendRaw`, one write for each of many rows; answers how many rows were changed. It is sent
   * without waiting for those before it, so that the database is not idle while the next is made.
   */
  async sendMany(sql: string, rows: Iterable<Bind>, common: Bind): Promise<number> {
    const run = this.runs.getStore();
    if (run === undefined) throw new OutsideUnitOfWorkError('Many writes need a unit of work.');
    const prepared = toPreparedSql(sql);
    return run.performAhead((transaction) => {
      this.tellObservers(sql);
      return transaction.sendMany(prepared, { rows, common });
    });
  }

  /**
   * Puts one raw write of the ambient run off until its next statement or its COMMIT, so that it
   * costs no round trip of its own. For writes whose outcome nobody looks at: if it fails, so does
   * the run. Throws outside a run.
   */
  async putOff(sql: string, bind: Bind): Promise<void> {
    const run = this.runs.getStore();
    if (run === undefined) throw new OutsideUnitOfWorkError('A write needs a unit of work.');
    const statement = boundStatement(toPreparedSql(sql), bind);
    if (!maySendTogether(statement)) {
      await this.sendRaw(sql, bind);
      return;
    }
    await run.putOff(statement);
    this.tellObservers(sql);
  }

  /** Callers know the errors of Sequelize, whichever way a statement went. */
  asSequelizeError(error: unknown): unknown {
    if (!isDriverError(error)) return error;
    const { Query } = Reflect.get(this, 'dialect') as Dialect;
    return new Query(undefined, this, {}).formatError(error, error.stack);
  }

  private tellObservers(sql: string): void {
    for (const observer of this.observers) observer(sql);
  }

  /** Joins the ambient run; without one, lets only reads pass. */
  private guarded(
    isRead: () => boolean,
    send: (transaction?: ServerTransaction) => Promise<unknown>,
  ): Promise<unknown> {
    const run = this.runs.getStore();
    if (run !== undefined) return run.perform(send);
    if (!isRead()) throw new OutsideUnitOfWorkError('A write needs a unit of work.');
    return send();
  }

  private async sendAlone(statement: BoundStatement): Promise<unknown> {
    const connection = await this.connectionManager.getConnection({ type: 'read' });
    try {
      return await sendBound(connection as Connection, statement);
    } catch (error) {
      throw this.asSequelizeError(error);
    } finally {
      this.connectionManager.releaseConnection(connection);
    }
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
