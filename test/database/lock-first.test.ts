import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../src/database/create-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { balanceOf, createAccounts, givenAccount, lockAccount, setBalance } from './accounts.js';

const WRITERS = 200;

let schema: TestDatabase;
let database: Database;

beforeAll(async () => {
  schema = await createAccounts();
  database = schema.open();
});

afterAll(() => schema.drop());

it('lets 200 parallel writers of one root through, one after the other', async () => {
  const id = await givenAccount(database);
  const writers = Array.from({ length: WRITERS }, () =>
    database.unitOfWork.run(async () => {
      const balance = await lockAccount(database, id);
      await setBalance(database, id, balance + 1);
    }),
  );
  const ends = await Promise.allSettled(writers);
  expect(ends.filter((end) => end.status === 'rejected')).toEqual([]);
  expect(await balanceOf(database, id)).toBe(WRITERS);
});

it('serves two pools with 100 writers each as well', async () => {
  const id = await givenAccount(database);
  const pools = [database, schema.open()];
  const writers = Array.from({ length: WRITERS }, (_, index) => {
    const pool = pools[index % pools.length] ?? database;
    return pool.unitOfWork.run(async () => {
      const balance = await lockAccount(pool, id);
      await setBalance(pool, id, balance + 1);
    });
  });
  const ends = await Promise.allSettled(writers);
  expect(ends.filter((end) => end.status === 'rejected')).toEqual([]);
  expect(await balanceOf(database, id)).toBe(WRITERS);
});
