import type { Response } from 'supertest';
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

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

const repToken = (): string => group.reps[0]?.token ?? '';

function create(body: object, token = repToken()): Promise<Response> {
  return app.request(token).post('/api/v1/customers').send(body).then();
}

function read(customerId: string, token = repToken()): Promise<Response> {
  return app.request(token).get(`/api/v1/customers/${customerId}`).then();
}

function list(query: Record<string, string | number> = {}, token = repToken()) {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) text.set(key, String(value));
  return app.request(token).get(`/api/v1/customers?${text.toString()}`);
}

const ada = {
  firstName: 'Ada',
  lastName: 'Byron',
  emails: [
    { address: 'Ada@Example.com', type: 'home', verified: true },
    { address: 'byron@work.example' },
  ],
  phones: [{ number: '(312) 555-0142', type: 'mobile' }, { number: '+44 20 7946 0958' }],
  preferences: { contactBy: 'sms', testDrives: 2, newsletter: false },
  interests: { makes: ['Mazda'], models: ['CX-5'], bodyStyles: ['SUV'] },
  channel: 'tablet',
};

describe('POST /customers', () => {
  it('keeps the whole profile, contact points in their one form', async () => {
    const answer = await create(ada);

    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/customers/${answer.body.id}`);
    expect(answer.headers).toMatchObject({ etag: '"1"', 'cache-control': 'no-store' });
    expect(answer.body).toMatchObject({
      ...{ firstName: 'Ada', lastName: 'Byron', channels: ['tablet'], consents: [], version: 1 },
      ...{ preferences: ada.preferences, interests: ada.interests },
    });
    expect(answer.body.emails).toEqual([
      { address: 'ada@example.com', type: 'home', verified: true },
      { address: 'byron@work.example', verified: false },
    ]);
    expect(answer.body.phones).toEqual([
      { number: '+13125550142', type: 'mobile', verified: false },
      { number: '+442079460958', verified: false },
    ]);
    expect((await read(answer.body.id)).body).toEqual(answer.body);
  });

  it.each([
    { firstName: 'Ada', absent: 'lastName' },
    { lastName: 'Byron', absent: 'firstName' },
  ])('is content with one name: %j', async ({ absent, ...name }) => {
    const answer = await create(name);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ ...name, emails: [], phones: [], preferences: {} });
    expect(answer.body).not.toHaveProperty(absent);
    expect((await read(answer.body.id)).body).toEqual(answer.body);
  });

  it('keeps a contact point once, and lets another customer have it too', async () => {
    const emails = [{ address: 'ada@example.com' }, { address: 'ADA@example.com' }];
    const phones = [{ number: '312 555 0142' }, { number: '+13125550142' }];
    const [first, second] = [
      await create({ firstName: 'Ada', emails, phones }),
      await create({ firstName: 'Adele', emails, phones }),
    ];
    for (const answer of [first, second]) {
      expect(answer.status).toBe(201);
      expect(answer.body.emails).toHaveLength(1);
      expect(answer.body.phones).toHaveLength(1);
    }
    expect(first.body.id).not.toBe(second.body.id);
  });

  it('tells of the customer by id only', async () => {
    const { body } = await create(ada);
    const events = await app.database.rawDb.select(
      'SELECT type, version, data FROM events WHERE stream_id = $id',
      { id: body.id },
    );
    expect(events).toEqual([
      { type: 'customer.created', version: 1, data: { customerId: body.id, channel: 'tablet' } },
    ]);
  });

  it('has one effect under one idempotency key', async () => {
    const key = freshKey();
    const send = (): Promise<Response> =>
      app
        .request(repToken())
        .post('/api/v1/customers')
        .set('Idempotency-Key', key)
        .send(ada)
        .then();
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await list()).body.data).toHaveLength(1);
  });

  it('takes customers with shared contact points in parallel, in any order', async () => {
    const points = Array.from({ length: 12 }, (_, index) => ({ address: `a${index}@example.com` }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => {
        const turned = [...points.slice(index % 12), ...points.slice(0, index % 12)];
        return create({ firstName: 'Ada', emails: index % 2 === 0 ? turned : turned.reverse() });
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(20).fill(201));
  });

  it('refuses a phone that is none, pointing at it', async () => {
    const phones = [{ number: '312 555 0142' }, { number: 'call me' }];
    const answer = await create({ firstName: 'Ada', phones });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: 'invalid_phone',
      errors: [{ pointer: '/phones/1/number', code: 'invalid_phone' }],
    });
    expect((await list()).body.data).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['no name', { emails: [{ address: 'ada@example.com' }] }, '/lastName'],
    ['a name of blanks', { firstName: '   ' }, '/firstName'],
    ['null for a name', { firstName: 'Ada', lastName: null }, '/lastName'],
    ['an unknown field', { firstName: 'Ada', bogus: 1 }, '/bogus'],
    ['an unknown field inside', { firstName: 'A', emails: [{ mail: 'a@b.c' }] }, '/emails/0/mail'],
    ['what is no address', { firstName: 'A', emails: [{ address: 'ada' }] }, '/emails/0/address'],
    [
      'an unknown type',
      { firstName: 'A', phones: [{ number: '312', type: 'fax' }] },
      '/phones/0/type',
    ],
    ['an unknown channel', { firstName: 'A', channel: 'pigeon' }, '/channel'],
    ['a nested preference', { firstName: 'A', preferences: { a: {} } }, '/preferences/a'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await create(body);
    expect(answer.status).toBe(400);
    const pointers: string[] = answer.body.errors.map(
      (error: { pointer: string }) => error.pointer,
    );
    expect(pointers).toContain(pointer);
  });

  it('refuses more preferences than anybody has', async () => {
    const names = Array.from({ length: 51 }, (_, index) => [`p${index}`, true] as const);
    const answer = await create({ firstName: 'Ada', preferences: Object.fromEntries(names) });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/preferences' }]);
  });
});

describe('GET /customers/{customerId}', () => {
  it('answers 304 to the tag of the present version', async () => {
    const { body } = await create(ada);
    const answer = await app
      .request(repToken())
      .get(`/api/v1/customers/${body.id}`)
      .set('If-None-Match', '"1"');
    expect(answer.status).toBe(304);
  });

  it('answers 404 for who is not there and for another group’s', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const foreign = await create(ada, other.manager.token);
    for (const id of [newId(), String(foreign.body.id)]) {
      const answer = await read(id);
      expect([answer.status, answer.body.code]).toEqual([404, 'customer_not_found']);
    }
  });

  it('answers 400 for what is no id, and 401 to strangers', async () => {
    expect((await read('42')).status).toBe(400);
    expect((await app.request().get(`/api/v1/customers/${newId()}`)).status).toBe(401);
  });
});

describe('what other parts of the product ask', () => {
  it('names and interests, of this organization only', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const ours = String((await create(ada)).body.id);
    const theirs = String((await create(ada, other.manager.token)).body.id);
    const { service } = app.app.modules.customers;

    const names = await group.inContext(() => service.namesOf([ours, theirs, newId()]));
    expect([...names]).toEqual([[ours, 'Ada Byron']]);
    expect(await group.inContext(() => service.namesOf([]))).toEqual(new Map());
    expect(await group.inContext(() => service.interestsOf(ours))).toEqual(ada.interests);
    expect(await group.inContext(() => service.interestsOf(theirs))).toEqual({
      ...{ makes: [], models: [], bodyStyles: [] },
    });
  });
});
