import { fileURLToPath } from 'node:url';
import { createDatabase, migrationPoolLimits } from '../../src/database/create-database.js';
import { migrate } from '../../src/database/migrator.js';
import { workerDatabaseUrl } from './worker-database.js';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Drops, makes and migrates the schema of every worker. */
export async function prepareSchemas(workers: number): Promise<void> {
  const numbers = Array.from({ length: workers }, (_, index) => index + 1);
  await Promise.all(numbers.map((worker) => prepare(workerDatabaseUrl(worker))));
}

async function prepare(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const server = new URL(url);
  server.pathname = '/';
  const admin = createDatabase({ url: server.href }, migrationPoolLimits);
  await admin.sequelize.query(`DROP DATABASE IF EXISTS \`${name}\``, { transaction: null });
  await admin.sequelize.query(`CREATE DATABASE \`${name}\``, { transaction: null });
  await admin.close();
  const database = createDatabase({ url }, migrationPoolLimits);
  await migrate(database.sequelize, MIGRATIONS);
  await database.close();
}
