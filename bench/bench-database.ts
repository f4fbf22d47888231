import mariadb from 'mariadb';
import type { Connection } from 'mariadb';

/** A schema of the benchmark's own, next to the one it was given. */
export interface BenchDatabase {
  readonly url: string;
  /** For seeding and counting. */
  readonly connection: Connection;
  drop(): Promise<void>;
}

/** Makes `{name}_bench` anew: what the given database holds is neither read nor changed. */
export async function createBenchDatabase(givenUrl: string): Promise<BenchDatabase> {
  const url = new URL(givenUrl);
  url.pathname = `${url.pathname}_bench`;
  const name = url.pathname.slice(1);
  if (!/^\w+$/.test(name)) throw new Error(`The benchmark cannot use a database named ${name}.`);
  const connection = await mariadb.createConnection({
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  });
  await connection.query(`DROP DATABASE IF EXISTS ${name}`);
  await connection.query(`CREATE DATABASE ${name}`);
  await connection.query(`USE ${name}`);
  return {
    url: url.href,
    connection,
    async drop() {
      await connection.query(`DROP DATABASE ${name}`);
      await connection.end();
    },
  };
}
