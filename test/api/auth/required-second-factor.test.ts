import type { Response } from 'supertest';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { PASSWORD, createGroup, createPerson } from './people.js';
import type { Group, Person } from './people.js';
import { askLogin, enable, enrol, post, verdictOf } from './second-factor-client.js';
import { askRefresh, login } from './session-client.js';
import { StillClock } from './still-clock.js';

const ORGANIZATION = '/api/v1/organization';
const MANAGERS_TOO = { secondFactorRequiredFor: ['admin', 'sales_manager'] };

let app: AuthApp;
let group: Group;
beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
});
beforeEach(async () => {
  group = await createGroup(app);
});
afterAll(() => app.stop());

async function read({ token }: Person): Promise<Response> {
  return app.send({ path: ORGANIZATION, token });
}

async function change({ token }: Person, body: object, version?: number): Promise<Response> {
  const headers = version === undefined ? {} : { 'If-Match': `"${version}"` };
  return app.send({ method: 'patch', path: ORGANIZATION, token, body, headers });
}

interface Granted {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly secondFactorRequired?: boolean;
}

function grantIn(answer: Response): Granted {
  expect(answer.status).toBe(200);
  return answer.body as Granted;
}

async function statusAt(path: string, token: string): Promise<number> {
  return (await app.send({ path: `/api/v1${path}`, token })).status;
}

describe('what a dealer group asks of those who log in', () => {
  it('is nothing at first, and what its administrator sets', async () => {
    const before = await read(group.admin);
    expect([before.status, before.headers['etag']]).toEqual([200, '"1"']);
    expect(before.body).toMatchObject({ id: group.organizationId, secondFactorRequiredFor: [] });
    const changed = await change(group.admin, MANAGERS_TOO, 1);
    expect([changed.status, changed.headers['etag']]).toEqual([200, '"2"']);
    expect(changed.body).toMatchObject(MANAGERS_TOO);
    expect((await read(group.admin)).body).toEqual(changed.body);
    expect((await read((await createGroup(app)).admin)).body).toMatchObject({ version: 1 });
  });

  it('is changed by who has seen it as it is', async () => {
    expect((await change(group.admin, MANAGERS_TOO)).status).toBe(428);
    const both = [change(group.admin, MANAGERS_TOO, 1), change(group.admin, MANAGERS_TOO, 1)];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
  });

  it('is refused where it names no role, or one twice', async () => {
    for (const roles of [['owner'], ['admin', 'admin']]) {
      const answer = await change(group.admin, { secondFactorRequiredFor: roles }, 1);
      expect(answer.status).toBe(400);
    }
  });

  it('is for administrators, and is recorded', async () => {
    const manager = await createPerson(app, group, { role: 'sales_manager' });
    expect((await read(manager)).status).toBe(403);
    expect((await change(manager, MANAGERS_TOO, 1)).status).toBe(403);
    await change(group.admin, MANAGERS_TOO, 1);
    const rows = await app.database.rawDb.select<{ outcome: string }>(
      `SELECT outcome FROM audit_events
       WHERE organization_id = $id AND action = 'organizations.update' ORDER BY outcome`,
      { id: group.organizationId },
    );
    expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['denied', 'success']);
  });
});

describe('somebody of whom a second factor is asked', () => {
  it('is let in to enrol one, and then to everything', async () => {
    const manager = await createPerson(app, group, { role: 'sales_manager' });
    await change(group.admin, MANAGERS_TOO, 1);
    const narrow = grantIn(await askLogin(app, manager));
    expect(narrow.secondFactorRequired).toBe(true);
    const { accessToken: token } = narrow;
    for (const path of ['/auth/me', '/users', '/vehicles', '/customers', '/showrooms']) {
      expect([path, await statusAt(path, token)]).toEqual([path, 403]);
    }
    const ticket = { method: 'post', path: '/api/v1/realtime/tickets', token } as const;
    expect((await app.send(ticket)).status).toBe(403);
    const { device } = await enable(app, { ...manager, token });
    expect(await statusAt('/users', token)).toBe(403);
    const full = grantIn(await askRefresh(app, narrow.refreshToken));
    expect(full.secondFactorRequired).toBeUndefined();
    expect(await statusAt('/users', full.accessToken)).toBe(200);
    expect(verdictOf(await askLogin(app, manager))).toEqual([401, 'totp_required']);
    const again = grantIn(await askLogin(app, manager, { totp: device.code() }));
    expect(again.secondFactorRequired).toBeUndefined();
  });

  it('has not got one by enrolling alone', async () => {
    const manager = await createPerson(app, group, { role: 'sales_manager' });
    await change(group.admin, MANAGERS_TOO, 1);
    const narrow = grantIn(await askLogin(app, manager));
    await enrol(app, { ...manager, token: narrow.accessToken });
    expect(grantIn(await askRefresh(app, narrow.refreshToken)).secondFactorRequired).toBe(true);
  });

  it('is asked at the next refresh of a session that began before, and after disabling', async () => {
    const manager = await createPerson(app, group, { role: 'sales_manager' });
    const before = await login(app, manager);
    await change(group.admin, MANAGERS_TOO, 1);
    const narrow = grantIn(await askRefresh(app, before.refreshToken));
    expect(narrow.secondFactorRequired).toBe(true);
    const { device } = await enable(app, { ...manager, token: narrow.accessToken });
    const full = grantIn(await askRefresh(app, narrow.refreshToken));
    const proof = { password: PASSWORD, code: device.code() };
    const off = await post(app, { token: full.accessToken }, 'disable', proof);
    expect(off.status).toBe(204);
    expect(grantIn(await askRefresh(app, full.refreshToken)).secondFactorRequired).toBe(true);
  });

  it('is nobody of another role or another group', async () => {
    const stranger = await createGroup(app);
    await change(group.admin, MANAGERS_TOO, 1);
    const rep = await createPerson(app, group);
    for (const person of [rep, stranger.admin]) {
      const grant = grantIn(await askLogin(app, person));
      expect(grant.secondFactorRequired).toBeUndefined();
      expect(await statusAt('/auth/me', grant.accessToken)).toBe(200);
    }
  });
});
