import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '../../src/database/create-database.js';
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

beforeAll(async () => {
  schema = await createAccounts();
  database = schema.open();
});

afterAll(() => schema.drop());

describe('UnitOfWork.run', () => {
  it('keeps two interleaved runs apart', async () => {
    const [first, second] = [newAccountId(), newAccountId()];
    const firstWrote = createGate();
    const secondWrote = createGate();
    const failing = database.unitOfWork.run(async () => {
      await insertAccount(database, first);
      firstWrote.open();
      await secondWrote.opened;
      await setBalance(database, first, 1);
      throw new Error('changed my mind');
    });
    const succeeding = database.unitOfWork.run(async () => {
      await firstWrote.opened;
      await insertAccount(database, second);
      secondWrote.open();
      await setBalance(database, second, 2);
    });
    const [failed] = await Promise.allSettled([failing, succeeding]);
    expect(failed.status).toBe('rejected');
    expect(await balanceOf(database, first)).toBeUndefined();
    expect(await balanceOf(database, second)).toBe(2);
  });

  it('joins the outer run when nested: one fate for all', async () => {
    const [outer, inner] = [newAccountId(), newAccountId()];
    const run = database.unitOfWork.run(async () => {
      await insertAccount(database, outer);
      await database.unitOfWork.run(() => insertAccount(database, inner));
      throw new Error('after the inner one');
    });
    await expect(run).rejects.toThrow('after the inner one');
    expect(await balanceOf(database, inner)).toBeUndefined();
    expect(await balanceOf(database, outer)).toBeUndefined();
  });

  it('is doomed by a nested failure, also when the outer run has caught it', async () => {
    const [before, after] = [newAccountId(), newAccountId()];
    const seen: unknown[] = [];
    const run = database.unitOfWork.run(async () => {
      await insertAccount(database, before);
      await database.unitOfWork
        .run(() => Promise.reject(new Error('inner')))
        .catch((error: unknown) => seen.push(error));
      await insertAccount(database, after).catch((error: unknown) => seen.push(error));
    });
    await expect(run).rejects.toThrow('inner');
    expect(seen).toEqual([new Error('inner'), new Error('inner')]);
    expect(await balanceOf(database, before)).toBeUndefined();
    expect(await balanceOf(database, after)).toBeUndefined();
  });

  it('commits what parallel children of one run have written, all in its transaction', async () => {
    const ids = [newAccountId(), newAccountId(), newAccountId()];
    await database.unitOfWork.run(async () => {
      await Promise.all(ids.map((id) => insertAccount(database, id, id)));
      for (const id of ids) expect(await balanceOf(database, id)).toBe(id);
      const outside = await schema.open().rawDb.select('SELECT id FROM accounts WHERE id >= $id', {
        id: ids[0],
      });
      expect(outside).toEqual([]);
    });
    for (const id of ids) expect(await balanceOf(database, id)).toBe(id);
  });

  it('takes back what parallel children have written when one of them fails', async () => {
    const [kept, twice] = [newAccountId(), await givenAccount(database)];
    const run = database.unitOfWork.run(() =>
      Promise.all([insertAccount(database, kept), insertAccount(database, twice)]),
    );
    await expect(run).rejects.toThrow();
    expect(await balanceOf(database, kept)).toBeUndefined();
  });

  it('refuses a write that comes after its run has ended', async () => {
    const id = newAccountId();
    let late: Promise<void> | undefined;
    await database.unitOfWork.run(async () => {
      await balanceOf(database, id);
      late = sleep(30).then(() => insertAccount(database, id));
    });
    await expect(late).rejects.toThrow(OutsideUnitOfWorkError);
    expect(await balanceOf(database, id)).toBeUndefined();
  });

  it('refuses a statement that nobody waited for and that has not begun at the end', async () => {
    const [first, second] = [newAccountId(), newAccountId()];
    let unawaited: Array<Promise<void>> = [];
    await database.unitOfWork.run(() => {
      unawaited = [insertAccount(database, first), insertAccount(database, second)];
      return Promise.resolve();
    });
    const ends = await Promise.allSettled(unawaited);
    for (const [index, id] of [first, second].entries()) {
      const isThere = (await balanceOf(database, id)) !== undefined;
      expect(isThere).toBe(ends[index]?.status === 'fulfilled');
    }
    expect(ends[1]?.status).toBe('rejected');
  });

  it.each([
    ['an insert', 'INSERT INTO accounts (id, balance) VALUES (-1, 0)'],
    ['an update', ' update accounts SET balance = 1'],
    ['a delete', 'DELETE FROM accounts'],
    ['a replace', 'REPLACE INTO accounts (id, balance) VALUES (-1, 0)'],
    ['a truncate', 'TRUNCATE accounts'],
    ['a write behind a comment', '/* quick */ DELETE FROM accounts'],
    ['a locking read', 'SELECT id FROM accounts FOR\n UPDATE'],
    ['a shared lock', 'SELECT id FROM accounts LOCK IN SHARE MODE'],
    ['a call', 'CALL sweep()'],
  ])('refuses %s outside a run', async (_name, sql) => {
    await expect(database.rawDb.execute(sql)).rejects.toThrow(OutsideUnitOfWorkError);
  });

  it('lets plain reads pass outside a run', async () => {
    const id = await givenAccount(database, 7);
    expect(await balanceOf(database, id)).toBe(7);
    expect(database.unitOfWork.isActive()).toBe(false);
  });
});

describe('UnitOfWork.savepoint', () => {
  it('undoes only its own part', async () => {
    const [before, within, after] = [newAccountId(), newAccountId(), newAccountId()];
    await database.unitOfWork.run(async () => {
      await insertAccount(database, before);
      const part = database.unitOfWork.savepoint(async () => {
        await insertAccount(database, within);
        throw new Error('this part only');
      });
      await expect(part).rejects.toThrow('this part only');
      await insertAccount(database, after);
    });
    expect(await balanceOf(database, before)).toBe(0);
    expect(await balanceOf(database, within)).toBeUndefined();
    expect(await balanceOf(database, after)).toBe(0);
  });

  it('undoes a nested failure that was caught inside it', async () => {
    const [within, after] = [newAccountId(), newAccountId()];
    await database.unitOfWork.run(async () => {
      const part = database.unitOfWork.savepoint(async () => {
        await insertAccount(database, within);
        const nested = database.unitOfWork.run(() => Promise.reject(new Error('nested')));
        await nested.catch(() => 'ignored');
      });
      await expect(part).rejects.toThrow('nested');
      await insertAccount(database, after);
    });
    expect(await balanceOf(database, within)).toBeUndefined();
    expect(await balanceOf(database, after)).toBe(0);
  });

  it('drops what the undone part wanted done after the commit', async () => {
    const done: string[] = [];
    await database.unitOfWork.run(async () => {
      await database.unitOfWork.savepoint(async () => {
        database.unitOfWork.onCommitted(() => void done.push('kept'));
        await Promise.resolve();
      });
      const undone = database.unitOfWork.savepoint(() => {
        database.unitOfWork.onCommitted(() => void done.push('undone'));
        return Promise.reject(new Error('no'));
      });
      await expect(undone).rejects.toThrow('no');
    });
    expect(done).toEqual(['kept']);
  });

  it('lets nothing of the run write beside it', async () => {
    const id = newAccountId();
    await database.unitOfWork.run(async () => {
      const entered = createGate();
      const leave = createGate();
      const part = database.unitOfWork.savepoint(() => {
        entered.open();
        return leave.opened;
      });
      await entered.opened;
      await expect(insertAccount(database, id)).rejects.toThrow(OutsideUnitOfWorkError);
      leave.open();
      await part;
    });
  });
});

describe('UnitOfWork.onCommitted', () => {
  it('runs after the commit and before the run resolves, in order', async () => {
    const id = newAccountId();
    const done: string[] = [];
    await database.unitOfWork.run(async () => {
      await insertAccount(database, id, 5);
      database.unitOfWork.onCommitted(async () => {
        done.push(`first sees ${await balanceOf(database, id)}`);
      });
      database.unitOfWork.onCommitted(() => void done.push('second'));
      await lockAccount(database, id);
      done.push('in the run');
    });
    expect(done).toEqual(['in the run', 'first sees 5', 'second']);
  });

  it('does not run when the run was rolled back', async () => {
    const done: string[] = [];
    const run = database.unitOfWork.run(() => {
      database.unitOfWork.onCommitted(() => void done.push('never'));
      return Promise.reject(new Error('no'));
    });
    await expect(run).rejects.toThrow('no');
    expect(done).toEqual([]);
  });

  it('needs a run', () => {
    expect(() => database.unitOfWork.onCommitted(() => undefined)).toThrow('open unit of work');
  });
});
