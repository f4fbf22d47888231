import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { migrationPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { migrate, migrateDown } from '../../src/database/migrator.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));

let schema: TestDatabase;
let database: Database;

beforeEach(async () => {
  schema = await createTestDatabase({ migrated: false });
  database = schema.open(migrationPoolLimits);
});

afterEach(() => schema.drop());

async function names(): Promise<string[]> {
  const files = await readdir(MIGRATIONS);
  return files.map((file) => file.replace(/\.ts$/, '')).sort();
}

async function tables(): Promise<string[]> {
  const rows = await database.rawDb.select<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = DATABASE() ORDER BY table_name`,
  );
  return rows.map((row) => row.name);
}

it('migrates up, down and up again', async () => {
  const all = await names();
  expect(await migrate(database.sequelize, MIGRATIONS)).toEqual(all);
  const full = await tables();
  expect(full).toEqual(expect.arrayContaining(['events', 'deliveries', 'jobs', 'room_events']));
  expect(await migrate(database.sequelize, MIGRATIONS)).toEqual([]);

  await migrateDown(database.sequelize, MIGRATIONS);
  expect(await tables()).toEqual(['schema_migrations']);

  expect(await migrate(database.sequelize, MIGRATIONS)).toEqual(all);
  expect(await tables()).toEqual(full);
});

it('applies everything once when two processes start at the same time', async () => {
  const second = schema.open(migrationPoolLimits);
  const applied = await Promise.all([
    migrate(database.sequelize, MIGRATIONS),
    migrate(second.sequelize, MIGRATIONS),
  ]);
  expect(applied.flat().sort()).toEqual(await names());
  expect(applied.map((list) => list.length).sort()).toContain(0);
});

it('finishes what a crash has left half done', async () => {
  await migrate(database.sequelize, MIGRATIONS);
  await schema.run("DELETE FROM schema_migrations WHERE name = '0001-spine'");
  await schema.run('DROP TABLE schedules');
  expect(await migrate(database.sequelize, MIGRATIONS)).toEqual(['0001-spine']);
  expect(await tables()).toContain('schedules');
});
