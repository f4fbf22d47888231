import type { Response } from 'supertest';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson, sessionOf } from './people.js';
import type { Group, Person } from './people.js';
import { login, logout, refresh, refusal, statusOf } from './session-client.js';
import type { Tokens } from './session-client.js';
import { StillClock } from './still-clock.js';

const SESSIONS = '/api/v1/auth/sessions';
const TEN_SECONDS = 10_000;
const EIGHT_DAYS = 8 * 24 * 3_600_000;

let app: AuthApp;
let other: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
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

interface Listed {
  readonly data: ReadonlyArray<{ readonly id: string }>;
  readonly page: { readonly nextCursor?: string };
}

async function list({ accessToken }: Tokens, query = ''): Promise<Listed> {
  const answer = await app.send({ path: `${SESSIONS}${query}`, token: accessToken });
  expect(answer.status).toBe(200);
  return answer.body as Listed;
}

async function end(by: Tokens, sessionId: string): Promise<Response> {
  const path = `${SESSIONS}/${sessionId}`;
  return app.send({ method: 'delete', path, token: by.accessToken });
}

async function endAllOf(by: Person, userId: string): Promise<Response> {
  const path = `/api/v1/users/${userId}/sessions/revoke`;
  return app.send({ method: 'post', path, token: by.token });
}

/** The code of the problem that an answer is. */
function codeOf(answer: Response): unknown {
  return (answer.body as { code?: unknown }).code;
}

/** Live so far on both instances, which have it in mind now. */
async function seenByBoth({ accessToken }: Tokens): Promise<void> {
  expect(await statusOf(app, accessToken)).toBe(200);
  expect(await statusOf(other, accessToken)).toBe(200);
}

/** Ended at once here, for sockets and for refreshes; elsewhere within ten seconds. */
async function expectEnded(tokens: Tokens): Promise<void> {
  expect(await refusal(other, tokens.refreshToken)).toBe('invalid_refresh_token');
  expect(await statusOf(app, tokens.accessToken)).toBe(401);
  const { principalLoader } = other.auth;
  expect(await principalLoader.load(rep.id, tokens.sessionId)).toBeUndefined();
  app.clock.advance(TEN_SECONDS);
  expect(await statusOf(other, tokens.accessToken)).toBe(401);
}

async function auditActions(userId: string): Promise<readonly string[]> {
  const rows = await app.database.rawDb.select<{ action: string }>(
    `SELECT action FROM audit_events WHERE actor_id = $userId AND action = 'auth.sessions.revoke'`,
    { userId },
  );
  return rows.map(({ action }) => action);
}

describe('GET /auth/sessions', () => {
  it('answers the live sessions of the caller, and which of them this one is', async () => {
    const first = await login(app, rep);
    const startedAt = app.clock.now().toISOString();
    app.clock.advance(60_000);
    const used = await refresh(app, first.refreshToken);
    const { data } = await list(used);
    expect(data.map(({ id }) => id)).toEqual([sessionOf(rep.token), used.sessionId]);
    const end = `${SESSIONS}/${used.sessionId}`;
    expect(data[1]).toEqual({
      id: used.sessionId,
      current: true,
      startedAt,
      lastUsedAt: app.clock.now().toISOString(),
      expiresAt: new Date(app.clock.now().getTime() + 604_800_000).toISOString(),
      _links: { end: { href: end, method: 'DELETE' } },
    });
    expect(data[0]).toMatchObject({ current: false });
  });

  it('leaves out what has ended or expired, and sessions of others', async () => {
    const old = await login(app, rep);
    app.clock.advance(EIGHT_DAYS);
    const colleague = await login(app, await createPerson(app, group));
    const [ended, mine] = [await login(app, rep), await login(app, rep)];
    await logout(app, ended.refreshToken);
    const ids = (await list(mine)).data.map(({ id }) => id);
    expect(ids).toEqual([mine.sessionId]);
    for (const { sessionId } of [old, ended, colleague]) expect(ids).not.toContain(sessionId);
  });

  it('comes in pages', async () => {
    const [first, second] = [await login(app, rep), await login(app, rep)];
    const page = await list(second, '?limit=2');
    expect(page.data.map(({ id }) => id)).toEqual([sessionOf(rep.token), first.sessionId]);
    const next = await list(second, `?limit=2&cursor=${page.page.nextCursor ?? ''}`);
    expect(next.data.map(({ id }) => id)).toEqual([second.sessionId]);
    expect(next.page).toEqual({ limit: 2, hasMore: false });
    const asked = { path: SESSIONS, token: second.accessToken };
    const counted = await app.send({ ...asked, headers: { Prefer: 'count=exact' } });
    expect(counted.body).toMatchObject({ page: { total: 3 } });
  });
});

describe('DELETE /auth/sessions/{sessionId}', () => {
  it('ends that session and no other, and is recorded', async () => {
    const [mine, lost] = [await login(app, rep), await login(app, rep)];
    await seenByBoth(lost);
    expect((await end(mine, lost.sessionId)).status).toBe(204);
    await expectEnded(lost);
    await seenByBoth(mine);
    expect(await auditActions(rep.id)).toEqual(['auth.sessions.revoke']);
  });

  it('ends the session it comes from, too', async () => {
    const mine = await login(app, rep);
    expect((await end(mine, mine.sessionId)).status).toBe(204);
    await expectEnded(mine);
  });

  it('knows no session of others, and none that has ended or expired', async () => {
    const old = await login(app, rep);
    app.clock.advance(EIGHT_DAYS);
    const [mine, ended] = [await login(app, rep), await login(app, rep)];
    await logout(app, ended.refreshToken);
    const colleague = await login(app, await createPerson(app, group));
    const stranger = await login(app, (await createGroup(app)).admin);
    for (const { sessionId } of [old, ended, colleague, stranger]) {
      const answer = await end(mine, sessionId);
      expect([answer.status, codeOf(answer)]).toEqual([404, 'session_not_found']);
    }
    await refresh(app, colleague.refreshToken);
    await refresh(app, stranger.refreshToken);
  });
});

describe('POST /users/{userId}/sessions/revoke', () => {
  it('lets an administrator end all sessions of a user, and is recorded as his deed', async () => {
    const admin = await createPerson(app, group, { role: 'admin', showroomIds: [] });
    const mine = [await login(app, rep), await login(other, rep)];
    const colleague = await login(app, await createPerson(app, group));
    for (const tokens of mine) await seenByBoth(tokens);
    expect((await endAllOf(admin, rep.id)).status).toBe(204);
    for (const tokens of mine) await expectEnded(tokens);
    await refresh(app, colleague.refreshToken);
    expect(await auditActions(admin.id)).toEqual(['auth.sessions.revoke']);
    expect(await auditActions(rep.id)).toEqual([]);
  });

  it('is for administrators alone', async () => {
    const manager = await createPerson(app, group, { role: 'sales_manager' });
    for (const person of [manager, rep]) {
      expect((await endAllOf(person, rep.id)).status).toBe(403);
    }
    expect(await statusOf(app, rep.token)).toBe(200);
  });

  it('knows no user of another group', async () => {
    const stranger = (await createGroup(app)).admin;
    const answer = await endAllOf(stranger, rep.id);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'user_not_found']);
    expect(await statusOf(app, rep.token)).toBe(200);
  });
});
