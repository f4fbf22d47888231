import { createHash, randomBytes } from 'node:crypto';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson, disable } from './people.js';
import type { Group, Person } from './people.js';
import { askRefresh, login, logout, refresh, refusal, statusOf } from './session-client.js';
import type { Tokens } from './session-client.js';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

let app: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp();
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
});
afterAll(() => app.stop());

/** A token that was used more than ten seconds ago, and the newest of its session. */
async function usedUp(): Promise<{ old: Tokens; newest: Tokens }> {
  const old = await login(app, rep);
  const second = await refresh(app, old.refreshToken);
  const newest = await refresh(app, second.refreshToken);
  app.clock.advance(10 * SECOND);
  return { old, newest };
}

async function whyRevoked(sessionId: string): Promise<string | null | undefined> {
  const row = await app.database.rawDb.selectOne<{ reason: string | null }>(
    'SELECT revoked_reason AS reason FROM sessions WHERE id = $sessionId',
    { sessionId },
  );
  return row?.reason;
}

describe('POST /auth/refresh', () => {
  it('answers new tokens of the same session, which nobody may keep', async () => {
    const first = await login(app, rep);
    const answer = await askRefresh(app, first.refreshToken);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      refreshExpiresIn: 604_800,
    });
    const second = await refresh(app, first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.sessionId).toBe(first.sessionId);
    expect(await statusOf(app, second.accessToken)).toBe(200);
    expect(await statusOf(app, first.accessToken)).toBe(200);
  });

  it('goes on after the access token has expired, again and again', async () => {
    let tokens = await login(app, rep);
    for (let round = 0; round < 5; round += 1) {
      app.clock.advance(15 * 60 * SECOND);
      expect(await statusOf(app, tokens.accessToken)).toBe(401);
      tokens = await refresh(app, tokens.refreshToken);
      expect(await statusOf(app, tokens.accessToken)).toBe(200);
    }
  });

  it('gives the role of today', async () => {
    const { refreshToken } = await login(app, rep);
    await app.database.unitOfWork.run(() =>
      app.database.rawDb.execute(`UPDATE users SET role = 'sales_manager' WHERE id = $id`, {
        id: rep.id,
      }),
    );
    const { accessToken } = await refresh(app, refreshToken);
    const me = await app.send({ path: '/api/v1/auth/me', token: accessToken });
    expect(me.body).toMatchObject({ role: 'sales_manager' });
  });

  it('works for seven days, and not a moment longer', async () => {
    const [in7Days, after7Days] = [await login(app, rep), await login(app, rep)];
    app.clock.advance(7 * DAY - 5 * SECOND);
    await refresh(app, in7Days.refreshToken);
    app.clock.advance(5 * SECOND);
    expect(await refusal(app, after7Days.refreshToken)).toBe('invalid_refresh_token');
  });

  it('ends the session 30 days after its log-in', async () => {
    let tokens = await login(app, rep);
    for (let days = 6; days <= 24; days += 6) {
      app.clock.advance(6 * DAY);
      tokens = await refresh(app, tokens.refreshToken);
    }
    expect(tokens.refreshExpiresIn).toBeLessThanOrEqual((6 * DAY) / SECOND);
    expect(tokens.refreshExpiresIn).toBeGreaterThan((6 * DAY) / SECOND - 60);
    app.clock.advance(6 * DAY);
    expect(await refusal(app, tokens.refreshToken)).toBe('invalid_refresh_token');
  });

  it('refuses a user who was disabled', async () => {
    const { refreshToken } = await login(app, rep);
    await disable(app, group, rep);
    expect(await refusal(app, refreshToken)).toBe('invalid_refresh_token');
  });

  it.each([
    ['no token of ours', 'not-a-token'],
    ['a token that nobody was given', randomBytes(32).toString('base64url')],
    ['an access token of the right length', 'eyJ'.padEnd(512, 'x')],
    ['an SQL text', `' OR '1'='1`],
  ])('refuses %s', async (_name, token) => {
    expect(await refusal(app, token)).toBe('invalid_refresh_token');
  });

  it.each([
    ['nothing', {}, '/refreshToken'],
    ['an empty token', { refreshToken: '' }, '/refreshToken'],
    ['a huge token', { refreshToken: 'x'.repeat(513) }, '/refreshToken'],
    ['a number', { refreshToken: 7 }, '/refreshToken'],
    ['an unknown field', { refreshToken: 'x', scope: 'all' }, '/scope'],
  ])('finds fault with %s', async (_name, body, pointer) => {
    for (const path of ['/api/v1/auth/refresh', '/api/v1/auth/logout']) {
      const answer = await app.send({ method: 'post', path, body });
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer }] });
    }
  });
});

describe('a refresh token that was used', () => {
  it('gives the same client the same successor for ten seconds', async () => {
    const { refreshToken } = await login(app, rep);
    const successor = await refresh(app, refreshToken);
    app.clock.advance(5 * SECOND);
    const again = await refresh(app, refreshToken);
    expect(again.refreshToken).toBe(successor.refreshToken);
    expect(again.sessionId).toBe(successor.sessionId);
    expect(again.refreshExpiresIn).toBeGreaterThanOrEqual(604_700);
    expect(again.refreshExpiresIn).toBeLessThanOrEqual(604_795);
    expect(await statusOf(app, again.accessToken)).toBe(200);
    await refresh(app, again.refreshToken);
  });

  it('is reused after ten seconds, and ends the whole session, the newest token too', async () => {
    const { old, newest } = await usedUp();
    const other = await login(app, rep);
    expect(await statusOf(app, newest.accessToken)).toBe(200);
    expect(await refusal(app, old.refreshToken)).toBe('refresh_token_reused');
    expect(await refusal(app, newest.refreshToken)).toBe('invalid_refresh_token');
    expect(await statusOf(app, newest.accessToken)).toBe(401);
    expect(await statusOf(app, old.accessToken)).toBe(401);
    expect(await whyRevoked(old.sessionId)).toBe('token_reused');
    expect(await refusal(app, old.refreshToken)).toBe('refresh_token_reused');
    expect(await statusOf(app, other.accessToken)).toBe(200);
    await refresh(app, other.refreshToken);
  });

  it('is reused at once when another client comes with it', async () => {
    const { refreshToken } = await login(app, rep);
    const successor = await refresh(app, refreshToken, { userAgent: 'tablet' });
    const thief = { userAgent: 'thief' };
    expect(await refusal(app, refreshToken, thief)).toBe('refresh_token_reused');
    expect(await refusal(app, successor.refreshToken)).toBe('invalid_refresh_token');
    expect(await refusal(app, refreshToken)).toBe('invalid_refresh_token');
  });

  it('gives nothing any more once the session has ended', async () => {
    const { refreshToken, sessionId } = await login(app, rep);
    const successor = await refresh(app, refreshToken);
    await logout(app, successor.refreshToken);
    expect(await refusal(app, refreshToken)).toBe('invalid_refresh_token');
    expect(await whyRevoked(sessionId)).toBe('logout');
  });
});

describe('what is kept', () => {
  it('is hashes, sealed successors, and no answer for an idempotency key', async () => {
    const first = await login(app, rep);
    const headers = { 'Idempotency-Key': `refresh-${rep.id}` };
    const second = await refresh(app, first.refreshToken, { headers });
    const third = await refresh(app, second.refreshToken, { headers });
    expect(third.refreshToken).not.toBe(second.refreshToken);
    const { rawDb } = app.database;
    const rows = await rawDb.select<{ hash: Buffer; sealed: Buffer | null }>(
      `SELECT token_hash AS hash, sealed_successor AS sealed FROM refresh_tokens
       WHERE session_id = $sessionId`,
      { sessionId: first.sessionId },
    );
    const known = [first, second, third].map(({ refreshToken }) => sha256(refreshToken));
    expect(rows.map(({ hash }) => hash.toString('hex')).sort()).toEqual(known.sort());
    const sealed = rows.flatMap((row) => row.sealed ?? []);
    expect(sealed).toHaveLength(2);
    for (const { refreshToken } of [second, third]) {
      expect(Buffer.concat(sealed).includes(refreshToken)).toBe(false);
      expect(Buffer.concat(sealed).includes(Buffer.from(refreshToken, 'base64url'))).toBe(false);
    }
    const answers = await rawDb.select(
      'SELECT 1 FROM idempotency_keys WHERE organization_id = $organizationId',
      { organizationId: group.organizationId },
    );
    expect(answers).toEqual([]);
  });

  it('is forgotten: successors after their grace, tokens and sessions when they expire', async () => {
    const [used, newest] = await twoTokens();
    app.clock.advance(100 * SECOND);
    await purge();
    expect(await sealedOf(used)).toEqual([{ sealed: null }, { sealed: null }]);
    expect(await refusal(app, used.refreshToken)).toBe('refresh_token_reused');
    const later = await login(app, rep);
    app.clock.advance(7 * DAY - 30 * SECOND);
    await purge();
    expect(await sealedOf(used)).toEqual([]);
    expect(await whyRevoked(used.sessionId)).toBeUndefined();
    expect(await refusal(app, newest.refreshToken)).toBe('invalid_refresh_token');
    await refresh(app, later.refreshToken);
  });

  async function twoTokens(): Promise<[Tokens, Tokens]> {
    const used = await login(app, rep);
    return [used, await refresh(app, used.refreshToken)];
  }

  async function sealedOf({ sessionId }: Tokens): Promise<readonly object[]> {
    return app.database.rawDb.select(
      'SELECT sealed_successor AS sealed FROM refresh_tokens WHERE session_id = $sessionId',
      { sessionId },
    );
  }

  async function purge(): Promise<void> {
    const purges = app.auth.schedules.filter(({ name }) => name === 'auth.session-purge');
    expect(purges).toHaveLength(1);
    for (const schedule of purges) await schedule.run();
  }
});

it('writes no token to the log, and says when one was reused', async () => {
  const { old, newest } = await usedUp();
  await refusal(app, old.refreshToken);
  const log = app.logLines.join('\n');
  expect(log).toContain('refresh token reused');
  expect(log).toContain(old.sessionId);
  for (const { refreshToken, accessToken } of [old, newest]) {
    expect(log).not.toContain(refreshToken);
    expect(log).not.toContain(accessToken);
    expect(log).not.toContain(sha256(refreshToken));
  }
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
