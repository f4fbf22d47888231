import { randomBytes } from 'node:crypto';
import { asOrganization } from '../../../src/observability/request-context.js';
import { modulesOnOwnPool, startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson, disable, sessionOf } from './people.js';
import type { Group, Person } from './people.js';
import {
  askRefresh,
  login,
  logout,
  logoutEverywhere,
  refresh,
  refusal,
  statusOf,
} from './session-client.js';
import type { Tokens } from './session-client.js';

const TEN_SECONDS = 10_000;

let app: AuthApp;
let other: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp();
  other = await startAuthApp({ clock: app.clock });
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

/** Whether a socket of the session may stay, on each instance. */
async function sockets({ sessionId }: Tokens): Promise<boolean[]> {
  const principals = [app, other].map((instance) =>
    instance.auth.principalLoader.load(rep.id, sessionId),
  );
  return (await Promise.all(principals)).map((principal) => principal !== undefined);
}

/** Live so far on both instances, which have it in mind now. */
async function seenByBoth(tokens: Tokens): Promise<void> {
  expect(await statusOf(app, tokens.accessToken)).toBe(200);
  expect(await statusOf(other, tokens.accessToken)).toBe(200);
  expect(await sockets(tokens)).toEqual([true, true]);
}

/** Ended at once here, for sockets and for refreshes; elsewhere within ten seconds. */
async function expectEnded(tokens: Tokens): Promise<void> {
  expect(await refusal(other, tokens.refreshToken)).toBe('invalid_refresh_token');
  expect(await statusOf(app, tokens.accessToken)).toBe(401);
  expect(await sockets(tokens)).toEqual([false, false]);
  app.clock.advance(TEN_SECONDS);
  expect(await statusOf(other, tokens.accessToken)).toBe(401);
}

describe('POST /auth/logout', () => {
  it('ends the session, and no other', async () => {
    const [here, elsewhere] = [await login(app, rep), await login(app, rep)];
    await seenByBoth(here);
    const answer = await logout(app, here.refreshToken);
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    await expectEnded(here);
    await seenByBoth(elsewhere);
    await refresh(app, elsewhere.refreshToken);
  });

  it('takes a token that was used, too', async () => {
    const first = await login(app, rep);
    const newest = await refresh(app, first.refreshToken);
    expect((await logout(app, first.refreshToken)).status).toBe(204);
    await expectEnded(newest);
  });

  it('does not tell whether there was a session', async () => {
    const { refreshToken } = await login(app, rep);
    const unknown = randomBytes(32).toString('base64url');
    const answers = [];
    for (const token of [refreshToken, refreshToken, unknown, 'not-a-token']) {
      answers.push(await logout(app, token));
    }
    for (const { status, text } of answers) expect([status, text]).toEqual([204, '']);
  });
});

describe('POST /auth/sessions/revoke', () => {
  it('ends all sessions of the caller, those of others go on', async () => {
    const mine = [await login(app, rep), await login(other, rep), await login(app, rep)];
    const colleague = await createPerson(app, group);
    const stranger = (await createGroup(app)).admin;
    const others = [await login(app, colleague), await login(app, stranger)];
    for (const tokens of mine) await seenByBoth(tokens);
    const [caller] = mine;
    expect((await logoutEverywhere(app, caller?.accessToken ?? '')).status).toBe(204);
    for (const tokens of mine) await expectEnded(tokens);
    expect(await statusOf(app, rep.token)).toBe(401);
    for (const tokens of others) {
      expect(await statusOf(app, tokens.accessToken)).toBe(200);
      await refresh(app, tokens.refreshToken);
    }
  });

  it('lets the user log in again', async () => {
    await logoutEverywhere(app, (await login(app, rep)).accessToken);
    await seenByBoth(await login(app, rep));
  });

  it('needs an access token that is good', async () => {
    const tokens = await login(app, rep);
    await logout(app, tokens.refreshToken);
    expect((await logoutEverywhere(app, tokens.accessToken)).status).toBe(401);
    expect((await logoutEverywhere(app, tokens.refreshToken)).status).toBe(401);
  });
});

describe('ending sessions for another reason', () => {
  it('can keep the session of the caller', async () => {
    const [kept, ended] = [await login(app, rep), await login(app, rep)];
    await seenByBoth(ended);
    const count = await asOrganization(group.organizationId, () =>
      app.auth.sessions.endAll(rep.id, 'password_changed', kept.sessionId),
    );
    expect(count).toBe(2);
    await expectEnded(ended);
    await seenByBoth(kept);
    await refresh(app, kept.refreshToken);
  });

  it('is part of the change that it is for', async () => {
    const tokens = await login(app, rep);
    const { auth } = modulesOnOwnPool(app);
    const change = asOrganization(group.organizationId, () =>
      app.database.unitOfWork.run(async () => {
        await auth.sessions.endAll(rep.id, 'user_disabled');
        throw new Error('planted fault');
      }),
    );
    await expect(change).rejects.toThrow('planted fault');
    expect(await sockets(tokens)).toEqual([true, true]);
    await refresh(app, tokens.refreshToken);
  });

  it('does nothing to a user of another group', async () => {
    const tokens = await login(app, rep);
    const stranger = await createGroup(app);
    const count = await asOrganization(stranger.organizationId, () =>
      app.auth.sessions.endAll(rep.id, 'user_disabled'),
    );
    expect(count).toBe(0);
    await seenByBoth(tokens);
  });
});

it('a disabled user has neither sockets nor, after ten seconds, access', async () => {
  const tokens = await login(app, rep);
  await seenByBoth(tokens);
  await disable(app, group, rep);
  expect(await sockets(tokens)).toEqual([false, false]);
  app.clock.advance(TEN_SECONDS);
  expect(await statusOf(app, tokens.accessToken)).toBe(401);
  expect(await statusOf(other, tokens.accessToken)).toBe(401);
});

it('a session belongs to its user alone', async () => {
  const tokens = await login(app, rep);
  const { principalLoader } = app.auth;
  expect(await principalLoader.load(group.admin.id, tokens.sessionId)).toBeUndefined();
  expect(await principalLoader.load(rep.id, sessionOf(group.admin.token))).toBeUndefined();
});

it('access goes on without a read of the session for ten seconds', async () => {
  const tokens = await login(app, rep);
  expect(await statusOf(app, tokens.accessToken)).toBe(200);
  const { rawDb, unitOfWork } = app.database;
  await unitOfWork.run(() =>
    rawDb.execute('DELETE FROM sessions WHERE id = $sessionId', { sessionId: tokens.sessionId }),
  );
  app.clock.advance(TEN_SECONDS / 2);
  expect(await statusOf(app, tokens.accessToken)).toBe(200);
  app.clock.advance(TEN_SECONDS / 2);
  expect(await statusOf(app, tokens.accessToken)).toBe(401);
});

describe('refreshes that fail', () => {
  const address = '192.0.2.7';

  it('are counted by address: after 100 no more is tried from there', async () => {
    const { email } = rep;
    const { refreshToken } = await login(app, rep);
    for (let round = 0; round < 99; round += 1) {
      const unknown = randomBytes(32).toString('base64url');
      expect(await refusal(app, unknown, { address })).toBe('invalid_refresh_token');
    }
    const next = await refresh(app, refreshToken, { address });
    expect(await refusal(app, 'the hundredth', { address })).toBe('invalid_refresh_token');
    const refused = await askRefresh(app, next.refreshToken, { address });
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ code: 'too_many_attempts' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await askRefresh(other, next.refreshToken, { address })).status).toBe(429);
    await refresh(app, next.refreshToken, { address: '192.0.2.8' });
    const body = { email, password: 'wrong' };
    const login401 = { method: 'post', path: '/api/v1/auth/login', body, address } as const;
    expect((await app.send(login401)).status).toBe(401);
  });
});
