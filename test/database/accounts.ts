import type { Database } from '../../src/database/create-database.js';
import { asSystem } from '../../src/observability/request-context.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** A schema with nothing but a table of accounts. */
export async function createAccounts(): Promise<TestDatabase> {
  const schema = await createTestDatabase({ migrated: false });
  await schema.run(`CREATE TABLE accounts (
    id INT NOT NULL PRIMARY KEY,
    organization_id UUID NULL,
    name VARCHAR(64) NULL,
    balance INT NOT NULL,
    UNIQUE KEY uq_accounts_name (name)
  )`);
  return schema;
}

let lastId = 0;

/** An id that no other test of this file uses. */
export function newAccountId(): number {
  lastId += 1;
  return lastId;
}

export async function insertAccount(database: Database, id: number, balance = 0): Promise<void> {
  await database.rawDb.execute('INSERT INTO accounts (id, balance) VALUES ($id, $balance)', {
    id,
    balance,
  });
}

/** Inserts a row in a run of its own; answers its id. */
export async function givenAccount(database: Database, balance = 0): Promise<number> {
  const id = newAccountId();
  await database.unitOfWork.run(() => insertAccount(database, id, balance));
  return id;
}

export async function setBalance(database: Database, id: number, balance: number): Promise<void> {
  await database.rawDb.execute('UPDATE accounts SET balance = $balance WHERE id = $id', {
    id,
    balance,
  });
}

export async function lockAccount(database: Database, id: number): Promise<number> {
  const row = await database.rawDb.selectOne<{ balance: number }>(
    'SELECT balance FROM accounts WHERE id = $id FOR UPDATE',
    { id },
  );
  if (row === undefined) throw new Error(`There is no account ${id}.`);
  return row.balance;
}

/** The committed balance, read outside of any run; undefined when there is no such row. */
export async function balanceOf(database: Database, id: number): Promise<number | undefined> {
  const row = await asSystem('test', () =>
    database.rawDb.selectOne<{ balance: number }>('SELECT balance FROM accounts WHERE id = $id', {
      id,
    }),
  );
  return row?.balance;
}
