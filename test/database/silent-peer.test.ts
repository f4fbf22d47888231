import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import mariadb from 'mariadb';
import { apiPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { asUnavailable } from '../../src/database/database-errors.js';
import { isRefusedKill } from '../../src/database/driver.js';
import { installCrashHandlers } from '../../src/observability/install-crash-handlers.js';
import { createLogger } from '../../src/observability/logger.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { TestDatabase } from '../support/test-database.js';
import { balanceOf, createAccounts, insertAccount, newAccountId } from './accounts.js';
import { createGate } from './gate.js';

/** The promise P7: 503 in under 3 s, and recovery within 2 s of the return. */
const ANSWER_MS = 3_000;
const RECOVERY_MS = 2_000;

let schema: TestDatabase;
let proxy: TcpProxy;
let database: Database;

beforeAll(async () => {
  schema = await createAccounts();
});

afterAll(() => schema.drop());

beforeEach(async () => {
  proxy = await TcpProxy.start(schema);
  const url = new URL(schema.url);
  url.host = `127.0.0.1:${proxy.port}`;
  database = schema.open(apiPoolLimits, url.href);
  await database.rawDb.select('SELECT 1 AS one');
});

afterEach(() => proxy.stop());

interface Outcome {
  readonly status: number | undefined;
  readonly tookMs: number;
}

/** Asks at once, and tells what became of it and when. */
async function outcomeOf(ask: () => Promise<unknown>): Promise<Outcome> {
  const startedAt = performance.now();
  const status = await ask().then(
    () => 200,
    (error: unknown) => asUnavailable(error)?.output.statusCode,
  );
  return { status, tookMs: performance.now() - startedAt };
}

function expectUnavailable(outcomes: readonly Outcome[]): void {
  expect(outcomes.map((outcome) => outcome.status)).toEqual(outcomes.map(() => 503));
  expect(Math.max(...outcomes.map((outcome) => outcome.tookMs))).toBeLessThan(ANSWER_MS);
}

async function expectRecovery(): Promise<void> {
  const giveUpAt = performance.now() + RECOVERY_MS;
  let works = false;
  while (!works && performance.now() < giveUpAt) {
    const { status } = await outcomeOf(() => database.rawDb.select('SELECT 1 AS one'));
    works = status === 200;
  }
  expect(works).toBe(true);
  const id = newAccountId();
  await database.unitOfWork.run(() => insertAccount(database, id));
  expect(await balanceOf(database, id)).toBe(0);
}

describe('a database that has fallen silent', () => {
  it('fails a single read and a single run, and recovers', async () => {
    proxy.fallSilent();
    const outcomes = await Promise.all([
      outcomeOf(() => database.rawDb.select('SELECT 1 AS one')),
      outcomeOf(() => database.unitOfWork.run(() => insertAccount(database, newAccountId()))),
    ]);
    expectUnavailable(outcomes);
    proxy.speak();
    await expectRecovery();
  });

  it('fails every one of a crowd that waits for connections', async () => {
    proxy.fallSilent();
    const crowd = Array.from({ length: 60 }, (_, index) =>
      outcomeOf(() =>
        index % 2 === 0
          ? database.rawDb.select('SELECT 1 AS one')
          : database.unitOfWork.run(() => insertAccount(database, newAccountId())),
      ),
    );
    expectUnavailable(await Promise.all(crowd));
    proxy.speak();
    await expectRecovery();
  });

  it('fails a run in its middle, and keeps nothing of it', async () => {
    const id = newAccountId();
    let silentSince = 0;
    const run = database.unitOfWork.run(async () => {
      await insertAccount(database, id);
      proxy.fallSilent();
      silentSince = performance.now();
      await insertAccount(database, newAccountId());
    });
    const { status } = await outcomeOf(() => run);
    expect(status).toBe(503);
    expect(performance.now() - silentSince).toBeLessThan(ANSWER_MS);
    proxy.speak();
    await expectRecovery();
    expect(await balanceOf(schema.open(), id)).toBeUndefined();
  });

  it('fails a run when the time of the whole run is over', async () => {
    const url = new URL(schema.url);
    url.host = `127.0.0.1:${proxy.port}`;
    const patient = schema.open({ ...apiPoolLimits, silenceMs: 20_000, runMs: 500 }, url.href);
    const run = patient.unitOfWork.run(async () => {
      await insertAccount(patient, newAccountId());
      proxy.fallSilent();
      await insertAccount(patient, newAccountId());
    });
    expectUnavailable([await outcomeOf(() => run)]);
    proxy.speak();
  });

  it('does not end connections that have nothing to do', async () => {
    const connectionId = 'SELECT CONNECTION_ID() AS id';
    const hasty = schema.open({ ...apiPoolLimits, silenceMs: 100 });
    const before = await hasty.rawDb.select(connectionId);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await hasty.rawDb.select(connectionId)).toEqual(before);
  });
});

it('outlives a server that has forgotten the statement which the driver wants ended', async () => {
  const connection = await mariadb.createConnection(schema.url);
  const refusal: unknown = await connection
    .query('KILL 4000000000')
    .catch((error: unknown) => error);
  await connection.end();
  const lines: string[] = [];
  const logger = createLogger('fatal', { write: (line: string) => void lines.push(line) });
  const ended = createGate();
  const takeAway = installCrashHandlers({ logger, exit: ended.open, isHarmless: isRefusedKill });
  process.emit('unhandledRejection', refusal, Promise.resolve());
  process.emit('unhandledRejection', new Error('planted fault'), Promise.resolve());
  await ended.opened;
  takeAway();
  expect(lines).toEqual([expect.stringContaining('planted fault')]);
});
