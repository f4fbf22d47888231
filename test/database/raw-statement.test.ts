import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mariadb';
import { apiPoolLimits as LIMITS } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { toPreparedSql } from '../../src/database/prepared-sql.js';
import { boundStatement, sendBound } from '../../src/database/raw-statement.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let schema: TestDatabase;
let database: Database;

beforeAll(async () => {
  schema = await createTestDatabase({ migrated: false });
  database = schema.open();
  await schema.run(`CREATE TABLE samples (
    id INT NOT NULL PRIMARY KEY, name VARCHAR(64) NULL, at DATETIME(3) NULL, day DATE NULL,
    amount BIGINT NULL, part DOUBLE NULL, flag BOOLEAN NULL, facts JSON NULL, digest BINARY(2) NULL
  ) CHARACTER SET utf8mb4`);
});
afterAll(() => schema.drop());

const NOTHING = { name: null, at: null, day: null, amount: null, part: null, flag: null };
const BLANK = { ...NOTHING, facts: null, digest: null };

async function storedAs(values: Readonly<Record<string, unknown>>): Promise<object | undefined> {
  const names = ['id', ...Object.keys(BLANK)];
  const places = names.map((name) => `$${name}`).join(', ');
  await database.unitOfWork.run(() =>
    database.rawDb.execute(`REPLACE INTO samples (${names.join(', ')}) VALUES (${places})`, {
      ...BLANK,
      ...values,
      id: 1,
    }),
  );
  return database.rawDb.selectOne('SELECT * FROM samples WHERE id = $id', { id: 1 });
}

describe('a raw statement', () => {
  it.each([
    ['an instant', { at: new Date('2026-03-29T01:30:00.007Z') }],
    ['a day', { day: '2026-03-29' }],
    ['an integer of more than 32 bits', { amount: 9_007_199_254_740_991 }],
    ['a negative one', { amount: -3_000_000_000 }],
    ['a small integer', { amount: 2_147_483_647 }],
    ['a fraction', { part: 0.700_000_1 }],
    ['text of any script', { name: "O'Neil \\ 車 🚗 ?" }],
    ['bytes', { digest: Buffer.from([0, 255]) }],
  ])('gives back %s as it was given', async (_what, values) => {
    expect(await storedAs(values)).toEqual({ id: 1, ...BLANK, ...values });
  });

  it('stores what is absent as NULL', async () => {
    expect(await storedAs({ name: undefined, at: undefined })).toEqual({ id: 1, ...BLANK });
  });

  it('reads JSON as values and flags as numbers', async () => {
    const row = await storedAs({ facts: JSON.stringify({ makes: ['Calder'] }), flag: true });
    expect(row).toEqual({ id: 1, ...BLANK, facts: { makes: ['Calder'] }, flag: 1 });
  });

  it('compares instants and great integers as their columns do', async () => {
    const at = new Date('2026-05-01T00:00:00.000Z');
    await storedAs({ at, amount: 5_000_000_000 });
    const sql = 'SELECT id FROM samples WHERE at <= $at AND at >= $at AND amount = $amount';
    expect(await database.rawDb.select(sql, { at, amount: 5_000_000_000 })).toEqual([{ id: 1 }]);
    expect(await database.rawDb.select(sql, { at, amount: 5_000_000_001 })).toEqual([]);
  });

  it('takes one parameter at several places', async () => {
    const sql = 'SELECT $a + $a * $b AS sum';
    expect(await database.rawDb.selectOne(sql, { a: 2, b: 10 })).toEqual({ sum: 22 });
  });

  it('reads two dollars as one', async () => {
    const sql = `SELECT JSON_VALUE($facts, '$$.make') AS make, '$$1' AS price`;
    const row = await database.rawDb.selectOne(sql, { facts: '{"make":"Calder"}' });
    expect(row).toEqual({ make: 'Calder', price: '$1' });
  });

  it('refuses a parameter that nobody has named', async () => {
    const reading = database.rawDb.select('SELECT $given, $missing', { given: 1 });
    await expect(reading).rejects.toThrow('$missing');
  });

  it('reads the same when it is too long to be prepared', async () => {
    const at = new Date('2026-07-01T12:00:00.000Z');
    await storedAs({ at, amount: 5_000_000_000 });
    const long = `SELECT at, amount FROM samples /*${'-'.repeat(5_000)}*/ WHERE at = $at
      AND amount = $amount`;
    const bind = { at, amount: 5_000_000_000 };
    expect(await database.rawDb.select(long, bind)).toEqual([bind]);
  });

  it('goes on when the table has changed since it was prepared', async () => {
    const narrow = schema.open({ ...LIMITS, connections: 1 });
    await schema.run('CREATE TABLE changing (id INT NOT NULL)');
    await schema.run('INSERT INTO changing VALUES (7)');
    const read = () => narrow.rawDb.select('SELECT * FROM changing WHERE id = $id', { id: 7 });
    expect(await read()).toEqual([{ id: 7 }]);
    await schema.run("ALTER TABLE changing ADD COLUMN word CHAR(3) NOT NULL DEFAULT 'new'");
    expect(await read()).toEqual([{ id: 7, word: 'new' }]);
  });
});

describe('one write for many rows', () => {
  const INSERT = `INSERT INTO samples (id, name, at, amount, part, flag)
    VALUES ($id, $name, $at, $amount, $part, $flag)`;
  const at = new Date('2026-03-29T01:30:00.007Z');
  const insert = (rows: Iterable<Readonly<Record<string, unknown>>>, common = {}) =>
    database.unitOfWork.run(() => database.rawDb.executeMany(INSERT, rows, common));
  const stored = () =>
    database.rawDb.select('SELECT id, name, at, amount, part, flag FROM samples WHERE id > 100');

  beforeEach(() => schema.run('DELETE FROM samples'));

  it('stores each as it was given, whatever types and gaps there are', async () => {
    const rows = [
      { id: 101, name: null, at, amount: 9_007_199_254_740_991, part: 0.5, flag: true },
      { id: 102, name: "O'Neil 🚗", at: undefined, amount: 1, part: null, flag: false },
      { id: 103, name: 'x', at, amount: null, part: 7, flag: null },
    ];
    expect(await insert(rows)).toBe(3);
    expect(await stored()).toEqual(
      rows.map((row) => ({
        ...row,
        at: row.at ?? null,
        flag: row.flag === null ? null : Number(row.flag),
      })),
    );
  });

  it('takes what all have in common once, also when that is NULL', async () => {
    const ids = [101, 102].map((id) => ({ id }));
    const common = { name: 'same', at, amount: null, part: 1, flag: true };
    expect(await insert(ids, common)).toBe(2);
    expect(await stored()).toEqual(ids.map(({ id }) => ({ ...common, id, flag: 1 })));
  });

  it('sends more than fits into one packet in several', async () => {
    await schema.run('CREATE TABLE texts (id INT NOT NULL PRIMARY KEY, text LONGTEXT NOT NULL)');
    const rows = Array.from({ length: 12 }, (_, id) => ({ id, text: 'ä'.repeat(700_000) }));
    const changed = await database.unitOfWork.run(() =>
      database.rawDb.executeMany('INSERT INTO texts (id, text) VALUES ($id, $text)', rows),
    );
    expect(changed).toBe(12);
    const sum = 'SELECT COUNT(*) AS n, CAST(SUM(CHAR_LENGTH(text)) AS INT) AS length FROM texts';
    expect(await database.rawDb.selectOne(sum)).toEqual({ n: 12, length: 8_400_000 });
  });

  it('stores none when one is refused, and nothing outside of a run', async () => {
    const rows = [101, 102, 101].map((id) => ({ id, ...NOTHING }));
    await expect(insert(rows)).rejects.toThrow();
    await expect(database.rawDb.executeMany(INSERT, rows)).rejects.toThrow('unit of work');
    expect(await stored()).toEqual([]);
    expect(await insert([])).toBe(0);
  });
});

it('sends instants in UTC, whatever the zone of the machine', async () => {
  const sent: unknown[] = [];
  const connection = {
    execute: (_options: unknown, values: unknown[]) => Promise.resolve(sent.push(...values)),
  };
  const at = new Date('2026-12-31T23:59:59.999Z');
  const statement = boundStatement(toPreparedSql('SELECT $at'), { at });
  await sendBound(connection as unknown as Connection, statement);
  expect(sent).toEqual(['2026-12-31 23:59:59.999']);
});
