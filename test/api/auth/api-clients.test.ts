import { createHash } from 'node:crypto';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { newId } from '../../../src/shared/ids.js';
import { askToken, basic, makeClient, makeIntegration, makeKey, tokenOf } from './machines.js';

let app: TestApp;
let second: TestApp;
let group: DealerGroup;
let other: DealerGroup;
beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  second = await startTestApp({ roles: ['api'], clock: app.clock });
  group = await createDealerGroup(app, { reps: 1 });
  other = await createDealerGroup(app, { reps: 1 });
});
afterAll(async () => {
  await second.stop();
  await app.stop();
});

const path = '/api/v1/api-clients';
const HOUR_MS = 3_600_000;

function admin(): ReturnType<TestApp['request']> {
  return app.request(group.admin.token);
}

async function statusWith(token: string, on = app): Promise<number> {
  return (await on.request(token).get('/api/v1/showrooms')).status;
}

describe('making a program', () => {
  it('gives an integration its secret once, and keeps a hash alone', async () => {
    const body = {
      kind: 'integration',
      name: 'Feed',
      scopes: ['vehicles:read', 'leads:read', 'leads:read'],
    };
    const made = await admin().post(path).send(body);
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    const { id, clientSecret } = made.body as { id: string; clientSecret: string };
    expect(made.body).toMatchObject({ clientId: id, scopes: ['leads:read', 'vehicles:read'] });
    expect(made.headers['location']).toBe(`${path}/${id}`);
    expect(clientSecret).toMatch(/^cs_[A-Za-z0-9_-]{43}$/);
    const read = await admin().get(`${path}/${id}`);
    expect(read.text).not.toContain(clientSecret);
    expect(read.body).toMatchObject({ secretEnd: clientSecret.slice(-4), kind: 'integration' });
    const rows = await group.inContext(() =>
      app.database.tenantDb.select<{ hash: Buffer }>(
        `SELECT secret_hash AS hash FROM api_client_secrets
         WHERE organization_id = $organizationId AND client_id = $id`,
        { id },
      ),
    );
    expect(rows.map(({ hash }) => hash)).toEqual([
      createHash('sha256').update(clientSecret).digest(),
    ]);
  });

  it('gives pages the scopes of what is open to them', async () => {
    const body = { kind: 'kiosk', name: 'Door', showroomId: group.showroom.id };
    const kiosk = await admin().post(path).send(body);
    expect(kiosk.body).toMatchObject({ kind: 'kiosk', showroomId: group.showroom.id });
    expect(kiosk.body).toHaveProperty('publishableKey');
    expect(kiosk.body).not.toHaveProperty('clientSecret');
    const { scopes } = kiosk.body as { scopes: string[] };
    expect(scopes).toContain('vehicles:read');
    expect(scopes).not.toContain('customers:read');
    expect(scopes).not.toContain('leads:read');
  });

  it('is never kept under an idempotency key', async () => {
    const body = { kind: 'website', name: 'Page' };
    const send = () => admin().post(path).set('Idempotency-Key', 'the-same-key').send(body);
    const [first, again] = [await send(), await send()];
    expect(again.status).toBe(201);
    expect(again.body.publishableKey).not.toBe(first.body.publishableKey);
  });

  it.each<[string, string, object]>([
    ['no scopes', '400 validation_failed /scopes', { kind: 'integration', name: 'A' }],
    [
      'scopes for a website',
      '400 validation_failed /scopes',
      { kind: 'website', name: 'A', scopes: ['leads:write'] },
    ],
    ['a kiosk without showroom', '400 validation_failed /showroomId', { kind: 'kiosk', name: 'A' }],
    [
      'a scope of people alone',
      '422 unknown_scope /scopes/1',
      { kind: 'integration', name: 'A', scopes: ['leads:read', 'api-clients:write'] },
    ],
  ])('refuses %s', async (_name, expected, body) => {
    const answer = await admin().post(path).send(body);
    const { code, errors } = answer.body as { code: string; errors: Array<{ pointer: string }> };
    const seen = errors.map(({ pointer }) => `${answer.status} ${code} ${pointer}`);
    expect(seen).toEqual([expected]);
  });

  it('refuses a showroom that the organization does not have', async () => {
    for (const showroomId of [newId(), other.showroom.id]) {
      const answer = await admin().post(path).send({ kind: 'kiosk', name: 'A', showroomId });
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'showroom_not_found' });
    }
  });
});

describe('who may administer programs', () => {
  it('is the administrator of the organization alone', async () => {
    const { id } = await makeIntegration(app, group, ['leads:read']);
    const strangers = [group.manager.token, group.reps[0]?.token ?? ''];
    for (const token of strangers) {
      expect((await app.request(token).get(path)).status).toBe(403);
      expect((await app.request(token).delete(`${path}/${id}`)).status).toBe(403);
    }
    const elsewhere = app.request(other.admin.token);
    expect((await elsewhere.get(`${path}/${id}`)).status).toBe(404);
    expect((await elsewhere.delete(`${path}/${id}`)).status).toBe(404);
    const rotation = elsewhere.post(`${path}/${id}/secret`).send({});
    expect((await rotation).status).toBe(404);
    const list = await elsewhere.get(path);
    expect(list.body.data).toEqual([]);
    expect((await admin().get(`${path}/${id}`)).status).toBe(200);
  });

  it('sees all of them, page by page', async () => {
    const fresh = await createDealerGroup(app, { reps: 0 });
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push((await makeClient(app, fresh, { kind: 'website', name: `Page ${index}` })).id);
    }
    const asAdmin = app.request(fresh.admin.token);
    const first = await asAdmin.get(`${path}?limit=2`).set('Prefer', 'count=exact');
    expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    expect(first.body.page.total).toBe(3);
    const next = await asAdmin.get(first.body._links.next.href);
    expect(next.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2));
    expect((await asAdmin.get(`${path}?cursor=bm9wZQ`)).status).toBe(400);
  });
});

describe('a deleted program', () => {
  it('is out at once here, and within ten seconds elsewhere', async () => {
    const integration = await makeIntegration(app, group, ['showrooms:read']);
    const token = await tokenOf(app, integration);
    const made = await makeClient(app, group, { kind: 'website', name: 'Page' });
    const key = made.publishableKey ?? '';
    for (const credential of [token, key]) {
      expect(await statusWith(credential)).toBe(200);
      expect(await statusWith(credential, second)).toBe(200);
    }
    for (const id of [integration.id, made.id]) {
      expect((await admin().delete(`${path}/${id}`)).status).toBe(204);
    }
    for (const credential of [token, key]) expect(await statusWith(credential)).toBe(401);
    app.clock.advance(10_000);
    for (const credential of [token, key]) expect(await statusWith(credential, second)).toBe(401);
    const form = 'grant_type=client_credentials';
    const again = await askToken(app, form, basic(integration.id, integration.clientSecret));
    expect(again.status).toBe(401);
    expect((await admin().get(`${path}/${integration.id}`)).status).toBe(404);
    expect((await admin().delete(`${path}/${integration.id}`)).status).toBe(404);
  });
});

it('is recorded when it is made, changed, given a token, refused one, and deleted', async () => {
  const fresh = await createDealerGroup(app, { reps: 0 });
  const asAdmin = app.request(fresh.admin.token);
  const integration = await makeIntegration(app, fresh, ['showrooms:read']);
  await tokenOf(app, integration);
  const wrong = { id: integration.id, clientSecret: 'cs_wrong' };
  await expect(tokenOf(app, wrong)).rejects.toThrow('invalid_client');
  await asAdmin.post(`${path}/${integration.id}/secret`).send({});
  await asAdmin.delete(`${path}/${integration.id}`);
  const events = await asAdmin.get('/api/v1/audit-events?limit=100');
  const seen = (events.body.data as Array<Record<string, unknown>>)
    .filter(({ subjectType }) => subjectType === 'api_client')
    .map(({ action, outcome }) => `${String(action)} ${String(outcome)}`);
  expect(seen.sort()).toEqual([
    'api-clients.create success',
    'api-clients.delete success',
    'api-clients.rotate success',
    'auth.token failure',
    'auth.token success',
  ]);
  expect(events.text).not.toContain(integration.clientSecret);
});

describe('changing a secret', () => {
  async function rotate(id: string, body: object = {}): Promise<Record<string, string>> {
    const answer = await admin().post(`${path}/${id}/secret`).send(body);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    return answer.body as Record<string, string>;
  }

  it('ends the old one now, and any older one, when that is asked for', async () => {
    const first = await makeKey(app, group, { kind: 'website' });
    const listed = await admin().get(`${path}?limit=100`);
    const rows = listed.body.data as Array<{ id: string; secretEnd: string }>;
    const id = rows.find(({ secretEnd }) => secretEnd === first.slice(-4))?.id ?? '';
    const { publishableKey: next = '' } = await rotate(id, { graceHours: 168 });
    expect(await statusWith(first)).toBe(200);
    expect(await statusWith(next)).toBe(200);
    const { publishableKey: last = '' } = await rotate(id, { graceHours: 0 });
    expect(await statusWith(first)).toBe(401);
    expect(await statusWith(next)).toBe(401);
    expect(await statusWith(last)).toBe(200);
  });

  it('takes no longer than a week', async () => {
    const { id } = await makeIntegration(app, group, ['showrooms:read']);
    for (const graceHours of [-1, 169, 1.5]) {
      const answer = await admin().post(`${path}/${id}/secret`).send({ graceHours });
      expect(answer.status).toBe(400);
    }
  });

  it('leaves the old one good for a day', async () => {
    const integration = await makeIntegration(app, group, ['showrooms:read']);
    const { clientSecret: next = '', previousExpiresAt } = await rotate(integration.id);
    const hoursLeft = (Date.parse(previousExpiresAt ?? '') - app.clock.now().getTime()) / HOUR_MS;
    expect(Math.round(hoursLeft)).toBe(24);
    const changed = { id: integration.id, clientSecret: next };
    await tokenOf(app, integration);
    await tokenOf(app, changed);
    app.clock.advance(24 * HOUR_MS);
    await expect(tokenOf(app, integration)).rejects.toThrow('invalid_client');
    await tokenOf(app, changed);
  });
});
