import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson } from './people.js';
import type { Group } from './people.js';
import { askLogin, enable, verdictOf } from './second-factor-client.js';
import { StillClock } from './still-clock.js';

const A_YEAR = 365 * 24 * 3_600_000;
const LONG = `  Turtles ${'x'.repeat(80)}A  `;
const NEW = 'wet paint on a gate';

let app: AuthApp;
let group: Group;
beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
  group = await createGroup(app);
});
afterAll(() => app.stop());

it.each([
  ['without the spaces at its ends', LONG.trim()],
  ['in another case', LONG.toLowerCase()],
  ['that differs beyond 72 bytes', LONG.replace('A', 'B')],
  ['cut off after 72 bytes', LONG.slice(0, 72)],
])('a password %s is another one', async (_how, password) => {
  const rep = await createPerson(app, group, { password: LONG });
  expect(verdictOf(await askLogin(app, rep, { password }))).toEqual([401, 'invalid_credentials']);
  expect((await askLogin(app, rep, { password: LONG })).status).toBe(200);
});

it('a password is good however old it is', async () => {
  const rep = await createPerson(app, group, { password: NEW });
  app.clock.advance(3 * A_YEAR);
  expect((await askLogin(app, rep, { password: NEW })).status).toBe(200);
});

it('a password that was reset does not open without the second factor', async () => {
  const rep = await createPerson(app, group);
  const { device } = await enable(app, rep);
  const token = await app.auth.tokens.issueAccessToken(group.admin.id);
  const path = `/api/v1/users/${rep.id}/password-reset`;
  const issued = await app.send({ method: 'post', path, token });
  expect(issued.status).toBe(200);
  const body = { token: (issued.body as { token: string }).token, newPassword: NEW };
  const reset = await app.send({ method: 'post', path: '/api/v1/auth/password/reset', body });
  expect(reset.status).toBe(204);
  const refused = await askLogin(app, rep, { password: NEW });
  expect(verdictOf(refused)).toEqual([401, 'totp_required']);
  const opened = await askLogin(app, rep, { password: NEW, totp: device.code() });
  expect(opened.status).toBe(200);
});
