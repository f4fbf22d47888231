import { decodeJwt, decodeProtectedHeader } from 'jose';
import { startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { askToken, basic, makeClient, makeIntegration, tokenOf } from './machines.js';
import type { Integration } from './machines.js';

let app: TestApp;
let group: DealerGroup;
let integration: Integration;
beforeAll(async () => {
  app = await startTestApp({
    roles: ['api'],
    config: { http: { ...testConfig().http, trustProxy: 1 } },
  });
  group = await createDealerGroup(app, { reps: 0 });
  integration = await makeIntegration(app, group, ['showrooms:read', 'vehicles:read']);
});
afterAll(() => app.stop());

const GRANT = 'grant_type=client_credentials';

function posted(more = ''): string {
  return `${GRANT}&client_id=${integration.id}&client_secret=${integration.clientSecret}${more}`;
}

function asBasic(): Record<string, string> {
  return basic(integration.id, integration.clientSecret);
}

it.each<[string, () => [string, Record<string, string>]]>([
  ['client_secret_basic', () => [GRANT, asBasic()]],
  ['client_secret_post', () => [posted(), {}]],
  ['basic with its own id in the body', () => [`${GRANT}&client_id=${integration.id}`, asBasic()]],
  ['parameters nobody knows, and empty ones', () => [`${GRANT}&odd=1&scope=`, asBasic()]],
])('gives a token by %s', async (_name, request) => {
  const answer = await askToken(app, ...request());
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.body).toEqual({
    access_token: expect.any(String),
    token_type: 'Bearer',
    expires_in: 900,
    scope: 'showrooms:read vehicles:read',
  });
});

it('makes it like the others: ES256, of type at+jwt, for the client alone', async () => {
  const token = await tokenOf(app, integration, 'vehicles:read');
  expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  const claims = decodeJwt(token);
  expect(claims).toMatchObject({
    iss: 'urn:showroom-sales',
    aud: 'urn:showroom-sales:api',
    sub: integration.id,
    client_id: integration.id,
    org: group.organizationId,
    scope: 'vehicles:read',
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
});

it('lets a program do what its scopes say, and no more', async () => {
  const narrow = app.request(await tokenOf(app, integration, 'vehicles:read'));
  expect((await narrow.get('/api/v1/vehicles')).status).toBe(200);
  const refused = await narrow.get('/api/v1/showrooms');
  expect(refused.status).toBe(403);
  expect(refused.body).toMatchObject({ code: 'insufficient_scope' });
  const wide = app.request(await tokenOf(app, integration));
  const seen = await wide.get('/api/v1/showrooms');
  expect(seen.body.data).toHaveLength(2);
  expect((await wide.get('/api/v1/auth/me')).status).toBe(403);
});

it('keeps a program that is bound to a showroom in it', async () => {
  const showroomId = group.showroom.id;
  const bound = await makeIntegration(app, group, ['showrooms:read'], { showroomId });
  const client = app.request(await tokenOf(app, bound));
  const seen = await client.get('/api/v1/showrooms');
  expect(seen.body.data.map(({ id }: { id: string }) => id)).toEqual([showroomId]);
  expect((await client.get(`/api/v1/showrooms/${group.otherShowroom.id}`)).status).toBe(403);
});

describe('refuses as RFC 6749 has it', () => {
  it.each<[string, number, string, () => [string, Record<string, string>]]>([
    ['no body', 400, 'invalid_request', () => ['', asBasic()]],
    ['no grant type', 400, 'invalid_request', () => ['scope=vehicles:read', asBasic()]],
    ['a parameter twice', 400, 'invalid_request', () => [`${GRANT}&${GRANT}`, asBasic()]],
    ['a scope in no form', 400, 'invalid_request', () => [`${GRANT}&scope=%22a%22`, asBasic()]],
    ['two ways at once', 400, 'invalid_request', () => [posted(), asBasic()]],
    [
      'another id in the body',
      400,
      'invalid_request',
      () => [`${GRANT}&client_id=other`, asBasic()],
    ],
    ['another grant', 400, 'unsupported_grant_type', () => ['grant_type=password', asBasic()]],
    ['a scope it has not', 400, 'invalid_scope', () => [`${GRANT}&scope=leads:read`, asBasic()]],
    ['nobody', 401, 'invalid_client', () => [GRANT, {}]],
    ['a wrong secret', 401, 'invalid_client', () => [GRANT, basic(integration.id, 'cs_wrong')]],
    ['an unknown id', 401, 'invalid_client', () => [GRANT, basic(group.organizationId, 'cs_x')]],
    ['an id that is none', 401, 'invalid_client', () => [GRANT, basic("' OR 1=1 --", 'cs_x')]],
    ['broken Basic', 401, 'invalid_client', () => [GRANT, { Authorization: 'Basic %%%' }]],
    [
      'Basic without a colon',
      401,
      'invalid_client',
      () => [GRANT, { Authorization: 'Basic YQ==' }],
    ],
    [
      'Basic with a broken escape',
      401,
      'invalid_client',
      () => [GRANT, { Authorization: `Basic ${Buffer.from('a%zz:b').toString('base64')}` }],
    ],
    ['a bearer token', 401, 'invalid_client', () => [GRANT, { Authorization: 'Bearer abc' }]],
  ])('%s', async (_name, status, error, request) => {
    const answer = await askToken(app, ...request());
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({ error, error_description: expect.any(String) });
    const challenge = answer.headers['www-authenticate'];
    if (status === 401) expect(challenge).toMatch(/^Basic realm=/);
    else expect(challenge).toBeUndefined();
  });

  it('the secret of another program, and the key of a page', async () => {
    const sibling = await makeIntegration(app, group, ['vehicles:read']);
    const mixed = basic(integration.id, sibling.clientSecret);
    expect((await askToken(app, GRANT, mixed)).status).toBe(401);
    const page = await makeClient(app, group, { kind: 'website', name: 'Page' });
    const asPage = basic(page.id, page.publishableKey ?? '');
    expect((await askToken(app, GRANT, asPage)).status).toBe(401);
  });

  it('another content type, as a problem', async () => {
    const answer = await app.request().post('/api/v1/auth/token').send({ grant_type: 'x' });
    expect(answer.status).toBe(415);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});

describe('whoever guesses', () => {
  const from = (address: string) => ({ 'X-Forwarded-For': address });

  it('is refused after ten failures, the program itself never', async () => {
    const { id, clientSecret } = await makeIntegration(app, group, ['vehicles:read']);
    const guess = (address: string) =>
      askToken(app, GRANT, { ...basic(id, 'cs_wrong'), ...from(address) });
    for (let index = 0; index < 10; index += 1) {
      expect((await guess('198.51.100.7')).status).toBe(401);
    }
    const refused = await guess('198.51.100.7');
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess('198.51.100.8')).status).toBe(401);
    const own = { ...basic(id, clientSecret), ...from('198.51.100.7') };
    expect((await askToken(app, GRANT, own)).status).toBe(200);
    app.clock.advance(15 * 60_000);
    expect((await guess('198.51.100.7')).status).toBe(401);
  });

  it('is refused after a hundred failures at whatever programs', async () => {
    const guess = (index: number) =>
      askToken(app, GRANT, { ...basic(`guess-${index}`, 'cs_wrong'), ...from('198.51.100.9') });
    for (let index = 0; index < 100; index += 1) {
      expect((await guess(index)).status).toBe(401);
    }
    expect((await guess(100)).status).toBe(429);
  });
});

it('ends after its 15 minutes', async () => {
  const token = await tokenOf(app, integration);
  expect((await app.request(token).get('/api/v1/showrooms')).status).toBe(200);
  app.clock.advance(900_000);
  expect((await app.request(token).get('/api/v1/showrooms')).status).toBe(401);
});
