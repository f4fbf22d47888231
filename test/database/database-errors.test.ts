import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import {
  asUnavailable,
  errorNumber,
  translateViolations,
  violatedKey,
} from '../../src/database/database-errors.js';
import { conflict, isProblem } from '../../src/shared/errors.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { TestDatabase } from '../support/test-database.js';
import { createAccounts, givenAccount, lockAccount, newAccountId } from './accounts.js';

let schema: TestDatabase;
let database: Database;

beforeAll(async () => {
  schema = await createAccounts();
  database = schema.open();
});

afterAll(() => schema.drop());

function insertNamed(name: string): Promise<number> {
  return database.unitOfWork.run(() =>
    database.rawDb.execute('INSERT INTO accounts (id, name, balance) VALUES ($id, $name, 0)', {
      id: newAccountId(),
      name,
    }),
  );
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('violatedKey', () => {
  it('names the unique key', async () => {
    await insertNamed('Ada');
    expect(violatedKey(await failureOf(insertNamed('Ada')))).toBe('uq_accounts_name');
  });

  it.each(["x' for key 'uq_other'", 'it’s', "a'b", 'line\nbreak', "x' for key 'uq_other'\nsql:"])(
    'is not misled by the value %j',
    async (name) => {
      await insertNamed(name);
      expect(violatedKey(await failureOf(insertNamed(name)))).toBe('uq_accounts_name');
    },
  );

  it('knows the primary key and nothing else', async () => {
    const id = await givenAccount(database);
    const again = database.unitOfWork.run(() =>
      database.rawDb.execute('INSERT INTO accounts (id, balance) VALUES ($id, 0)', { id }),
    );
    expect(violatedKey(await failureOf(again))).toBe('PRIMARY');
    expect(violatedKey(new Error('Duplicate entry for key'))).toBeUndefined();
    expect(violatedKey(await failureOf(database.rawDb.select('SELECT nonsense')))).toBeUndefined();
  });
});

describe('translateViolations', () => {
  const taken = { uq_accounts_name: () => conflict('name_taken', 'The name is taken.') };

  it('turns the violation into what it means', async () => {
    await insertNamed('Grace');
    const error = await failureOf(translateViolations(taken, () => insertNamed('Grace')));
    expect(isProblem(error) && error.data?.code).toBe('name_taken');
  });

  it('passes results and other errors on', async () => {
    expect(await translateViolations(taken, () => insertNamed('Linus'))).toBe(1);
    const other = new Error('something else');
    expect(await failureOf(translateViolations(taken, () => Promise.reject(other)))).toBe(other);
    await insertNamed('Edsger');
    const untranslated = await failureOf(translateViolations({}, () => insertNamed('Edsger')));
    expect(errorNumber(untranslated)).toBe(1062);
  });
});

describe('asUnavailable', () => {
  it('means 503 when nothing listens there', async () => {
    const nobody = schema.open(apiPoolLimits, 'mariadb://root:@127.0.0.1:1/none');
    const error = await failureOf(nobody.rawDb.select('SELECT 1'));
    expect(asUnavailable(error)?.data?.code).toBe('database_unavailable');
  });

  it.each(['reset', 'closed'] as const)('means 503 when the connection is %s', async (how) => {
    const proxy = await TcpProxy.start(schema);
    const url = new URL(schema.url);
    url.port = String(proxy.port);
    const far = schema.open(apiPoolLimits, url.href);
    const failure = failureOf(far.rawDb.select('SELECT SLEEP(1)'));
    await sleep(200);
    proxy.breakAll(how);
    expect(asUnavailable(await failure)?.data?.code).toBe('database_unavailable');
    await proxy.stop();
  });

  it('means 503 when all connections are taken for too long', async () => {
    const narrow = schema.open({ ...apiPoolLimits, connections: 1, acquireMs: 50 });
    await narrow.unitOfWork.run(async () => {
      const error = await failureOf(narrow.sequelize.transaction());
      expect(asUnavailable(error)?.data?.code).toBe('busy');
    });
  });

  it('means 503 when a statement takes too long', async () => {
    const hasty = schema.open({ ...apiPoolLimits, statementMs: 50 });
    const error = await failureOf(hasty.rawDb.select('SELECT SLEEP(1)'));
    expect(asUnavailable(error)?.data?.code).toBe('database_unavailable');
  });

  it('means 503 when a lock is held for too long', async () => {
    const id = await givenAccount(database);
    const other = schema.open();
    await other.unitOfWork.run(async () => {
      await lockAccount(other, id);
      const waiting = database.unitOfWork.run(() => lockAccount(database, id));
      expect(asUnavailable(await failureOf(waiting))?.data?.code).toBe('busy');
    });
  });

  it('is silent on defects of ours', async () => {
    expect(
      asUnavailable(await failureOf(database.rawDb.select('SELECT nonsense'))),
    ).toBeUndefined();
    expect(asUnavailable(new Error('bug'))).toBeUndefined();
  });
});

it('never carries parameters in the text of an error', async () => {
  await insertNamed('A private name');
  const error = await failureOf(
    database.unitOfWork.run(() =>
      database.rawDb.execute('INSERT INTO nowhere (name) VALUES ($name)', { name: 'Secret' }),
    ),
  );
  expect(String(error)).not.toContain('Secret');
});
