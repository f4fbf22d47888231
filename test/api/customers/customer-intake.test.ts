import { RawDb } from '../../../src/database/tenant-db.js';
import type { Database } from '../../../src/database/create-database.js';
import { EventPublisher } from '../../../src/events/event-publisher.js';
import { createCustomerModule } from '../../../src/modules/customers/index.js';
import type {
  CustomerIntake,
  CustomerRow,
  CustomerService,
  IntakeResult,
} from '../../../src/modules/customers/index.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import { systemClock } from '../../../src/shared/clock.js';
import { newId } from '../../../src/shared/ids.js';
import { createTestDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

let testDatabase: TestDatabase;
let database: Database;
let customers: CustomerService;
let organizationId: string;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = testDatabase.open();
  const { rawDb, unitOfWork } = database;
  const events = new EventPublisher({
    ...{ rawDb, unitOfWork, clock: systemClock, wakeRelay: () => undefined },
  });
  customers = createCustomerModule({ database, events, clock: systemClock }).service;
});

afterAll(() => testDatabase.drop());

beforeEach(async () => {
  organizationId = await newOrganization();
});

async function newOrganization(): Promise<string> {
  const id = newId();
  await testDatabase.run(
    `INSERT INTO organizations (id, name, created_at) VALUES ('${id}', 'Group', NOW(3))`,
  );
  return id;
}

function intake(contact: CustomerIntake, organization = organizationId): Promise<IntakeResult> {
  return asOrganization(organization, () =>
    database.unitOfWork.run(() => customers.resolveForIntake(contact)),
  );
}

/** As staff enter somebody. */
function enter(firstName: string, address: string): Promise<CustomerRow> {
  return asOrganization(organizationId, () =>
    customers.create({ firstName, emails: [{ address }] }),
  );
}

/** As many at once as a burst of web leads; the pool has fewer connections than that. */
async function parallel(contacts: readonly CustomerIntake[]): Promise<IntakeResult[]> {
  return Promise.all(contacts.map((contact) => intake(contact)));
}

function rowsOf(sql: string): Promise<object[]> {
  return new RawDb(database.sequelize).select(sql, { organizationId });
}

const countCustomers = async (): Promise<number> =>
  (await rowsOf('SELECT id FROM customers WHERE organization_id = $organizationId')).length;

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

describe('resolveForIntake', () => {
  it('creates a customer whom nobody knows', async () => {
    const result = await intake({ firstName: 'Ada', email: 'Ada@Example.com', channel: 'web' });

    expect(result.created).toBe(true);
    const row = await asOrganization(organizationId, () => customers.require(result.customerId));
    expect(row).toMatchObject({ firstName: 'Ada', lastName: null, version: 1, channels: ['web'] });
    expect(row.emails).toEqual([{ address: 'ada@example.com', verified: false }]);
  });

  it('creates a new customer each time when there is nothing to know one by', async () => {
    const [one, other] = await parallel([{ firstName: 'Ada' }, { firstName: 'Ada' }]);
    expect(one?.customerId).not.toBe(other?.customerId);
  });

  it('links by e-mail whatever its letter case, and changes nothing that is known', async () => {
    const first = await intake({ firstName: 'Ada', email: 'ada@example.com' });
    const second = await intake({ firstName: 'Adele', email: ' ADA@example.COM ' });

    expect(second).toEqual({ customerId: first.customerId, created: false });
    const row = await asOrganization(organizationId, () => customers.require(first.customerId));
    expect(row).toMatchObject({ firstName: 'Ada', version: 1 });
  });

  it('links by phone however it is written', async () => {
    const first = await intake({ lastName: 'Byron', phone: '(312) 555-0142' });
    const second = await intake({ lastName: 'Byron', phone: '+1 312 555 0142' });
    expect(second).toEqual({ customerId: first.customerId, created: false });
  });

  it('adds what is new to a known profile, and tells that it has changed', async () => {
    const { customerId } = await intake({ lastName: 'Byron', email: 'ada@example.com' });
    await intake({
      ...{ firstName: 'Ada', email: 'ada@example.com', phone: '312 555 0142', channel: 'sms' },
    });

    const row = await asOrganization(organizationId, () => customers.require(customerId));
    expect(row).toMatchObject({ firstName: 'Ada', lastName: 'Byron', version: 2 });
    expect(row.phones).toEqual([{ number: '+13125550142', verified: false }]);
    expect(row.channels).toEqual(['sms']);
    const events = await rowsOf(
      `SELECT type, version, data FROM events WHERE organization_id = $organizationId
       ORDER BY position`,
    );
    expect(events).toMatchObject([
      { type: 'customer.created', version: 1 },
      { type: 'customer.profile_updated', version: 2 },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Ada|Byron|example|555/);
  });

  it('links by the phone that an earlier intake by e-mail has added', async () => {
    const first = await intake({ firstName: 'Ada', email: 'ada@example.com' });
    await intake({ email: 'ada@example.com', phone: '312 555 0142' });
    const third = await intake({ firstName: 'A.', phone: '312 555 0142' });
    expect(third.customerId).toBe(first.customerId);
  });

  it('prefers the e-mail where e-mail and phone lead to two customers', async () => {
    const byPhone = await intake({ firstName: 'Bill', phone: '312 555 0142' });
    const byEmail = await intake({ firstName: 'Ada', email: 'ada@example.com' });
    const both = await intake({ email: 'ada@example.com', phone: '312 555 0142' });

    expect(both.customerId).toBe(byEmail.customerId);
    expect((await intake({ phone: '312 555 0142' })).customerId).toBe(byPhone.customerId);
  });

  it('links to the oldest of those that staff have entered with the same address', async () => {
    const oldest = await enter('Ada', 'ada@example.com');
    await enter('Adele', 'ADA@example.com');
    expect((await intake({ email: 'ada@example.com' })).customerId).toBe(oldest.id);
  });

  it('knows nobody of another organization', async () => {
    const other = await newOrganization();
    const theirs = await intake({ firstName: 'Ada', email: 'ada@example.com' }, other);
    const ours = await intake({ firstName: 'Ada', email: 'ada@example.com' });
    expect(ours.created).toBe(true);
    expect(ours.customerId).not.toBe(theirs.customerId);
  });

  it('refuses a phone that is none, pointing at it, and creates nobody', async () => {
    await expect(intake({ firstName: 'Ada', phone: 'call me' })).rejects.toMatchObject({
      data: { code: 'invalid_phone', errors: [{ pointer: '/customer/phone' }] },
    });
    expect(await countCustomers()).toBe(0);
  });

  it('leaves no trace of an intake that is rolled back', async () => {
    const failure = new Error('The lead could not be stored.');
    const failing = asOrganization(organizationId, () =>
      database.unitOfWork.run(async () => {
        await customers.resolveForIntake({ firstName: 'Ada', email: 'ada@example.com' });
        throw failure;
      }),
    );
    await expect(failing).rejects.toBe(failure);
    expect((await intake({ firstName: 'Ada', email: 'ada@example.com' })).created).toBe(true);
  });
});

describe('50 intakes at once', () => {
  it('make one customer of one e-mail', async () => {
    const results = await parallel(range(50).map(() => ({ email: 'ada@example.com' })));
    expect(new Set(results.map(({ customerId }) => customerId)).size).toBe(1);
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await countCustomers()).toBe(1);
  });

  it('make one customer of one phone under different e-mails', async () => {
    const results = await parallel(
      range(50).map((n) => ({ email: `ada${n}@example.com`, phone: '312 555 0142' })),
    );
    expect(results.filter(({ created }) => created)).toHaveLength(1);
    expect(await countCustomers()).toBe(1);
    const emails = await rowsOf(
      'SELECT address FROM customer_emails WHERE organization_id = $organizationId',
    );
    expect(emails).toHaveLength(50);
  });

  it('make a customer of each e-mail when all differ', async () => {
    const results = await parallel(range(50).map((n) => ({ email: `ada${n}@example.com` })));
    expect(results.every(({ created }) => created)).toBe(true);
    expect(await countCustomers()).toBe(50);
  });

  it('wait for each other, and none is tried again, when points are shared crosswise', async () => {
    let attempts = 0;
    await Promise.all(
      range(50).map((n) =>
        asOrganization(organizationId, () =>
          database.unitOfWork.run(() => {
            attempts += 1;
            const phone = `312 555 01${10 + (n % 5)}`;
            return customers.resolveForIntake({ email: `ada${n % 7}@example.com`, phone });
          }),
        ),
      ),
    );
    expect(attempts).toBe(50);
    const shared = await rowsOf(
      `SELECT address FROM customer_emails WHERE organization_id = $organizationId
       GROUP BY address HAVING COUNT(DISTINCT customer_id) > 1`,
    );
    expect(shared).toEqual([]);
  });
});
