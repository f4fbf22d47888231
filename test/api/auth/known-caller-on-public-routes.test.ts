import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ask, bearer } from '../vehicles/cache-rig.js';
import type { RawAnswer } from '../vehicles/cache-rig.js';

let app: TestApp;
let group: DealerGroup;
let known: Readonly<Record<string, string>>;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 0 });
  known = bearer(group.manager.token);
  // From now on this process remembers who that is.
  expect((await ask(app, { path: '/api/v1/auth/me', headers: known })).status).toBe(200);
});

afterAll(() => app.stop());

const logIn = (headers: Readonly<Record<string, string>>): Promise<RawAnswer> =>
  ask(app, { method: 'POST', path: '/api/v1/auth/login', headers });

it('counts the address where it does not matter who calls, also with a token', async () => {
  const nobody = (await logIn({})).headers['ratelimit-policy'];
  expect(nobody).toMatch(/pk=/);
  expect((await logIn(known)).headers['ratelimit-policy']).toBe(nobody);
});

it('does not count probes, whoever asks', async () => {
  const answer = await ask(app, { path: '/health', headers: known });
  expect(answer.status).toBe(200);
  expect(answer.headers['ratelimit']).toBeUndefined();
});
