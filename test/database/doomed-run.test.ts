import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { asUnavailable, errorNumber } from '../../src/database/database-errors.js';
import { DoNotRetry } from '../../src/database/unit-of-work.js';
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
import { createDeadlock } from './deadlock.js';
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

type Doom = () => Promise<void>;

/** Makes the run that calls it the victim of a deadlock: the lighter one is rolled back. */
async function givenDeadlock(): Promise<{
  provoke: (beside?: Doom) => Promise<void>;
  over: Promise<void>;
}> {
  const [ours, theirs] = [await givenAccount(database), await givenAccount(database)];
  const weights = await Promise.all([1, 2, 3].map(() => givenAccount(database)));
  const deadlock = createDeadlock(other, {
    ...{ ours, theirs, lock: lockAccount },
    weigh: async () => {
      for (const weight of weights) await setBalance(other, weight, 1);
    },
  });
  const provoke = (beside?: Doom): Promise<void> =>
    deadlock.provoke(database, () => Promise.all([lockAccount(database, theirs), beside?.()]));
  return { provoke, over: deadlock.over };
}

/** Another run changes a row after our snapshot was taken. */
async function givenChangedSnapshot(): Promise<{ provoke: Doom; over: Promise<void> }> {
  const id = await givenAccount(database);
  const provoke = async (): Promise<void> => {
    await balanceOf(database, id);
    await other.unitOfWork.run(() => setBalance(other, id, 10));
    await lockAccount(database, id);
  };
  return { provoke, over: Promise.resolve() };
}

/** Another run holds the lock for longer than we wait. */
async function givenLockWait(): Promise<{ provoke: Doom; over: Promise<void> }> {
  const id = await givenAccount(database);
  const [locked, tired] = [createGate(), createGate()];
  const over = other.unitOfWork.run(async () => {
    await lockAccount(other, id);
    locked.open();
    await tired.opened;
  });
  const provoke = async (): Promise<void> => {
    await locked.opened;
    await lockAccount(database, id).finally(tired.open);
  };
  return { provoke, over };
}

describe.each([
  ['a deadlock', 1213, givenDeadlock],
  ['a changed snapshot', 1020, givenChangedSnapshot],
  ['a lock wait that took too long', 1205, givenLockWait],
])('after %s', (_name, number, given) => {
  it('refuses every further statement and COMMIT, also when the error was caught', async () => {
    const { provoke, over } = await given();
    const [before, after] = [newAccountId(), newAccountId()];
    const caught: unknown[] = [];
    const run = database.unitOfWork.run(async () => {
      if (caught.length > 0) throw new DoNotRetry(new Error('second attempt'));
      await insertAccount(database, before);
      await provoke().catch((error: unknown) => caught.push(error));
      await insertAccount(database, after).catch((error: unknown) => caught.push(error));
      await balanceOf(database, before).catch((error: unknown) => caught.push(error));
    });
    await expect(run).rejects.toThrow('second attempt');
    await over;
    expect(caught.map(errorNumber)).toEqual([number, number, number]);
    expect(await balanceOf(database, before)).toBeUndefined();
    expect(await balanceOf(database, after)).toBeUndefined();
  });

  it('is not overcome by a savepoint', async () => {
    const { provoke, over } = await given();
    const id = newAccountId();
    let attempts = 0;
    const run = database.unitOfWork.run(async () => {
      attempts += 1;
      if (attempts > 1) throw new DoNotRetry(new Error('second attempt'));
      await insertAccount(database, id);
      await database.unitOfWork.savepoint(() => provoke()).catch(() => 'ignored');
    });
    await expect(run).rejects.toThrow('second attempt');
    await over;
    expect(await balanceOf(database, id)).toBeUndefined();
  });

  it('repeats the outermost run as a whole, which then succeeds', async () => {
    const { provoke, over } = await given();
    const id = newAccountId();
    const committed: number[] = [];
    let attempts = 0;
    const result = await database.unitOfWork.run(async () => {
      attempts += 1;
      const attempt = attempts;
      database.unitOfWork.onCommitted(() => void committed.push(attempt));
      await insertAccount(database, id, attempt);
      await database.unitOfWork.run(async () => {
        if (attempt === 1) await provoke();
      });
      return `attempt ${attempt}`;
    });
    await over;
    expect(result).toBe('attempt 2');
    expect(committed).toEqual([2]);
    expect(await balanceOf(database, id)).toBe(2);
  });

  it('repeats it also when the run has made another error of it', async () => {
    const { provoke, over } = await given();
    let attempts = 0;
    await database.unitOfWork.run(async () => {
      attempts += 1;
      if (attempts > 1) return;
      await provoke().catch(() => {
        throw new Error('translated');
      });
    });
    await over;
    expect(attempts).toBe(2);
  });

  it('does not repeat it after DoNotRetry', async () => {
    const { provoke, over } = await given();
    const reason = new Error('still in progress');
    let attempts = 0;
    const run = database.unitOfWork.run(async () => {
      attempts += 1;
      await provoke().catch(() => {
        throw new DoNotRetry(reason);
      });
    });
    await expect(run).rejects.toBe(reason);
    await over;
    expect(attempts).toBe(1);
  });
});

it('does not send a statement of the same run behind one that deadlocks', async () => {
  const { provoke, over } = await givenDeadlock();
  const id = newAccountId();
  let attempts = 0;
  const run = database.unitOfWork.run(async () => {
    attempts += 1;
    if (attempts > 1) throw new DoNotRetry(new Error('second attempt'));
    await provoke(() => insertAccount(database, id));
  });
  await expect(run).rejects.toThrow('second attempt');
  await over;
  expect(await balanceOf(database, id)).toBeUndefined();
});

it('gives up after three repetitions, with an error that means 503', async () => {
  const id = await givenAccount(database);
  let attempts = 0;
  const run = database.unitOfWork.run(async () => {
    attempts += 1;
    await balanceOf(database, id);
    await other.unitOfWork.run(() => setBalance(other, id, attempts));
    await setBalance(database, id, 100);
  });
  const error: unknown = await run.catch((reason: unknown) => reason);
  expect(errorNumber(error)).toBe(1020);
  expect(asUnavailable(error)?.output.statusCode).toBe(503);
  expect(attempts).toBe(4);
});

describe('a COMMIT that fails', () => {
  /** Ends the connection of the run that calls it, as a crash of the server would. */
  async function killOwnConnection(): Promise<void> {
    const [row] = await database.rawDb.select<{ id: number }>('SELECT CONNECTION_ID() AS id');
    await schema.run(`KILL ${row?.id}`);
  }

  it('is reported, does nothing that waits for a COMMIT and keeps nothing', async () => {
    const id = newAccountId();
    const done: string[] = [];
    let attempts = 0;
    const run = database.unitOfWork.run(async () => {
      attempts += 1;
      await insertAccount(database, id);
      database.unitOfWork.onCommitted(() => void done.push('never'));
      await killOwnConnection();
    });
    const error: unknown = await run.catch((reason: unknown) => reason);
    expect(asUnavailable(error)?.output.statusCode).toBe(503);
    expect(attempts).toBe(1);
    expect(done).toEqual([]);
    expect(await balanceOf(database, id)).toBeUndefined();
  });

  it('does not harm the runs that follow', async () => {
    const id = await givenAccount(database, 3);
    expect(await balanceOf(database, id)).toBe(3);
  });
});

it('neither fails nor repeats a run for what fails after its COMMIT', async () => {
  const reported: unknown[] = [];
  const careful = createDatabase({ url: schema.url }, apiPoolLimits, (error) => {
    reported.push(error);
  });
  const id = newAccountId();
  const missing = newAccountId();
  let attempts = 0;
  await careful.unitOfWork.run(async () => {
    attempts += 1;
    await insertAccount(careful, id);
    careful.unitOfWork.onCommitted(() => insertAccount(careful, missing));
  });
  await careful.close();
  expect(attempts).toBe(1);
  expect(reported).toHaveLength(1);
  expect(await balanceOf(database, id)).toBe(0);
});
