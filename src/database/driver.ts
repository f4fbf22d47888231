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
 * The driver has the server kill the statement of a peer that is given up, and does not listen to
 * whether it was still there.
 */
export function isRefusedKill(error: unknown): boolean {
  return error instanceof Error && /^KILL \d+/.test(String(Reflect.get(error, 'sql')));
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
      const watched: Watched = { connection, heardAt: 0 };
      const forSequelize = { ...(typeCast && { typeCast }), dateStrings: false };
      connection.query = async <T>(sql: string | QueryOptions, values?: unknown): Promise<T> => {
        const isOurs = typeof sql !== 'string';
        const options = isOurs ? sql : { ...forSequelize, sql };
        const rows: unknown = await answered(watched, patience, () => query(options, values));
        return (isOurs ? rows : withOwnMeta(rows)) as T;
      };
      connection.execute = <T>(sql: string | QueryOptions, values?: unknown): Promise<T> =>
        answered(watched, patience, () => execute<T>(sql, values));
      connection.batch = <T>(sql: string | QueryOptions, values?: unknown): Promise<T> =>
        answered(watched, patience, () => batch<T>(sql, values));
      connection.prepare = (sql: string | QueryOptions) =>
        answered(watched, patience, () => prepare(sql));
      connection.end = () =>
        answered(watched, { silenceMs: GOODBYE_MS, answerBy: () => undefined }, end);
      return connection;
    },
  };
}

function withOwnMeta(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  const meta: unknown = Reflect.get(rows, 'meta');
  return Object.assign(rows.slice(), { meta });
}

/** A connection, and the reading of `performance.now()` when its peer was heard last. */
interface Watched {
  readonly connection: Connection;
  heardAt: number;
}

/**
 * Of statements that were sent ahead each waits for those before it: the peer is silent only when
 * none of them is answered. Not by `Promise.race`, whose promises every statement would pay for.
 */
function answered<T>(watched: Watched, patience: Patience, ask: () => Promise<T>): Promise<T> {
  const { silenceMs } = patience;
  const deadline = patience.answerBy() ?? Infinity;
  if (silenceMs === 0 && deadline === Infinity) return ask();
  const sentAt = performance.now();
  const leftMs = (): number => {
    const silentFrom = Math.max(sentAt, watched.heardAt);
    const silentTill = silenceMs === 0 ? Infinity : silentFrom + silenceMs;
    return Math.ceil(Math.min(silentTill, deadline) - performance.now());
  };
  const asked = ask();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const left = leftMs();
      if (left > 0) {
        timer = setTimeout(look, left);
        return;
      }
      watched.connection.destroy();
      const waitedMs = Math.round(performance.now() - sentAt);
      reject(new SilentPeerError(`No answer from the database within ${waitedMs} ms.`));
    };
    let timer = setTimeout(look, Math.max(1, leftMs()));
    asked.then(
      (answer) => {
        watched.heardAt = performance.now();
        clearTimeout(timer);
        resolve(answer);
      },
      (error: unknown) => {
        watched.heardAt = performance.now();
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
