import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { DeferredWriteError, violatedKey } from '../../src/database/database-errors.js';
import { OutsideUnitOfWorkError } from '../../src/database/run.js';
import type { TestDatabase } from '../support/test-database.js';
import {
  balanceOf,
  createAccounts,
  givenAccount,
  insertAccount,
  lockAccount,
  newAccountId,
  setBalance,
} from './accounts.js';
import { createGate } from './gate.js';

let schema: TestDatabase;
let database: Database;
let other: Database;

beforeAll(async () => {
  schema = await createAccounts();
  database = schema.open();
  other = schema.open({ ...apiPoolLimits, lockWaitSeconds: 5, statementMs: 10_000 });
});

afterAll(() => schema.drop());

async function insertLater(id: number, balance = 0): Promise<void> {
  const sql = 'INSERT INTO accounts (id, balance) VALUES ($id, $balance)';
  await database.rawDb.executeLater(sql, { id, balance });
}

async function setLater(id: number, balance: number): Promise<void> {
  const sql = 'UPDATE accounts SET balance = $balance WHERE id = $id';
  await database.rawDb.executeLater(sql, { id, balance });
}

describe('a write that is put off', () => {
  it('is done before the next statement of the run, in its order', async () => {
    const id = newAccountId();
    const seen = await database.unitOfWork.run(async () => {
      await Promise.all([insertLater(id, 1), setBalance(database, id, 2), setLater(id, 3)]);
      return lockAccount(database, id);
    });
    expect(seen).toBe(3);
  });

  it('is done with the COMMIT, and nobody sees it before', async () => {
    const [one, two] = [newAccountId(), newAccountId()];
    await database.unitOfWork.run(async () => {
      await insertLater(one, 1);
      await insertLater(two, 2);
      expect(await balanceOf(other, one)).toBeUndefined();
    });
    expect([await balanceOf(other, one), await balanceOf(other, two)]).toEqual([1, 2]);
  });

  it('may be all that a run does, at any isolation', async () => {
    const id = newAccountId();
    await database.unitOfWork.run(() => insertLater(id, 1));
    await database.unitOfWork.run(() => setLater(id, 2), { isolation: 'read-committed' });
    expect(await balanceOf(other, id)).toBe(2);
  });

  it('is undone with the run', async () => {
    const [sent, unsent] = [newAccountId(), newAccountId()];
    const run = database.unitOfWork.run(async () => {
      await insertLater(sent);
      await lockAccount(database, sent);
      await insertLater(unsent);
      throw new Error('changed my mind');
    });
    await expect(run).rejects.toThrow('changed my mind');
    await database.unitOfWork.run(() => insertLater(newAccountId()));
    expect([await balanceOf(other, sent), await balanceOf(other, unsent)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('needs a run that is open', async () => {
    await expect(insertLater(newAccountId())).rejects.toThrow(OutsideUnitOfWorkError);
    const gate = createGate();
    const late = await database.unitOfWork.run(() =>
      Promise.resolve({ write: gate.opened.then(() => insertLater(newAccountId())) }),
    );
    gate.open();
    await expect(late.write).rejects.toThrow(OutsideUnitOfWorkError);
  });
});

describe('a write that was put off and fails', () => {
  it('fails the run at its COMMIT, of which nothing is kept', async () => {
    const [taken, before, after] = [await givenAccount(database), newAccountId(), newAccountId()];
    const run = database.unitOfWork.run(async () => {
      await insertLater(before);
      await insertLater(taken);
      await insertLater(after);
    });
    await expect(run).rejects.toThrow(DeferredWriteError);
    expect([await balanceOf(other, before), await balanceOf(other, after)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('is no answer to the statement before which it was sent, and dooms the run', async () => {
    const [taken, innocent] = [await givenAccount(database), newAccountId()];
    let heard: unknown;
    const run = database.unitOfWork.run(async () => {
      await insertLater(taken);
      await insertAccount(database, innocent).catch((error: unknown) => {
        heard = error;
      });
    });
    await expect(run).rejects.toThrow(DeferredWriteError);
    expect(violatedKey(heard)).toBeUndefined();
    expect(await balanceOf(other, innocent)).toBeUndefined();
  });

  it('undoes a savepoint alone', async () => {
    const [taken, outer, inner] = [await givenAccount(database), newAccountId(), newAccountId()];
    await database.unitOfWork.run(async () => {
      await insertLater(outer);
      const part = database.unitOfWork.savepoint(async () => {
        await insertLater(inner);
        await insertLater(taken);
      });
      await expect(part).rejects.toThrow(DeferredWriteError);
      const broken = database.unitOfWork.savepoint(async () => {
        await insertLater(inner);
        throw new Error('changed my mind');
      });
      await expect(broken).rejects.toThrow('changed my mind');
    });
    expect([await balanceOf(other, outer), await balanceOf(other, inner)]).toEqual([0, undefined]);
  });

  it('by a deadlock at the COMMIT has the whole run done again, once', async () => {
    const [ours, theirs] = [await givenAccount(database), await givenAccount(database)];
    const weights = await Promise.all([1, 2, 3].map(() => givenAccount(database)));
    const [weLocked, theyWait] = [createGate(), createGate()];
    const theirRun = other.unitOfWork.run(async () => {
      for (const weight of weights) await setBalance(other, weight, 1);
      await lockAccount(other, theirs);
      await weLocked.opened;
      const waiting = lockAccount(other, ours);
      theyWait.open();
      await waiting;
    });
    const attempts: number[] = [];
    await database.unitOfWork.run(async () => {
      attempts.push(newAccountId());
      await lockAccount(database, ours);
      weLocked.open();
      await theyWait.opened;
      await insertLater(attempts.at(-1) ?? 0);
      await setLater(theirs, 7);
    });
    await theirRun;
    expect(attempts).toHaveLength(2);
    const kept = await Promise.all(attempts.map((id) => balanceOf(other, id)));
    expect(kept).toEqual([undefined, 0]);
    expect(await balanceOf(other, theirs)).toBe(7);
  });
});

it('a run that says nothing to the database asks nothing of it', async () => {
  const seen: string[] = [];
  const end = database.sequelize.observe((sql) => seen.push(sql));
  const result = await database.unitOfWork.run(() => Promise.resolve('done'));
  end();
  expect([result, seen]).toEqual(['done', []]);
});

it('every statement that is sent with others is observed by itself', async () => {
  const watched = createDatabase({ url: schema.url }, apiPoolLimits);
  const seen: string[] = [];
  watched.sequelize.observe((sql) => seen.push(sql));
  await watched.unitOfWork.run(async () => {
    const sql = 'UPDATE accounts SET balance = $balance WHERE id = 0';
    await watched.rawDb.executeLater(sql, { balance: 1 });
    await watched.rawDb.executeLater(sql, { balance: 2 });
  });
  await watched.close();
  expect(seen).toEqual(Array(2).fill('UPDATE accounts SET balance = $balance WHERE id = 0'));
});
