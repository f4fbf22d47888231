import mariadb from 'mariadb';
import type { Connection, ConnectionConfig } from 'mariadb';

/**
 * The `mariadb` driver as Sequelize 6 expects it. Sequelize deletes `meta` from result arrays,
 * which the driver of today defines as not configurable; a copy of the rows lets it.
 */
export const driverForSequelize = {
  ...mariadb,
  async createConnection(config: ConnectionConfig): Promise<Connection> {
    const connection = await mariadb.createConnection(config);
    const query = connection.query.bind(connection);
    connection.query = async <T>(sql: string, values?: unknown): Promise<T> => {
      const rows: unknown = await query(sql, values);
      return withOwnMeta(rows) as T;
    };
    return connection;
  },
};

function withOwnMeta(rows: unknown): unknown {
  if (!Array.isArray(rows)) return rows;
  const meta: unknown = Reflect.get(rows, 'meta');
  return Object.assign(rows.slice(), { meta });
}
