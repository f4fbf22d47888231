import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { makeKey } from './machines.js';

let app: TestApp;
let group: DealerGroup;
let website: string;
let kiosk: string;
beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 1 });
  website = await makeKey(app, group, { kind: 'website' });
  kiosk = await makeKey(app, group, { kind: 'kiosk', showroomId: group.showroom.id });
});
afterAll(() => app.stop());

const shopper = { firstName: 'Quillon', lastName: 'Zabrowsky', email: 'quillon@shopper.example' };

function leadBody(showroomId = group.showroom.id): object {
  return { showroomId, source: 'website', comments: 'Call me at noon', customer: shopper };
}

function expectNothingPersonal(text: string): void {
  for (const value of [...Object.values(shopper), 'noon']) expect(text).not.toContain(value);
}

describe.each([
  ['a website', () => website],
  ['a kiosk', () => kiosk],
])('%s', (_name, keyOf) => {
  it('leaves a lead, and never reads back what it wrote', async () => {
    const key = freshKey();
    const send = (body: object) =>
      app.request(keyOf()).post('/api/v1/leads').set('Idempotency-Key', key).send(body);
    const made = await send(leadBody());
    expect(made.status).toBe(201);
    const replayed = await send(leadBody());
    expect(replayed.headers['idempotent-replayed']).toBe('true');
    expect(replayed.body).toEqual(made.body);
    const reused = await send({ ...leadBody(), comments: 'Call me at noon, please' });
    expect(reused.status).toBe(422);
    const broken = await send({ ...leadBody(), budget: 'noon' });
    expect(broken.status).toBe(400);
    for (const { text } of [made, replayed, reused, broken]) expectNothingPersonal(text);
    const { id } = made.body as { id: string };
    for (const path of [`/leads/${id}`, '/leads', '/customers']) {
      const answer = await app.request(keyOf()).get(`/api/v1${path}`);
      expect(answer.status).toBe(403);
      expectNothingPersonal(answer.text);
    }
  });

  it('reports activities, and is told of no alert', async () => {
    const path = `/api/v1/showrooms/${group.showroom.id}/activities`;
    const entered = await app
      .request(keyOf())
      .post(path)
      .set('Idempotency-Key', freshKey())
      .send({ type: 'CUSTOMER_ENTERED' });
    expect(entered.status).toBe(201);
    expect(entered.body).not.toHaveProperty('alerts');
    expect((await app.request(keyOf()).get(path)).status).toBe(403);
  });

  it('sees the inventory, and neither people nor programs', async () => {
    const client = app.request(keyOf());
    const list = await client.get('/api/v1/vehicles');
    expect(list.status).toBe(200);
    expect(list.text).not.toContain('"cost"');
    for (const path of ['/visits', '/api-clients', '/audit-events', '/auth/me', '/users']) {
      expect((await client.get(`/api/v1${path}`)).status).toBe(403);
    }
    const tickets = client.post('/api/v1/realtime/tickets').set('Idempotency-Key', freshKey());
    expect((await tickets.send()).status).toBe(403);
  });
});

it('keeps a kiosk in its showroom', async () => {
  const elsewhere = await app
    .request(kiosk)
    .post('/api/v1/leads')
    .set('Idempotency-Key', freshKey())
    .send(leadBody(group.otherShowroom.id));
  expect(elsewhere.status).toBe(403);
  expectNothingPersonal(elsewhere.text);
});

it.each(['pk_short', `pk_${'A'.repeat(43)}`, `pk_${'A'.repeat(44)}`])(
  'refuses a key that nobody was given: %s',
  async (key) => {
    expect((await app.request(key).get('/api/v1/vehicles')).status).toBe(401);
  },
);

describe('limits', () => {
  let limited: TestApp;
  beforeAll(async () => {
    const http = { ...testConfig().http, trustProxy: 1, rateLimitPerMinute: 2 };
    limited = await startTestApp({ roles: ['api'], clock: app.clock, config: { http } });
  });
  afterAll(() => limited.stop());

  async function statusFrom(key: string, address: string): Promise<number> {
    const asked = limited.request(key).get('/api/v1/showrooms').set('X-Forwarded-For', address);
    return (await asked).status;
  }

  it('count a website per client address, and a kiosk as a whole', async () => {
    const page = await makeKey(app, group, { kind: 'website' });
    const door = await makeKey(app, group, { kind: 'kiosk', showroomId: group.showroom.id });
    for (const key of [page, door]) {
      expect(await statusFrom(key, '198.51.100.1')).toBe(200);
      expect(await statusFrom(key, '198.51.100.1')).toBe(200);
      expect(await statusFrom(key, '198.51.100.1')).toBe(429);
    }
    expect(await statusFrom(page, '198.51.100.2')).toBe(200);
    expect(await statusFrom(door, '198.51.100.2')).toBe(429);
  });

  it('end a key at twenty times as much, from wherever it comes', async () => {
    const page = await makeKey(app, group, { kind: 'website' });
    for (let index = 0; index < 40; index += 1) {
      expect(await statusFrom(page, `203.0.113.${index}`)).toBe(200);
    }
    expect(await statusFrom(page, '203.0.113.100')).toBe(429);
  });
});
