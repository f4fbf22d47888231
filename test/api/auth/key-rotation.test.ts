import { generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader } from 'jose';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { makeIntegration, tokenOf } from './machines.js';

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

const before = testConfig().signingKeyPem;
const after = newKey();

/** One instance for each step of the procedure in docs/authentication.md, on one clock. */
let announced: TestApp;
let changed: TestApp;
let finished: TestApp;
let group: DealerGroup;
beforeAll(async () => {
  const roles = ['api'] as const;
  announced = await startTestApp({ roles, config: { otherSigningKeyPems: [after] } });
  const { clock } = announced;
  const config = { signingKeyPem: after, otherSigningKeyPems: [before] };
  changed = await startTestApp({ roles, clock, config });
  finished = await startTestApp({ roles, clock, config: { signingKeyPem: after } });
  group = await createDealerGroup(announced, { reps: 0 });
});
afterAll(async () => {
  for (const app of [finished, changed, announced]) await app.stop();
});

async function kidsOf(app: TestApp): Promise<string[]> {
  const answer = await app.request().get('/.well-known/jwks.json');
  return (answer.body as { keys: Array<{ kid: string }> }).keys.map(({ kid }) => kid);
}

async function isTaken(app: TestApp, token: string): Promise<boolean> {
  return (await app.request(token).get('/api/v1/showrooms')).status === 200;
}

it('publishes a key before it signs, and after it has', async () => {
  const [old, next] = await kidsOf(announced);
  expect(await kidsOf(changed)).toEqual([next, old]);
  expect(await kidsOf(finished)).toEqual([next]);
});

it('believes the tokens of either key on instances on both sides of the change', async () => {
  const integration = await makeIntegration(announced, group, ['showrooms:read']);
  const old = await tokenOf(announced, integration);
  const next = await tokenOf(changed, integration);
  const [oldKid, nextKid] = await kidsOf(announced);
  expect(decodeProtectedHeader(old).kid).toBe(oldKid);
  expect(decodeProtectedHeader(next).kid).toBe(nextKid);
  for (const app of [announced, changed]) {
    for (const token of [old, next, group.admin.token])
      expect(await isTaken(app, token)).toBe(true);
  }
  expect(await isTaken(finished, next)).toBe(true);
  expect(await isTaken(finished, old)).toBe(false);
});

it('keeps sessions going over the change', async () => {
  const login = { email: group.admin.email, password: 'correct-horse-battery' };
  const begun = await announced.request().post('/api/v1/auth/login').send(login);
  const { refreshToken } = begun.body as { refreshToken: string };
  const refresh = () => changed.request().post('/api/v1/auth/refresh').send({ refreshToken });
  const first = await refresh();
  expect(first.status).toBe(200);
  const again = await announced.request().post('/api/v1/auth/refresh').send({ refreshToken });
  expect(again.body.refreshToken).toBe(first.body.refreshToken);
});
