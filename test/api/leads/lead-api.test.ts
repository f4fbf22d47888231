import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

type Answer = Awaited<ReturnType<ReturnType<TestApp['request']>['post']>>;

function newLead(more: object = {}): Record<string, unknown> {
  return {
    showroomId: group.showroom.id,
    source: 'website',
    customer: { firstName: 'Ann', lastName: 'Lee', email: `${freshKey()}@example.com` },
    ...more,
  };
}

async function send(body: object, key = freshKey(), token = group.manager.token): Promise<Answer> {
  return app.request(token).post('/api/v1/leads').set('Idempotency-Key', key).send(body);
}

async function vehicle(more: object = {}): Promise<string> {
  const answer = await app
    .request(group.manager.token)
    .post('/api/v1/vehicles')
    .set('Idempotency-Key', freshKey())
    .send({
      showroomId: group.showroom.id,
      stockNumber: freshKey().slice(0, 12),
      condition: 'new',
      modelYear: 2026,
      make: 'Honda',
      model: 'CR-V',
      bodyStyle: 'SUV',
      mileage: 5,
      price: { amount: 3_500_000, currency: 'USD' },
      ...more,
    });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body.id as string;
}

describe('POST /leads', () => {
  it('stores the lead with all that it says, and links its customer', async () => {
    const vehicleId = await vehicle();
    const answer = await send(
      newLead({
        upType: 'phone',
        timeframe: 'this_week',
        contactMethods: ['phone', 'sms'],
        comments: 'After five, please.',
        budget: { max: { amount: 4_000_000, currency: 'USD' } },
        vehicles: [
          { vehicleId, interest: 'test-drive' },
          { make: 'Ford', model: 'Focus', year: 2018, interest: 'trade-in', condition: 'used' },
        ],
      }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/leads/${answer.body.id}`);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({
      status: 'new',
      upType: 'phone',
      timeframe: 'this_week',
      contactMethods: ['phone', 'sms'],
      comments: 'After five, please.',
      budget: { max: { amount: 4_000_000, currency: 'USD' } },
      vehicles: [
        { vehicleId, make: 'Honda', model: 'CR-V', year: 2026, interest: 'test-drive' },
        { make: 'Ford', model: 'Focus', interest: 'trade-in', condition: 'used' },
      ],
      requestedAt: answer.body.receivedAt,
      version: 1,
    });
    const read = await app.request(group.manager.token).get(`/api/v1/leads/${answer.body.id}`);
    expect(read.body).toEqual(answer.body);
  });

  it('finds the customer again by e-mail in any case', async () => {
    const email = `${freshKey()}@Example.com`;
    const first = await send(newLead({ customer: { firstName: 'Ann', email } }));
    const second = await send(
      newLead({ customer: { lastName: 'Li', email: email.toUpperCase() } }),
    );
    expect(second.body.customerId).toBe(first.body.customerId);
    const other = await send(newLead());
    expect(other.body.customerId).not.toBe(first.body.customerId);
  });

  it('names the open lead that it repeats, and one that is different repeats nothing', async () => {
    const customer = { email: `${freshKey()}@example.com` };
    const vehicles = [{ make: 'Honda', model: 'CR-V' }];
    const first = await send(newLead({ customer, vehicles }));
    const again = await send(newLead({ customer, vehicles: [{ make: 'HONDA', model: 'cr-v' }] }));
    expect(again.body).toMatchObject({ status: 'duplicate', duplicateOf: first.body.id });
    const other = await send(newLead({ customer, vehicles: [{ make: 'Honda', model: 'Civic' }] }));
    expect(other.body).not.toHaveProperty('duplicateOf');
    expect((await send(newLead({ customer }))).body.status).toBe('new');
  });

  it('has one effect for one key, also when it is sent ten times at once', async () => {
    const key = freshKey();
    const body = newLead();
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(body, key)));
    const ids = answers.filter(({ status }) => status === 201).map((one) => one.body.id as string);
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const list = await app.request(group.manager.token).get('/api/v1/leads');
    expect(list.body.data).toHaveLength(1);
    const reused = await send({ ...body, source: 'elsewhere' }, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('makes one customer of 30 leads of the same e-mail at once', async () => {
    const customer = { firstName: 'Ann', email: `${freshKey()}@example.com` };
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => send(newLead({ customer }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map(({ body }) => body.customerId as string)).size).toBe(1);
  });

  it.each([
    ['an unknown field', { bogus: 1 }, '/bogus'],
    [
      'an unknown field deep inside',
      { vehicles: [{ make: 'A', model: 'B', x: 1 }] },
      '/vehicles/0/x',
    ],
    ['an empty source', { source: ' ' }, '/source'],
    ['a source of 65 characters', { source: 'x'.repeat(65) }, '/source'],
    ['an unknown timeframe', { timeframe: 'soon' }, '/timeframe'],
    ['no customer', { customer: undefined }, '/customer'],
    ['an empty customer', { customer: {} }, '/customer'],
    ['customer and customerId', { customerId: newId() }, '/customer'],
    ['an e-mail that is none', { customer: { email: 'ann' } }, '/customer/email'],
    [
      'a budget upside down',
      { budget: { min: { amount: 2, currency: 'USD' }, max: { amount: 1, currency: 'USD' } } },
      '/budget',
    ],
  ])('refuses %s', async (_what, more, pointer) => {
    const answer = await send(newLead(more));
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('refuses a vehicle without a name, and a phone number that is none', async () => {
    const vehicles = [{ make: 'Honda', model: 'CR-V' }, { make: 'Honda' }];
    const nameless = await send(newLead({ vehicles }));
    expect([nameless.status, nameless.body.code]).toEqual([422, 'vehicle_not_named']);
    expect(nameless.body.errors[0].pointer).toBe('/vehicles/1');
    const phone = await send(newLead({ customer: { firstName: 'A', phone: '12345' } }));
    expect([phone.status, phone.body.code]).toEqual([422, 'invalid_phone']);
  });

  it('refuses ids of another tenant', async () => {
    const other = await createDealerGroup(app, { reps: 1 });
    const theirs = await send(newLead({ showroomId: other.showroom.id }));
    expect([theirs.status, theirs.body.code]).toEqual([404, 'showroom_not_found']);
    const vehicles = [{ vehicleId: await vehicle() }];
    const foreign = await send(
      { ...newLead({ vehicles }), showroomId: other.showroom.id },
      freshKey(),
      other.manager.token,
    );
    expect([foreign.status, foreign.body.code]).toEqual([404, 'vehicle_not_found']);
    const mine = await send(newLead());
    const path = `/api/v1/leads/${mine.body.id}`;
    const read = await app.request(other.admin.token).get(path);
    expect([read.status, read.body.code]).toEqual([404, 'lead_not_found']);
    const score = await app.request(other.admin.token).get(`${path}/score`);
    expect(score.status).toBe(404);
    const customerId = mine.body.customerId as string;
    const { customer, ...rest } = newLead({ showroomId: other.showroom.id });
    expect(customer).toBeDefined();
    const linked = await send({ ...rest, customerId }, freshKey(), other.manager.token);
    expect([linked.status, linked.body.code]).toEqual([404, 'customer_not_found']);
  });
});

describe('GET /leads', () => {
  it('pages through each lead once, latest first, and counts on request', async () => {
    const ids: string[] = [];
    for (let lead = 0; lead < 5; lead += 1) ids.push((await send(newLead())).body.id as string);
    const seen: string[] = [];
    let next: string | undefined = '/api/v1/leads?limit=2';
    while (next !== undefined) {
      const page: Answer = await app
        .request(group.manager.token)
        .get(next)
        .set('Prefer', 'count=exact');
      expect(page.body.page.total).toBe(5);
      seen.push(...(page.body.data as Array<{ id: string }>).map(({ id }) => id));
      next = page.body._links.next?.href as string | undefined;
    }
    expect(seen).toEqual(ids.reverse());
  });

  it('refuses a cursor of other filters, and shows no showroom without access', async () => {
    for (let lead = 0; lead < 2; lead += 1) await send(newLead());
    const page = await app.request(group.manager.token).get('/api/v1/leads?limit=1');
    const cursor = page.body.page.nextCursor as string;
    const moved = await app
      .request(group.manager.token)
      .get(`/api/v1/leads?limit=1&source=website&cursor=${cursor}`);
    expect([moved.status, moved.body.errors[0].parameter]).toEqual([400, 'cursor']);
    const elsewhere = newLead({ showroomId: group.otherShowroom.id });
    expect((await send(elsewhere, freshKey(), group.admin.token)).status).toBe(201);
    const mine = await app.request(group.manager.token).get('/api/v1/leads');
    expect(mine.body.data).toHaveLength(2);
    const all = await app.request(group.admin.token).get('/api/v1/leads');
    expect(all.body.data).toHaveLength(3);
    const other = await app
      .request(group.manager.token)
      .get(`/api/v1/leads?showroomId=${group.otherShowroom.id}`);
    expect([other.status, other.body.code]).toEqual([403, 'showroom_forbidden']);
  });
});
