import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { newId } from '../../../src/shared/ids.js';
import { TEST_PASSWORD, createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { UserRig, newEmail, refusal } from './user-rig.js';
import type { Answer } from './user-rig.js';

const TEN_SECONDS = 10_000;

let app: TestApp;
let elsewhere: TestApp;
let group: DealerGroup;
let other: DealerGroup;
let rig: UserRig;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  elsewhere = await startTestApp({ roles: ['api'], clock: app.clock });
  group = await createDealerGroup(app, { reps: 3 });
  other = await createDealerGroup(app, { reps: 0 });
  rig = new UserRig(app, group);
});

afterAll(() => Promise.all([app.stop(), elsewhere.stop()]));

function rep(index: number): Person {
  const found = group.reps[index];
  if (found === undefined) throw new Error(`There is no rep ${index}.`);
  return found;
}

/** A user with a session of his own. */
async function newPerson(values: object = {}): Promise<Person & { readonly refreshToken: string }> {
  const email = newEmail();
  const { id: userId, name } = await rig.create({ email, ...values });
  const login = { email, password: TEST_PASSWORD };
  const { body } = await app.request().post('/api/v1/auth/login').send(login);
  const { accessToken: token, refreshToken } = body as Record<
    'accessToken' | 'refreshToken',
    string
  >;
  return { userId, email, name, token, refreshToken };
}

async function statusOn(at: TestApp, path: string, { token }: Person): Promise<number> {
  return (await at.request(token).get(`/api/v1${path}`)).status;
}

interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

async function eventsOf(userId: string): Promise<readonly Told[]> {
  const rows = await app.database.rawDb.select<{ type: string; data: string | object }>(
    `SELECT type, data FROM events WHERE stream = 'user' AND stream_id = $userId ORDER BY version`,
    { userId },
  );
  return rows.map(({ type, data }) => ({
    type,
    data: (typeof data === 'string' ? JSON.parse(data) : data) as Told['data'],
  }));
}

async function recordsOf(userId: string): Promise<readonly string[]> {
  const rows = await app.database.rawDb.select<{ action: string }>(
    `SELECT action FROM audit_events WHERE subject_ids LIKE CONCAT('%', $userId, '%') ORDER BY id`,
    { userId },
  );
  return rows.map(({ action }) => action);
}

describe('PATCH /users/{userId}', () => {
  it('changes what is given, once, with its event', async () => {
    const { id } = await rig.create({ phone: '+13125550100' });
    const answer = await rig.patch(id, { name: ' Rosa Delgado ', phone: '+1 312 555 0101' });
    expect(answer.body).toMatchObject({ name: 'Rosa Delgado', phone: '+13125550101', version: 2 });
    expect(answer.headers['etag']).toBe('"2"');
    expect((await rig.patch(id, { name: 'Rosa Delgado' })).body).toMatchObject({ version: 2 });
    expect((await rig.patch(id, {})).body).toMatchObject({ version: 2 });
    expect((await rig.patch(id, { phone: null })).body).not.toHaveProperty('phone');
    const told = await eventsOf(id);
    expect(told.map(({ type }) => type)).toEqual(['user.created', 'user.updated', 'user.updated']);
    expect(told[1]?.data).toMatchObject({ userId: id, changed: ['name', 'phone'] });
    expect(JSON.stringify(told)).not.toMatch(/Rosa|3125550/);
  });

  it('needs the version that was read', async () => {
    const { id } = await rig.create();
    const none = await app.request(group.admin.token).patch(`/api/v1/users/${id}`).send({});
    expect(refusal(none)).toEqual([428, 'precondition_required']);
    const stale = await rig.patchVersion({ userId: id, version: 7 }, { name: 'Late' });
    expect(refusal(stale)).toEqual([412, 'stale_version']);
    expect(stale.headers['etag']).toBe('"1"');
    const both = ['One', 'Two'].map((name) =>
      rig.patchVersion({ userId: id, version: 1 }, { name }),
    );
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 412]);
  });

  it.each<[string, object, string]>([
    ['an empty name', { name: ' ' }, '/name'],
    ['an unknown role', { role: 'owner' }, '/role'],
    ['a state that is none', { disabled: 'yes' }, '/disabled'],
    ['another address', { email: 'else@dealer.example' }, '/email'],
    ['a password', { password: TEST_PASSWORD }, '/password'],
    ['another organization', { organizationId: newId() }, '/organizationId'],
    ['a date of its own', { disabledAt: '2026-01-01T00:00:00.000Z' }, '/disabledAt'],
  ])('refuses %s', async (_what, values, pointer) => {
    const answer = await rig.patch(rep(0).userId, values);
    expect(refusal(answer)).toEqual([400, 'validation_failed']);
    const { errors } = answer.body as { errors: ReadonlyArray<{ pointer: string }> };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('refuses what has no meaning', async () => {
    const { id } = await rig.create();
    const cases: ReadonlyArray<[object, string]> = [
      [{ phone: '12345678' }, 'invalid_phone'],
      [{ showroomIds: [newId()] }, 'showroom_not_found'],
      [{ showroomIds: [other.showroom.id] }, 'showroom_not_found'],
      [{ role: 'admin', showroomIds: [group.showroom.id] }, 'admin_with_showrooms'],
    ];
    for (const [values, code] of cases) {
      expect(refusal(await rig.patch(id, values))).toEqual([422, code]);
    }
    expect(await rig.account(id)).toMatchObject({ version: 1 });
  });

  it('knows no user of another group, and none that is not there', async () => {
    for (const userId of [other.admin.userId, newId()]) {
      const answer = await rig.patchVersion({ userId, version: 1 }, { disabled: true });
      expect(refusal(answer)).toEqual([404, 'user_not_found']);
    }
  });

  it('takes an administrator’s showrooms away, since he needs none', async () => {
    const { id } = await rig.create();
    const admin = await rig.patch(id, { role: 'admin' });
    expect(admin.body).toMatchObject({ role: 'admin', showroomIds: [] });
    const back = await rig.patch(id, { role: 'sales_rep', showroomIds: [group.otherShowroom.id] });
    expect(back.body).toMatchObject({ role: 'sales_rep', showroomIds: [group.otherShowroom.id] });
  });
});

describe('who may change whom', () => {
  async function byManager(userId: string, body: object): Promise<Answer> {
    return rig.patch(userId, body, group.manager);
  }

  it('a sales manager changes the reps of his showrooms, and of no others', async () => {
    const { showroom, otherShowroom } = group;
    const mine = await rig.create();
    expect((await byManager(mine.id, { name: 'Mine' })).status).toBe(200);
    expect((await byManager(mine.id, { disabled: true })).status).toBe(200);
    expect((await byManager(mine.id, { disabled: false })).status).toBe(200);
    const shared = await rig.create({ showroomIds: [showroom.id, otherShowroom.id] });
    const theirs = await rig.create({ showroomIds: [otherShowroom.id] });
    const nobodys = await rig.create({ showroomIds: [] });
    const peer = await rig.create({ role: 'sales_manager' });
    const untouchable = [shared, theirs, nobodys, peer].map(({ id }) => id);
    for (const id of [...untouchable, group.admin.userId]) {
      for (const body of [{ name: 'Theirs' }, { disabled: true }, { role: 'sales_rep' }]) {
        expect(refusal(await byManager(id, body))).toEqual([403, 'user_forbidden']);
      }
    }
  });

  it('a sales manager gives no right that he does not have', async () => {
    const { showroom, otherShowroom } = group;
    const { id } = await rig.create();
    const cases: ReadonlyArray<[object, [number, string]]> = [
      [{ role: 'sales_manager' }, [403, 'role_forbidden']],
      [{ role: 'admin' }, [403, 'role_forbidden']],
      [{ showroomIds: [showroom.id, otherShowroom.id] }, [403, 'showroom_forbidden']],
      [{ showroomIds: [] }, [422, 'showroom_required']],
    ];
    for (const [body, expected] of cases) {
      expect(refusal(await byManager(id, body))).toEqual(expected);
    }
    expect(await rig.account(id)).toMatchObject({ version: 1, role: 'sales_rep' });
  });

  it('nobody changes what he himself may do, but everybody who may, his name', async () => {
    const second = await newPerson({ role: 'admin', showroomIds: [] });
    for (const body of [{ role: 'sales_rep' }, { disabled: true }]) {
      expect(refusal(await rig.patch(second.userId, body, second))).toEqual([403, 'own_rights']);
    }
    expect((await rig.patch(second.userId, { name: 'Second' }, second)).status).toBe(200);
    expect((await rig.patch(second.userId, { disabled: true })).status).toBe(200);
  });

  it('reps change nobody', async () => {
    const answer = await rig.patch(rep(0).userId, { name: 'Me' }, rep(0));
    expect(refusal(answer)).toEqual([403, 'forbidden']);
  });
});

describe('what a change does to access', () => {
  it('ends it at once here, and within ten seconds elsewhere, for who is disabled', async () => {
    const person = await newPerson();
    for (const at of [app, elsewhere]) expect(await statusOn(at, '/showrooms', person)).toBe(200);
    const answer = await rig.patch(person.userId, { disabled: true });
    expect(answer.body).toMatchObject({ status: 'disabled', version: 2 });
    expect(answer.body).toHaveProperty('disabledAt');
    expect(await statusOn(app, '/showrooms', person)).toBe(401);
    app.clock.advance(TEN_SECONDS);
    expect(await statusOn(elsewhere, '/showrooms', person)).toBe(401);
    const { refreshToken, email } = person;
    const refreshed = await elsewhere.request().post('/api/v1/auth/refresh').send({ refreshToken });
    expect(refreshed.status).toBe(401);
    const login = { email, password: TEST_PASSWORD };
    const again = await app.request().post('/api/v1/auth/login').send(login);
    expect(refusal(again)).toEqual([401, 'invalid_credentials']);
    expect((await eventsOf(person.userId)).map(({ type }) => type)).toEqual([
      'user.created',
      'user.disabled',
    ]);
  });

  it('lets sockets go at their next look', async () => {
    const person = await newPerson();
    const { principalLoader } = elsewhere.app.modules.auth;
    const sessionId = String(decodeJwt(person.token)['sid']);
    const load = () => group.inContext(() => principalLoader.load(person.userId, sessionId));
    expect((await load())?.showroomIds).toEqual([group.showroom.id]);
    await rig.patch(person.userId, { showroomIds: [group.otherShowroom.id] });
    expect((await load())?.showroomIds).toEqual([group.otherShowroom.id]);
    await rig.patch(person.userId, { disabled: true });
    expect(await load()).toBeUndefined();
  });

  it('gives nothing back to old sessions when the user is let in again', async () => {
    const person = await newPerson();
    await rig.patch(person.userId, { disabled: true });
    const answer = await rig.patch(person.userId, { disabled: false });
    expect(answer.body).toMatchObject({ status: 'active' });
    expect(answer.body).not.toHaveProperty('disabledAt');
    expect(await statusOn(app, '/auth/me', person)).toBe(401);
    const login = { email: person.email, password: TEST_PASSWORD };
    expect((await app.request().post('/api/v1/auth/login').send(login)).status).toBe(200);
  });

  it('opens and closes showrooms for sessions under way', async () => {
    const person = await newPerson();
    const { showroom, otherShowroom } = group;
    const statuses = async (at: TestApp): Promise<readonly number[]> => [
      await statusOn(at, `/showrooms/${showroom.id}`, person),
      await statusOn(at, `/showrooms/${otherShowroom.id}`, person),
    ];
    for (const at of [app, elsewhere]) expect(await statuses(at)).toEqual([200, 403]);
    await rig.patch(person.userId, { showroomIds: [otherShowroom.id] });
    expect(await statuses(app)).toEqual([403, 200]);
    app.clock.advance(TEN_SECONDS);
    expect(await statuses(elsewhere)).toEqual([403, 200]);
  });

  it('takes a role away from sessions under way', async () => {
    const person = await newPerson({ role: 'sales_manager' });
    for (const at of [app, elsewhere]) expect(await statusOn(at, '/users', person)).toBe(200);
    await rig.patch(person.userId, { role: 'sales_rep' });
    expect(await statusOn(app, '/users', person)).toBe(403);
    app.clock.advance(TEN_SECONDS);
    expect(await statusOn(elsewhere, '/users', person)).toBe(403);
  });

  it('is recorded, right by right', async () => {
    const { id } = await rig.create();
    await rig.patch(id, { name: 'Other' });
    await rig.patch(id, { role: 'sales_manager', showroomIds: [] });
    await rig.patch(id, { disabled: true });
    await rig.patch(id, { disabled: false });
    const changes = (await recordsOf(id)).filter((action) => !action.endsWith('.read'));
    expect([...changes].sort()).toEqual([
      'auth.sessions.revoke',
      ...['users.change-role', 'users.change-showrooms', 'users.create', 'users.disable'],
      ...['users.enable', 'users.update', 'users.update', 'users.update', 'users.update'],
    ]);
  });
});
