import { asOrganization } from '../../../src/observability/request-context.js';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { PASSWORD, createGroup, createPerson } from './people.js';
import type { Group, Person } from './people.js';
import {
  askLogin,
  enable,
  enrol,
  post,
  recoveryCodesIn,
  stateOf,
  verdictOf,
} from './second-factor-client.js';
import { login, refusal } from './session-client.js';
import { StillClock } from './still-clock.js';

const RECOVERY_CODE = /^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}$/;

let app: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
});
afterAll(() => app.stop());

/** A token that is good, however long the test has been going on. */
async function renewed(person: Person): Promise<Person> {
  const token = await app.auth.tokens.issueAccessToken(person.id);
  return { ...person, token };
}

/** Rows of the user as they stand in the database. */
async function rowsOf(table: string, userId: string): Promise<readonly object[]> {
  return app.database.rawDb.select(`SELECT * FROM ${table} WHERE user_id = $userId`, { userId });
}

async function eventsOf(userId: string): Promise<readonly string[]> {
  const rows = await app.database.rawDb.select<{ type: string }>(
    `SELECT type FROM events WHERE stream = 'user' AND stream_id = $userId ORDER BY version`,
    { userId },
  );
  return rows.map(({ type }) => type);
}

describe('enrolment', () => {
  it('gives out a secret, and asks nothing of log-ins until it is activated', async () => {
    const answer = await post(app, rep, 'enrolment', { password: PASSWORD });
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe('/api/v1/auth/totp');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      otpauthUrl: expect.stringContaining('issuer=Showroom%20Sales'),
      expiresAt: new Date(app.clock.now().getTime() + 600_000).toISOString(),
    });
    const { secret, otpauthUrl } = answer.body as { secret: string; otpauthUrl: string };
    expect(otpauthUrl).toContain(`secret=${secret}`);
    expect(otpauthUrl).toContain(encodeURIComponent(rep.email));
    expect(await stateOf(app, rep)).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect((await askLogin(app, rep)).status).toBe(200);
  });

  it('needs the password again', async () => {
    const answer = await post(app, rep, 'enrolment', { password: 'wrong' });
    expect(verdictOf(answer)).toEqual([422, 'wrong_password']);
    expect(await rowsOf('second_factors', rep.id)).toEqual([]);
  });

  it('needs somebody who is logged in', async () => {
    const answer = await post(app, { token: 'nobody' }, 'enrolment', { password: PASSWORD });
    expect(answer.status).toBe(401);
  });

  it('takes the place of the last, which is not good any more', async () => {
    const [first, second] = [await enrol(app, rep), await enrol(app, rep)];
    const wrong = await post(app, rep, 'activation', { code: first.code() });
    expect(verdictOf(wrong)).toEqual([422, 'wrong_code']);
    expect((await post(app, rep, 'activation', { code: second.code() })).status).toBe(200);
  });

  it('ends after ten minutes', async () => {
    const device = await enrol(app, rep);
    app.clock.advance(600_000);
    const answer = await post(app, rep, 'activation', { code: device.code() });
    expect(verdictOf(answer)).toEqual([409, 'totp_not_enrolled']);
    expect(await stateOf(app, rep)).toMatchObject({ enabled: false });
  });

  it('is refused to who has a second factor', async () => {
    const { device } = await enable(app, rep);
    const again = await post(app, rep, 'enrolment', { password: PASSWORD });
    expect(verdictOf(again)).toEqual([409, 'totp_already_enabled']);
    expect((await askLogin(app, rep, { totp: device.code() })).status).toBe(200);
  });
});

describe('activation', () => {
  it('answers ten recovery codes, and log-ins need a code from then on', async () => {
    const device = await enrol(app, rep);
    const answer = await post(app, rep, 'activation', { code: device.code() });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const codes = recoveryCodesIn(answer);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(RECOVERY_CODE);
    expect(await stateOf(app, rep)).toMatchObject({
      enabled: true,
      recoveryCodesLeft: 10,
      activatedAt: app.clock.now().toISOString(),
    });
    expect(verdictOf(await askLogin(app, rep))).toEqual([401, 'totp_required']);
    expect(await eventsOf(rep.id)).toContain('user.second_factor_enabled');
  });

  it('needs an enrolment', async () => {
    const answer = await post(app, rep, 'activation', { code: '123456' });
    expect(verdictOf(answer)).toEqual([409, 'totp_not_enrolled']);
  });

  it('happens once, however many ask for it at once', async () => {
    const device = await enrol(app, rep);
    const code = device.code();
    const all = await Promise.all([1, 2, 3].map(() => post(app, rep, 'activation', { code })));
    const verdicts = all.map((answer) => String(verdictOf(answer)));
    expect(verdicts.sort()).toEqual([
      '200,',
      '409,totp_already_enabled',
      '409,totp_already_enabled',
    ]);
    expect(await rowsOf('recovery_codes', rep.id)).toHaveLength(10);
  });

  it('uses its code up', async () => {
    const device = await enrol(app, rep);
    const code = device.code();
    await post(app, rep, 'activation', { code });
    expect(verdictOf(await askLogin(app, rep, { totp: code }))).toEqual([
      401,
      'invalid_credentials',
    ]);
  });

  it('is refused after ten wrong codes', async () => {
    const device = await enrol(app, rep);
    for (let count = 0; count < 10; count += 1) {
      const answer = await post(app, rep, 'activation', { code: device.code(100 + count) });
      expect(verdictOf(answer)).toEqual([422, 'wrong_code']);
    }
    const refused = await post(app, rep, 'activation', { code: device.code() });
    expect(verdictOf(refused)).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('new recovery codes', () => {
  it('take the place of the old ones', async () => {
    const { device, recoveryCodes: old } = await enable(app, rep);
    const proof = { password: PASSWORD, code: device.code() };
    const answer = await post(app, rep, 'recovery-codes', proof);
    expect(answer.status).toBe(200);
    const [fresh, ...more] = recoveryCodesIn(answer);
    expect(more).toHaveLength(9);
    const [first = ''] = old;
    expect(verdictOf(await askLogin(app, rep, { totp: first }))).toEqual([
      401,
      'invalid_credentials',
    ]);
    expect((await askLogin(app, rep, { totp: fresh ?? '' })).status).toBe(200);
    expect(await stateOf(app, rep)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it.each([
    ['password', { password: 'wrong' }, [422, 'wrong_password']],
    ['code', { code: '000 000' }, [422, 'wrong_code']],
  ])('need the %s', async (_name, change, verdict) => {
    const { device, recoveryCodes } = await enable(app, rep);
    const proof = { password: PASSWORD, code: device.code(), ...change };
    expect(verdictOf(await post(app, rep, 'recovery-codes', proof))).toEqual(verdict);
    const [code = ''] = recoveryCodes;
    expect((await askLogin(app, rep, { totp: code })).status).toBe(200);
  });

  it('need a second factor', async () => {
    const proof = { password: PASSWORD, code: '123456' };
    const answer = await post(app, rep, 'recovery-codes', proof);
    expect(verdictOf(answer)).toEqual([409, 'totp_not_enabled']);
  });
});

describe('disabling', () => {
  it('makes the password enough again, and forgets everything', async () => {
    const { device } = await enable(app, rep);
    const answer = await post(app, rep, 'disable', { password: PASSWORD, code: device.code() });
    expect(answer.status).toBe(204);
    expect((await askLogin(app, rep)).status).toBe(200);
    expect(await rowsOf('second_factors', rep.id)).toEqual([]);
    expect(await rowsOf('recovery_codes', rep.id)).toEqual([]);
    expect(await eventsOf(rep.id)).toContain('user.second_factor_disabled');
  });

  it('takes a recovery code of who has lost his app, who can then enrol another', async () => {
    const { recoveryCodes } = await enable(app, rep);
    const [code = ''] = recoveryCodes;
    expect((await post(app, rep, 'disable', { password: PASSWORD, code })).status).toBe(204);
    const { device } = await enable(app, await renewed(rep));
    expect((await askLogin(app, rep, { totp: device.code() })).status).toBe(200);
  });

  it.each([
    ['password', { password: 'wrong' }, [422, 'wrong_password']],
    ['code', { code: '000000' }, [422, 'wrong_code']],
  ])('needs the %s', async (_name, change, verdict) => {
    const { device } = await enable(app, rep);
    const proof = { password: PASSWORD, code: device.code(), ...change };
    expect(verdictOf(await post(app, rep, 'disable', proof))).toEqual(verdict);
    expect(await stateOf(app, rep)).toMatchObject({ enabled: true });
  });

  it('counts a wrong password as a failed log-in, so that none is guessed here', async () => {
    const { device } = await enable(app, rep);
    for (let count = 0; count < 10; count += 1) {
      const proof = { password: 'wrong', code: '000000' };
      expect((await post(app, rep, 'disable', proof)).status).toBe(422);
    }
    const proof = { password: PASSWORD, code: device.code() };
    expect(verdictOf(await post(app, rep, 'disable', proof))).toEqual([429, 'too_many_attempts']);
    expect((await askLogin(app, rep, { totp: device.code() })).status).toBe(429);
  });
});

describe('a reset for somebody else', () => {
  it('takes the second factor away and ends all sessions', async () => {
    const tokens = await login(app, rep);
    await enable(app, rep);
    await asOrganization(group.organizationId, () => app.auth.secondFactors.resetFor(rep.id));
    expect(await refusal(app, tokens.refreshToken)).toBe('invalid_refresh_token');
    expect((await askLogin(app, rep)).status).toBe(200);
    expect(await eventsOf(rep.id)).toContain('user.second_factor_reset');
  });

  it('does nothing to a user of another group', async () => {
    const { device } = await enable(app, rep);
    const stranger = await createGroup(app);
    await asOrganization(stranger.organizationId, () => app.auth.secondFactors.resetFor(rep.id));
    const state = await asOrganization(stranger.organizationId, () =>
      app.auth.secondFactors.state(rep.id),
    );
    expect(state).toEqual({ enabled: false, recoveryCodesLeft: 0 });
    expect(verdictOf(await askLogin(app, rep))).toEqual([401, 'totp_required']);
    expect((await askLogin(app, rep, { totp: device.code() })).status).toBe(200);
  });
});

it('each user has a second factor of his own', async () => {
  const colleague = await createPerson(app, group);
  const [mine, other] = [await enable(app, rep), await enable(app, colleague)];
  const [code = ''] = other.recoveryCodes;
  for (const totp of [other.device.code(), code]) {
    expect(verdictOf(await askLogin(app, rep, { totp }))).toEqual([401, 'invalid_credentials']);
  }
  expect((await askLogin(app, rep, { totp: mine.device.code() })).status).toBe(200);
  expect((await askLogin(app, colleague, { totp: code })).status).toBe(200);
});

it('neither secret nor recovery codes are to be read from the database or the log', async () => {
  const { device, recoveryCodes } = await enable(app, rep);
  const used = device.code();
  await askLogin(app, rep, { totp: used });
  await askLogin(app, rep, { totp: recoveryCodes[0] ?? '' });
  await post(app, rep, 'disable', { password: PASSWORD, code: '000000' });
  const tables = ['second_factors', 'recovery_codes'];
  const rows = (await Promise.all(tables.map((table) => rowsOf(table, rep.id)))).flat();
  expect(rows).toHaveLength(10);
  const stored = rows.flatMap((row) => Object.values(row) as unknown[]);
  const dump = stored.map((value) =>
    Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
  );
  const text = [...dump, ...app.logLines].join('\n');
  expect(text).toContain(rep.id);
  for (const secret of [device.secret, ...recoveryCodes]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(secret.replaceAll('-', ''));
  }
});
