import { decodeJwt } from 'jose';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { askToken, basic, makeIntegration, makeKey, tokenOf } from './machines.js';

const SECRET = 'a-secret-of-more-than-32-characters';
const ELSEWHERE = { 'X-Forwarded-For': '203.0.113.9' };
const GRANT = 'grant_type=client_credentials';

let app: TestApp;
let group: DealerGroup;
beforeAll(async () => {
  const http = { ...testConfig().http, trustProxy: 1 };
  app = await startTestApp({ roles: ['api'], config: { http, opsClientSecret: SECRET } });
  group = await createDealerGroup(app, { reps: 1 });
});
afterAll(() => app.stop());

async function opsToken(): Promise<string> {
  const answer = await askToken(app, GRANT, basic('ops', SECRET));
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 900,
  });
  return (answer.body as { access_token: string }).access_token;
}

async function metricsStatus(token?: string): Promise<number> {
  return (await app.request(token).get('/metrics').set(ELSEWHERE)).status;
}

it('opens /metrics from elsewhere with a token of its own audience', async () => {
  const token = await opsToken();
  expect(decodeJwt(token)).toMatchObject({ aud: 'urn:showroom-sales:ops', sub: 'ops' });
  expect(decodeJwt(token)).not.toHaveProperty('org');
  expect(await metricsStatus()).toBe(401);
  expect(await metricsStatus(token)).toBe(200);
  const onLoopback = await app.request(token).get('/metrics');
  expect(onLoopback.status).toBe(200);
});

it('opens nothing of an organization', async () => {
  const client = app.request(await opsToken());
  for (const path of ['/showrooms', '/vehicles', '/leads', '/api-clients', '/auth/me']) {
    expect((await client.get(`/api/v1${path}`)).status).toBe(403);
  }
});

it('is opened by no token of an organization', async () => {
  const rep = group.reps[0]?.token ?? '';
  const integration = await makeIntegration(app, group, ['showrooms:read']);
  const key = await makeKey(app, group, { kind: 'website' });
  const tokens = [group.admin.token, rep, await tokenOf(app, integration), key];
  for (const token of tokens) expect(await metricsStatus(token)).toBe(403);
});

it('gives no token for a wrong secret, or with a scope', async () => {
  const wrong = await askToken(app, GRANT, basic('ops', `${SECRET}x`));
  expect(wrong.body).toMatchObject({ error: 'invalid_client' });
  const scoped = await askToken(app, `${GRANT}&scope=leads:read`, basic('ops', SECRET));
  expect(scoped.body).toMatchObject({ error: 'invalid_scope' });
});

it('does not exist where no secret is configured', async () => {
  const without = await startTestApp({ roles: ['api'] });
  const answer = await askToken(without, GRANT, basic('ops', ''));
  expect(answer.body).toMatchObject({ error: 'invalid_client' });
  await without.stop();
});
