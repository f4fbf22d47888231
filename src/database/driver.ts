import mariadb from 'mariadb';
import type { Connection, ConnectionConfig, QueryOptions } from 'mariadb';

/** How long the driver waits for an answer. */
export interface Patience {
  /** Milliseconds for one statement; 0: without limit. */
  readonly silenceMs: number;
  /** Reading of `performance.now()` at which the work under way is given up anyway. */
  answerBy(): number | undefined;
}

const GOODBYE_MS = 1_000;

/** The peer did not answer in time; the connection is given up. Numbered as the driver does. */
class SilentPeerError extends Error {
  override readonly name = 'SilentPeerError';
  readonly errno = 45_026;
  readonly code = 'ER_SOCKET_TIMEOUT';
  readonly fatal = true;
}

/**
 * The `mariadb` driver as Sequelize 6 expects it, with two remedies. Sequelize deletes `meta` from
 * result arrays, which the driver of today defines as not configurable; a copy of the rows lets
 * it. And the driver's `socketTimeout` also ends connections that merely have nothing to do; ours
 * watches statements.
 *
 * A connection gives rows as they come, and Sequelize's queries, which are texts, alone pass through
 * its conversion of every field: that costs more than all the rest. The other way round, options of
 * our own with each statement, would make the driver's reader of them slow.
 */
export function createDriver(patience: Patience): object {
  return {
    ...mariadb,
    async createConnection({ typeCast, ...config }: ConnectionConfig): Promise<Connection> {
      const connection = await mariadb.createConnection({ ...config, dateStrings: true });
      const query = connection.query.bind(connection);
      const execute = connection.execute.bind(connection);
      const batch = connection.batch.bind(connection);
      const prepare = connection.prepare.bind(connection);
      const end = connection.end.bind(connection);
      const forSequelize = { ...(typeCast && { typeCast }), dateStrings: false };
      connection.query = async <T>(sql: string | QueryOptions, values?: unknown): Promise<T> => {
        const isOurs = typeof sql !== 'string';
        const options = isOurs ? sql : { ...forSequelize, sql };
        const rows: unknown = await answered(connection, patience, () => query(options, values));
        return (isOurs ? rows : withOwnMeta(rows)) as T;
      };
      connection.execute = <T>(sql: string | QueryOptions, values?: unknown): Promise<T> =>
        answered(connection, patience, () => execute<T>(sql, values));
      connection.batch = <T>(sql: string | QueryOptions, values?: unknown): Promise<T> =>
        answered(connection, patience, () => batch<T>(sql, values));
      connection.prepare = (sql: string | QueryOptions) =>
        answered(connection, patience, () => prepare(sql));
      connection.end = () =>
        answered(connection, { silenceMs: GOODBYE_MS, answerBy: () => undefined }, end);
      return connection;
    },
  };
}

function withOwnMeta(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  const meta: unknown = Reflect.get(rows, 'meta');
  return Object.assign(rows.slice(), { meta });
}

/** Not by `Promise.race`, whose promises every statement would pay for. */
function answered<T>(
  connection: Connection,
  patience: Patience,
  ask: () => Promise<T>,
): Promise<T> {
  const timeoutMs = limitOf(patience);
  if (timeoutMs === undefined) return ask();
  const asked = ask();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      connection.destroy();
      reject(new SilentPeerError(`No answer from the database within ${timeoutMs} ms.`));
    }, timeoutMs);
    asked.then(
      (answer) => {
        clearTimeout(timer);
        resolve(answer);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}

function limitOf({ silenceMs, answerBy }: Patience): number | undefined {
  const deadline = answerBy();
  const limit = silenceMs === 0 ? Infinity : silenceMs;
  if (deadline === undefined) return limit === Infinity ? undefined : limit;
  return Math.max(1, Math.min(limit, Math.ceil(deadline - performance.now())));
}
