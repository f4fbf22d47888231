import type { SmtpSink } from '../../support/smtp-sink.js';
import type { AuthApp } from './auth-app.js';
import {
  askedToken,
  invite,
  logIn,
  newAddress,
  post,
  startWithMail,
  tokenIn,
} from './password-rig.js';
import { PASSWORD, createGroup, createPerson, disable, newEmail } from './people.js';
import type { Group, Person } from './people.js';
import { login, refresh, refusal, statusOf } from './session-client.js';

const MINUTE_MS = 60_000;
const NEW = 'wet paint on a gate';
const OTHER = 'a gate of wet paint';

let sink: SmtpSink;
let app: AuthApp;
let group: Group;
let rep: Person;

beforeAll(async () => {
  ({ app, sink } = await startWithMail());
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
});
afterAll(async () => {
  await sink.close();
  await app.stop();
});

async function reset(token: string, newPassword = NEW): Promise<{ status: number; code: unknown }> {
  const body = { token, newPassword };
  const answer = await post(app, '/password/reset', body, { address: newAddress() });
  expect(answer.headers['cache-control']).toBe('no-store');
  return { status: answer.status, code: (answer.body as { code?: unknown }).code };
}

const USED_UP = { status: 410, code: 'token_used_up' };
const DONE = { status: 204, code: undefined };

describe('POST /auth/password/change', () => {
  const change = (token: string, body: object, address = newAddress()) =>
    post(app, '/password/change', body, { token, address });

  it('sets the password, ends all other sessions, and tells by mail', async () => {
    const [mine, other] = [await login(app, rep), await login(app, rep)];
    const body = { currentPassword: PASSWORD, newPassword: NEW };
    const answer = await change(mine.accessToken, body);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(await logIn(app, rep.email, PASSWORD)).toBe(401);
    expect(await logIn(app, rep.email, NEW)).toBe(200);
    expect(await refusal(app, other.refreshToken)).toBe('invalid_refresh_token');
    expect(await statusOf(app, other.accessToken)).toBe(401);
    await refresh(app, mine.refreshToken);
    const told = await sink.mailTo(rep.email);
    expect(told.headers.get('subject')).toBe('Your password was changed');
    expect(told.text).not.toContain(NEW);
  });

  it('wants the present password, and counts failures like those of log-ins', async () => {
    const { accessToken } = await login(app, rep);
    const address = newAddress();
    const body = { currentPassword: 'wrong', newPassword: NEW };
    for (let count = 0; count < 10; count += 1) {
      const answer = await change(accessToken, body, address);
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        code: 'current_password_wrong',
        errors: [{ pointer: '/currentPassword' }],
      });
    }
    const right = { currentPassword: PASSWORD, newPassword: NEW };
    expect((await change(accessToken, right, address)).status).toBe(429);
    expect((await change(accessToken, right)).status).toBe(204);
  });

  it.each([
    ['password123', 422, 'password_too_common'],
    ['Północ Motors', 422, 'password_too_personal'],
    ['showroom 2026', 422, 'password_too_personal'],
    ['short77', 400, 'validation_failed'],
    ['x'.repeat(129), 400, 'validation_failed'],
  ])('refuses %s', async (newPassword, status, code) => {
    const { accessToken } = await login(app, rep);
    const answer = await change(accessToken, { currentPassword: PASSWORD, newPassword });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, errors: [{ pointer: '/newPassword' }] });
    expect(await logIn(app, rep.email, PASSWORD)).toBe(200);
  });

  it('takes 128 characters outside of the basic plane, and logs in with them', async () => {
    const { accessToken } = await login(app, rep);
    const newPassword = '🐢🐇'.repeat(64);
    const body = { currentPassword: PASSWORD, newPassword };
    expect((await change(accessToken, body)).status).toBe(204);
    expect(await logIn(app, rep.email, newPassword)).toBe(200);
  });

  it('takes accents however they are typed, also those of older hashes', async () => {
    const decomposed = 'żółw idzie'.normalize('NFD');
    const { accessToken } = await login(app, rep);
    const body = { currentPassword: PASSWORD, newPassword: decomposed };
    expect((await change(accessToken, body)).status).toBe(204);
    expect(await logIn(app, rep.email, decomposed.normalize('NFC'))).toBe(200);
    expect(await logIn(app, rep.email, decomposed)).toBe(200);
  });

  it('needs an access token', async () => {
    const body = { currentPassword: PASSWORD, newPassword: NEW };
    expect((await post(app, '/password/change', body)).status).toBe(401);
  });
});

describe('resetting a password', () => {
  it('works with the token of the mail, ends all sessions and begins none', async () => {
    const session = await login(app, rep);
    const token = await askedToken({ app, sink }, rep);
    expect(await statusOf(app, session.accessToken)).toBe(200);
    expect(await reset(token)).toEqual(DONE);
    expect(await logIn(app, rep.email, PASSWORD)).toBe(401);
    expect(await logIn(app, rep.email, NEW)).toBe(200);
    expect(await refusal(app, session.refreshToken)).toBe('invalid_refresh_token');
    expect(await statusOf(app, session.accessToken)).toBe(401);
    const told = await sink.mailTo(rep.email, 2);
    expect(told.headers.get('subject')).toBe('Your password was changed');
  });

  it('finds the address in any case', async () => {
    const email = rep.email.toUpperCase();
    await post(app, '/password/reset-request', { email }, { address: newAddress() });
    expect(await reset(tokenIn((await sink.mailTo(rep.email)).text))).toEqual(DONE);
  });

  it('works once', async () => {
    const token = await askedToken({ app, sink }, rep);
    expect(await reset(token)).toEqual(DONE);
    expect(await reset(token, OTHER)).toEqual(USED_UP);
    expect(await logIn(app, rep.email, NEW)).toBe(200);
  });

  it('works once also for many at the same time', async () => {
    const token = await askedToken({ app, sink }, rep);
    const passwords = Array.from({ length: 8 }, (_, index) => `number ${index} of the gates`);
    const answers = await Promise.all(passwords.map((password) => reset(token, password)));
    const winners = passwords.filter((_, index) => answers[index]?.status === 204);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
    expect(await logIn(app, rep.email, winners[0] ?? '')).toBe(200);
  });

  it('works with the newest token alone', async () => {
    const older = await askedToken({ app, sink }, rep);
    const newer = await askedToken({ app, sink }, rep, 2);
    expect(await reset(older)).toEqual(USED_UP);
    expect(await reset(newer)).toEqual(DONE);
  });

  it('works for 60 minutes', async () => {
    const token = await askedToken({ app, sink }, rep);
    app.clock.advance(60 * MINUTE_MS);
    expect(await reset(token)).toEqual(USED_UP);
    expect(await logIn(app, rep.email, PASSWORD)).toBe(200);
  });

  it.each(['x', 'A'.repeat(43), ' '])(
    'says the same of a token that never was: %j',
    async (token) => {
      expect(await reset(token)).toEqual(USED_UP);
    },
  );

  it('keeps a token that was tried with a password that is refused', async () => {
    const token = await askedToken({ app, sink }, rep);
    expect(await reset(token, 'password123')).toEqual({ status: 422, code: 'password_too_common' });
    expect(await reset(token)).toEqual(DONE);
  });

  it('is not for those who are disabled meanwhile', async () => {
    const token = await askedToken({ app, sink }, rep);
    await disable(app, group, rep);
    expect(await reset(token)).toEqual(USED_UP);
  });

  it('does not take an invitation, nor the other way round', async () => {
    const { token } = await invite(app, group, rep);
    expect(await reset(token)).toEqual(USED_UP);
    const body = { token: await askedToken({ app, sink }, rep, 2), password: NEW };
    expect((await post(app, '/invitations/accept', body)).status).toBe(410);
  });

  it('changes nothing for anybody else', async () => {
    const stranger = (await createGroup(app)).admin;
    const session = await login(app, stranger);
    expect(await reset(await askedToken({ app, sink }, rep))).toEqual(DONE);
    expect(await logIn(app, stranger.email, PASSWORD)).toBe(200);
    expect(await statusOf(app, session.accessToken)).toBe(200);
  });
});

describe('POST /auth/password/reset-request', () => {
  const ask = (email: string, address: string) =>
    post(app, '/password/reset-request', { email }, { address });

  async function jobs(): Promise<number> {
    const { rawDb } = app.database;
    const sql = `SELECT COUNT(*) AS count FROM jobs WHERE type = 'auth.send-password-reset'`;
    return Number((await rawDb.selectOne<{ count: number }>(sql))?.count);
  }

  it('answers and writes the same for an address that nobody has', async () => {
    const unknown = newEmail();
    const before = await jobs();
    const [one, two] = [await ask(unknown, newAddress()), await ask(rep.email, newAddress())];
    expect([one.status, one.text, two.status, two.text]).toEqual([202, '', 202, '']);
    expect(await jobs()).toBe(before + 2);
    await sink.mailTo(rep.email);
    await app.test.app.idle();
    expect(sink.mails.some(({ to }) => to.includes(unknown))).toBe(false);
  });

  it('is refused after 5 requests for an account from an address, there alone', async () => {
    for (const email of [newEmail(), rep.email]) {
      const address = newAddress();
      const all = Array.from({ length: 7 }, () => ask(email, address));
      const statuses = (await Promise.all(all)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 202)).toHaveLength(5);
      expect(statuses.filter((status) => status === 429)).toHaveLength(2);
      expect((await ask(email, newAddress())).status).toBe(202);
    }
  });

  it('sends an account no more than 20 mails in 15 minutes, and does not say so', async () => {
    for (let count = 0; count < 22; count += 1) {
      expect((await ask(rep.email, newAddress())).status).toBe(202);
    }
    await sink.mailTo(rep.email, 20);
    await app.test.app.idle();
    expect(sink.mails.filter(({ to }) => to.includes(rep.email))).toHaveLength(20);
  });
});
