import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { QueryTypes } from 'sequelize';
import {
  apiPoolLimits,
  createDatabase,
  migrationPoolLimits,
} from '../../src/database/create-database.js';
import type { Database, PoolLimits } from '../../src/database/create-database.js';
import { migrate } from '../../src/database/migrator.js';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

/** A schema of its own, beside the one of `DATABASE_URL`. */
export interface TestDatabase {
  readonly url: string;
  /** Where the server listens. */
  readonly host: string;
  readonly port: number;
  /** Opens a pool; it is closed by `drop`. */
  open(limits?: PoolLimits, url?: string): Database;
  /** Runs one statement outside of everything the product guards. */
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

interface SchemaOptions {
  /** Default: all migrations are applied. */
  readonly migrated?: boolean;
}

/** Makes a schema, with all migrations applied. */
export async function createTestDatabase(options: SchemaOptions = {}): Promise<TestDatabase> {
  const { migrated = true } = options;
  const server = new URL(process.env['DATABASE_URL'] ?? missingUrl());
  const worker = process.env['JEST_WORKER_ID'] ?? '0';
  const schema = `showroom_test_${worker}_${randomBytes(5).toString('hex')}`;
  const admin = createDatabase({ url: withSchema(server, '') }, migrationPoolLimits);
  await runAlone(admin, `CREATE DATABASE ${schema}`);
  const url = withSchema(server, schema);
  const tools = createDatabase({ url }, migrationPoolLimits);
  if (migrated) await migrate(tools.sequelize, MIGRATIONS);
  const opened: Database[] = [tools, admin];
  return {
    url,
    host: server.hostname,
    port: Number(server.port || 3306),
    open: (limits = apiPoolLimits, at = url) => {
      const database = createDatabase({ url: at }, limits);
      opened.push(database);
      return database;
    },
    run: (sql) => runAlone(tools, sql),
    async drop() {
      await runAlone(admin, `DROP DATABASE IF EXISTS ${schema}`);
      for (const database of opened) await database.close();
    },
  };
}

function missingUrl(): never {
  throw new Error('DATABASE_URL is not set.');
}

function withSchema(server: URL, schema: string): string {
  const url = new URL(server);
  url.pathname = `/${schema}`;
  return url.href;
}

async function runAlone(database: Database, sql: string): Promise<void> {
  await database.sequelize.query(sql, { type: QueryTypes.RAW, transaction: null });
}
