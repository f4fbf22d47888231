import type { Connection } from 'mariadb';
import { Transaction } from 'sequelize';
import type { Sequelize } from 'sequelize';
import type { PreparedSql } from './prepared-sql.js';
import { maySendTogether, sendBound, sendMany, sendTogether } from './raw-statement.js';
import type { BoundStatement, ManyRows } from './raw-statement.js';

/** Sequelize, and how it tells the driver's errors. */
export interface Pool extends Sequelize {
  asSequelizeError(error: unknown): unknown;
}

const plain = (...texts: readonly string[]): readonly BoundStatement[] =>
  texts.map((text) => ({ text, values: [] }));

const OPEN = 'SET autocommit = 0';
const CLOSE = 'SET autocommit = 1';
const START = plain(OPEN);
const START_READ_COMMITTED = plain('SET TRANSACTION ISOLATION LEVEL READ COMMITTED', OPEN);
const COMMIT = plain('COMMIT', CLOSE);
const ROLLBACK = plain('ROLLBACK', CLOSE);

/**
 * One transaction on one connection of the pool. It is begun together with its first statement, and
 * committed together with the writes that were put off until then: a round trip less for each.
 *
 * Begun is: no statement commits by itself until this one has ended. After a deadlock, when the
 * server has rolled back, what was sent already is in a transaction of its own, and undone as well.
 */
export class ServerTransaction {
  private isBegun = false;
  /** True from when its beginning was sent, whatever came of it. */
  private mayBeBegun = false;
  private isOver = false;

  private constructor(
    private readonly pool: Pool,
    private readonly face: Transaction,
    private readonly connection: Connection,
    private start: readonly BoundStatement[],
  ) {}

  /** Takes a connection; throws when none is free in time. Nothing is begun yet. */
  static async open(pool: Pool, isReadCommitted: boolean): Promise<ServerTransaction> {
    const face = new Transaction(pool, {});
    const connection = await pool.connectionManager.getConnection({ type: 'write' });
    Reflect.set(face, 'connection', connection);
    const start = isReadCommitted ? START_READ_COMMITTED : START;
    return new ServerTransaction(pool, face, connection as Connection, start);
  }

  /** Sequelize's own object, for queries of its models, which do not begin anything themselves. */
  async forModels(): Promise<Transaction> {
    await this.begin();
    return this.face;
  }

  /** Sends one statement and answers what came of it. */
  async send(statement: BoundStatement): Promise<unknown> {
    if (!this.isBegun && maySendTogether(statement)) return this.sendAll([statement]);
    await this.begin();
    return this.ask(() => sendBound(this.connection, statement));
  }

  /** Sends one write for each of many rows; resolves when it is sent, with what will come of it. */
  async sendMany(sql: PreparedSql, rows: ManyRows): Promise<{ readonly changed: Promise<number> }> {
    await this.begin();
    const { changed } = await this.ask(() => sendMany(this.connection, sql, rows));
    return { changed: this.ask(() => changed) };
  }

  /** Sends statements as one; none is done after one that fails. */
  async sendAll(statements: readonly BoundStatement[]): Promise<unknown> {
    if (this.isBegun) return this.ask(() => sendTogether(this.connection, statements));
    const { start } = this;
    this.mayBeBegun = true;
    // Of a statement that the server does not understand nothing is done, the beginning neither.
    // It is said again then; the isolation cannot be once it has begun.
    this.start = START;
    const answer = await this.ask(() => sendTogether(this.connection, [...start, ...statements]));
    this.isBegun = true;
    return answer;
  }

  /** Sends the last writes and commits if they succeed; then the connection is free again. */
  async commit(writes: readonly BoundStatement[]): Promise<void> {
    if (writes.length > 0 || this.mayBeBegun) await this.sendAll([...writes, ...COMMIT]);
    this.close('commit');
    this.pool.connectionManager.releaseConnection(this.connection);
  }

  /** Undoes all of it, unless it is over. A connection that is lost makes the server undo it. */
  async rollBack(): Promise<void> {
    if (this.isOver) return;
    this.close('rollback');
    try {
      if (this.mayBeBegun) await sendTogether(this.connection, ROLLBACK);
      this.pool.connectionManager.releaseConnection(this.connection);
    } catch {
      const manager: unknown = this.pool.connectionManager;
      await (manager as Destroyer).destroyConnection(this.connection);
    }
  }

  private async begin(): Promise<void> {
    if (!this.isBegun) await this.sendAll([]);
  }

  /** From now on Sequelize refuses queries of models in it. */
  private close(finished: string): void {
    this.isOver = true;
    Reflect.set(this.face, 'finished', finished);
  }

  private async ask<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw this.pool.asSequelizeError(error);
    }
  }
}

/** What Sequelize's pool can do, and does not declare. */
interface Destroyer {
  destroyConnection(connection: Connection): Promise<void>;
}
