import { basename } from 'node:path';
import { readdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { QueryTypes } from 'sequelize';
import type { Transaction } from 'sequelize';
import { Umzug } from 'umzug';
import type { MigrationParams, UmzugStorage } from 'umzug';
import type { GuardedSequelize } from './guarded-sequelize.js';

/** What a migration gets: a way to run one statement. */
export interface MigrationContext {
  run(sql: string): Promise<void>;
}

/** A file under `migrations/`: expand, then contract. */
export interface Migration {
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

/** Locks are the server's: each schema has its own. */
const LOCK_NAME = "CONCAT('migrations:', SHA1(DATABASE()))";
const LOCK_WAIT_SECONDS = 20;
const LOCK_ATTEMPTS = 6;

/**
 * Applies what is missing, one process at a time: others wait for the lock and find nothing to
 * do. Needs two connections; `migrationPoolLimits` gives statements the time they need. Names are recorded without extension, so that sources and built files are the same.
 */
export async function migrate(sequelize: GuardedSequelize, directory: string): Promise<string[]> {
  return withMigrationLock(sequelize, async () => {
    const umzug = await createUmzug(sequelize, directory);
    const applied = await umzug.up();
    return applied.map((migration) => migration.name);
  });
}

/** Names of the migrations in the directory that the schema lacks; changes nothing. */
export async function missingMigrations(
  sequelize: GuardedSequelize,
  directory: string,
): Promise<string[]> {
  const known = await sequelize.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name = 'schema_migrations'`,
    { type: QueryTypes.SELECT, transaction: null },
  );
  const applied = known.length === 0 ? [] : await appliedMigrations(sequelize);
  const files = await migrationFiles(directory);
  return files.map(nameOf).filter((name) => !applied.includes(name));
}

/** Takes everything back, newest first: for tests of the migrations themselves. */
export async function migrateDown(sequelize: GuardedSequelize, directory: string): Promise<void> {
  await withMigrationLock(sequelize, async () => {
    const umzug = await createUmzug(sequelize, directory);
    await umzug.down({ to: 0 });
  });
}

async function createUmzug(
  sequelize: GuardedSequelize,
  directory: string,
): Promise<Umzug<MigrationContext>> {
  const context: MigrationContext = {
    run: async (sql) => {
      await sequelize.query(sql, { type: QueryTypes.RAW, transaction: null });
    },
  };
  const files = await migrationFiles(directory);
  const migrations = files.map((file) => loadLater(directory, file));
  return new Umzug({ migrations, context, storage: createStorage(sequelize), logger: undefined });
}

async function migrationFiles(directory: string): Promise<string[]> {
  const files = await readdir(directory);
  return files.filter((file) => /^\d{4}-.*\.(ts|js)$/.test(file) && !file.endsWith('.d.ts')).sort();
}

function nameOf(file: string): string {
  return basename(file).replace(/\.(ts|js)$/, '');
}

function loadLater(
  directory: string,
  file: string,
): {
  name: string;
  up: (params: MigrationParams<MigrationContext>) => Promise<void>;
  down: (params: MigrationParams<MigrationContext>) => Promise<void>;
} {
  const load = async (): Promise<Migration> =>
    (await import(pathToFileURL(`${directory}/${file}`).href)) as Migration;
  return {
    name: nameOf(file),
    up: async ({ context }) => (await load()).up(context),
    down: async ({ context }) => (await load()).down(context),
  };
}

async function withMigrationLock<T>(
  sequelize: GuardedSequelize,
  work: () => Promise<T>,
): Promise<T> {
  const holder = await sequelize.transaction();
  try {
    await takeLock(sequelize, holder);
    return await work();
  } finally {
    await releaseLock(sequelize, holder);
  }
}

async function releaseLock(sequelize: GuardedSequelize, holder: Transaction): Promise<void> {
  try {
    await sequelize.query(`DO RELEASE_LOCK(${LOCK_NAME})`, { transaction: holder });
    await holder.rollback();
  } catch {
    // The connection is gone, and the lock with it; what the work threw counts.
  }
}

async function takeLock(sequelize: GuardedSequelize, holder: Transaction): Promise<void> {
  for (let attempt = 0; attempt < LOCK_ATTEMPTS; attempt += 1) {
    const [row] = await sequelize.query<{ taken: number | null }>(
      `SELECT GET_LOCK(${LOCK_NAME}, ${LOCK_WAIT_SECONDS}) AS taken`,
      { type: QueryTypes.SELECT, transaction: holder },
    );
    if (row?.taken === 1) return;
  }
  throw new Error('Another process has been migrating for too long.');
}

async function appliedMigrations(sequelize: GuardedSequelize): Promise<string[]> {
  const rows = await sequelize.query<{ name: string }>(
    'SELECT name FROM schema_migrations ORDER BY name',
    { type: QueryTypes.SELECT, transaction: null },
  );
  return rows.map((row) => row.name);
}

/** Names of applied migrations, in a table of the schema itself. */
function createStorage(sequelize: GuardedSequelize): UmzugStorage {
  const run = (sql: string, replacements: string[] = []): Promise<unknown> =>
    sequelize.query(sql, { transaction: null, replacements });
  return {
    async executed() {
      await run(`CREATE TABLE IF NOT EXISTS schema_migrations (
        name VARCHAR(128) NOT NULL PRIMARY KEY,
        applied_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3))`);
      return appliedMigrations(sequelize);
    },
    async logMigration({ name }) {
      await run('INSERT INTO schema_migrations (name) VALUES (?)', [name]);
    },
    async unlogMigration({ name }) {
      await run('DELETE FROM schema_migrations WHERE name = ?', [name]);
    },
  };
}
