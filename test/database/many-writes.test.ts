import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { apiPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { DoNotRetry } from '../../src/database/unit-of-work.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { createDeadlock } from './deadlock.js';

let schema: TestDatabase;
/** With one connection: what a run leaves behind, the next one finds. */
let narrow: Database;
let other: Database;

beforeAll(async () => {
  schema = await createTestDatabase({ migrated: false });
  await schema.run('CREATE TABLE notes (id INT NOT NULL PRIMARY KEY, text LONGTEXT NOT NULL)');
  await schema.run(`CREATE TABLE answers (id INT NOT NULL PRIMARY KEY, note_id INT NOT NULL,
    FOREIGN KEY (note_id) REFERENCES notes (id))`);
  other = schema.open({ ...apiPoolLimits, lockWaitSeconds: 5, statementMs: 10_000 });
});
beforeEach(async () => {
  await schema.run('DELETE FROM answers');
  await schema.run('DELETE FROM notes');
  narrow = schema.open({ ...apiPoolLimits, connections: 1 });
});
afterAll(() => schema.drop());

const WRITE = `INSERT INTO notes (id, text) VALUES ($id, $text)
  ON DUPLICATE KEY UPDATE text = VALUES(text)`;
/** So long that each goes in a packet of its own. */
const LONG = 'x'.repeat(100_000);
const notes = (...ids: readonly number[]) => ids.map((id) => ({ id, text: LONG }));
const answers = (...ids: readonly number[]) => ids.map((id) => ({ id }));
const INSERT_ANSWER = 'INSERT INTO answers (id, note_id) VALUES ($id, $id)';

const lock = (database: Database, id: number) =>
  database.rawDb.select('SELECT id FROM notes WHERE id = $id FOR UPDATE', { id });

async function storedIds(): Promise<number[]> {
  const rows = await other.rawDb.select<{ id: number }>('SELECT id FROM notes ORDER BY id');
  return rows.map(({ id }) => id);
}

/** An id that is there, and that nobody has locked. */
const TAKEN = 3;

/**
 * Two who wait for each other, of whom the server gives up ours: the other has written more. Calls
 * `write` once, in a run, with the id for which it has to wait; answers what became of the run.
 */
async function afterDeadlock(write: (theirs: number) => Promise<unknown>): Promise<string> {
  const [ours, theirs, ...weights] = [1, 2, 11, 12, 13];
  const before = [ours, theirs, TAKEN, ...weights];
  await other.unitOfWork.run(() => other.rawDb.executeMany(WRITE, notes(...before)));
  const changed = weights.map((id) => ({ id, text: 'changed' }));
  const weigh = () => other.rawDb.executeMany(WRITE, changed);
  const { provoke, over } = createDeadlock(other, { ours, theirs, lock, weigh });
  let attempts = 0;
  const doomed = narrow.unitOfWork.run(async () => {
    attempts += 1;
    if (attempts > 1) throw new DoNotRetry(new Error('tried again'));
    await provoke(narrow, () => write(theirs));
  });
  const outcome = await doomed.then(() => 'kept').catch((error: unknown) => String(error));
  await over;
  expect(await storedIds()).toEqual(before);
  return outcome;
}

it('keeps nothing of what was sent after a packet that ended in a deadlock', async () => {
  const write = (theirs: number) => narrow.rawDb.executeMany(WRITE, notes(theirs, 21, 22, 23));
  expect(await afterDeadlock(write)).toBe('Error: tried again');
});

it('tries again after a deadlock that came after a refusal, in a savepoint, too', async () => {
  const insert = (theirs: number) =>
    narrow.rawDb.executeMany(
      'INSERT INTO notes (id, text) VALUES ($id, $text)',
      notes(TAKEN, theirs, 21),
    );
  const outcome = await afterDeadlock(async (theirs) => {
    await narrow.unitOfWork.savepoint(() => insert(theirs)).catch(() => undefined);
    await narrow.rawDb.executeMany(WRITE, notes(31));
  });
  expect(outcome).toBe('Error: tried again');
});

it('keeps nothing that follows a beginning which the server did not understand', async () => {
  const run = narrow.unitOfWork.run(() =>
    Promise.all([
      narrow.rawDb.execute('INSERT INTO notes (id, text) VALUE OF NOTHING'),
      narrow.rawDb.execute(`INSERT INTO notes (id, text) VALUES (5, 'alone')`),
    ]),
  );
  await expect(run).rejects.toThrow('syntax');
  expect(await storedIds()).toEqual([]);
});

it('leaves no failure unheard when a row cannot be made', async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  function* rows() {
    yield* notes(1, 1);
    throw new Error('no more rows');
  }
  const insert = 'INSERT INTO notes (id, text) VALUES ($id, $text)';
  const run = narrow.unitOfWork.run(() => narrow.rawDb.executeMany(insert, rows()));
  await expect(run).rejects.toThrow('no more rows');
  await nextTurn();
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});

it('is patient with a server that works on what was sent before', async () => {
  const patient = schema.open({ ...apiPoolLimits, silenceMs: 400 });
  const slow = 'INSERT INTO notes (id, text) VALUES ($id + SLEEP(0.15), $text)';
  const run = patient.unitOfWork.run(() => patient.rawDb.executeMany(slow, notes(1, 2, 3, 4)));
  expect(await run).toBe(4);
});

it.each(['commits', 'is rolled back'])('leaves nothing open when a run %s', async (end) => {
  const run = narrow.unitOfWork.run(async () => {
    await narrow.rawDb.executeMany(WRITE, notes(1, 2));
    if (end !== 'commits') throw new Error('not so');
  });
  await Promise.allSettled([run]);
  await narrow.rawDb.append(`INSERT INTO notes (id, text) VALUES (3, 'alone')`);
  expect(await storedIds()).toEqual(end === 'commits' ? [1, 2, 3] : [3]);
});

it('does what was sent together in its order, whichever the server knows already', async () => {
  await narrow.unitOfWork.run(async () => {
    await narrow.rawDb.execute(`INSERT INTO notes (id, text) VALUES (1, 'first')`);
    await narrow.rawDb.executeMany(INSERT_ANSWER, answers(1));
  });
  await narrow.unitOfWork.run(() =>
    Promise.all([
      narrow.rawDb.executeMany(WRITE, notes(2, 3)),
      narrow.rawDb.executeMany(INSERT_ANSWER, answers(2, 3)),
    ]),
  );
  expect(await storedIds()).toEqual([1, 2, 3]);
});

it('answers other statements when all that was sent before is done', async () => {
  const rows = await narrow.unitOfWork.run(async () => {
    const sent = narrow.rawDb.executeMany(WRITE, notes(1, 2, 3));
    const count = narrow.rawDb.select('SELECT COUNT(*) AS count FROM notes');
    await sent;
    return count;
  });
  expect(rows).toEqual([{ count: 3 }]);
});

it('keeps nothing of a run in which many writes have failed, whoever has heard of it', async () => {
  const run = narrow.unitOfWork.run(async () => {
    await narrow.rawDb.execute(`INSERT INTO notes (id, text) VALUES (1, 'first')`);
    await narrow.rawDb.executeMany(INSERT_ANSWER, answers(7)).catch(() => undefined);
  });
  await expect(run).rejects.toThrow('foreign key');
  expect(await storedIds()).toEqual([]);
});
