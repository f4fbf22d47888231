import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { TEST_PASSWORD, createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { UserRig, newEmail, newUser, refusal } from './user-rig.js';
import type { AccountBody } from './user-rig.js';

let app: TestApp;
let group: DealerGroup;
let other: DealerGroup;
let rig: UserRig;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 2 });
  other = await createDealerGroup(app, { reps: 1 });
  rig = new UserRig(app, group);
});

afterAll(() => app.stop());

async function logIn(email: string, password = TEST_PASSWORD): Promise<number> {
  const answer = await app.request().post('/api/v1/auth/login').send({ email, password });
  return answer.status;
}

describe('POST /users', () => {
  it('makes a user who can log in', async () => {
    const email = newEmail();
    const values = { email: email.toUpperCase(), phone: '+1 (312) 555-0199', name: '  Nora New ' };
    const answer = await rig.post(newUser({ ...values, showroomIds: [group.showroom.id] }));
    expect(answer.body).toMatchObject({
      ...{ email, name: 'Nora New', phone: '+13125550199', role: 'sales_rep', status: 'active' },
      ...{ showroomIds: [group.showroom.id], version: 1 },
    });
    const { id } = answer.body as AccountBody;
    expect(answer.headers).toMatchObject({ location: `/api/v1/users/${id}`, etag: '"1"' });
    expect(answer.text).not.toContain(TEST_PASSWORD);
    expect(await logIn(email)).toBe(200);
  });

  it('knows each address once, over all dealer groups, and tells nothing of who has it', async () => {
    for (const { email } of [group.admin, other.admin]) {
      const answer = await rig.post(newUser({ email: email.toUpperCase() }));
      expect(refusal(answer)).toEqual([409, 'email_taken']);
      expect(answer.text).not.toContain(other.organizationId);
      expect(answer.text).not.toContain(other.admin.userId);
    }
  });

  it('makes one user of two requests at the same time', async () => {
    const body = newUser();
    const answers = await Promise.all([rig.post(body), rig.post(body), rig.post(body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each<[string, object, string]>([
    ['no address', { email: undefined }, '/email'],
    ['an address that is none', { email: 'nora' }, '/email'],
    ['an endless address', { email: `${'a'.repeat(300)}@dealer.example` }, '/email'],
    ['no name', { name: '  ' }, '/name'],
    ['an endless name', { name: 'x'.repeat(129) }, '/name'],
    ['a name of two lines', { name: 'Nora\nNew' }, '/name'],
    ['an unknown role', { role: 'owner' }, '/role'],
    ['a short password', { password: 'short' }, '/password'],
    ['an endless password', { password: 'x'.repeat(129) }, '/password'],
    ['showrooms that are none', { showroomIds: ['downtown'] }, '/showroomIds/0'],
    ['more than is asked for', { organizationId: newId() }, '/organizationId'],
    ['a version of its own', { version: 7 }, '/version'],
    ['a hash', { passwordHash: 'x' }, '/passwordHash'],
  ])('refuses %s', async (_what, values, pointer) => {
    const answer = await rig.post(newUser(values));
    expect(refusal(answer)).toEqual([400, 'validation_failed']);
    const { errors } = answer.body as { errors: ReadonlyArray<{ pointer: string }> };
    expect(errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('refuses what has no meaning', async () => {
    const cases: ReadonlyArray<[object, string]> = [
      [{ phone: '12345678' }, 'invalid_phone'],
      [{ showroomIds: [newId()] }, 'showroom_not_found'],
      [{ showroomIds: [other.showroom.id] }, 'showroom_not_found'],
      [{ role: 'admin', showroomIds: [group.showroom.id] }, 'admin_with_showrooms'],
    ];
    for (const [values, code] of cases) {
      expect(refusal(await rig.post(newUser(values)))).toEqual([422, code]);
    }
  });

  it('is for those who answer for the user', async () => {
    const { manager, reps, showroom, otherShowroom } = group;
    const [rep = manager] = reps;
    const mine = { showroomIds: [showroom.id] };
    expect(await rig.create(mine, manager)).toMatchObject({ role: 'sales_rep', ...mine });
    const cases: ReadonlyArray<[object, [number, string]]> = [
      [{ ...mine, role: 'admin' }, [422, 'admin_with_showrooms']],
      [{ role: 'admin' }, [403, 'role_forbidden']],
      [{ ...mine, role: 'sales_manager' }, [403, 'role_forbidden']],
      [{ showroomIds: [showroom.id, otherShowroom.id] }, [403, 'showroom_forbidden']],
      [{}, [422, 'showroom_required']],
    ];
    for (const [values, expected] of cases) {
      expect(refusal(await rig.post(newUser(values), manager))).toEqual(expected);
    }
    expect(refusal(await rig.post(newUser(mine), rep))).toEqual([403, 'forbidden']);
  });
});

describe('GET /users', () => {
  async function list(query: string, by = group.admin): Promise<readonly AccountBody[]> {
    const answer = await app.request(by.token).get(`/api/v1/users?${query}`);
    expect([answer.status, answer.body]).toEqual([200, answer.body]);
    return (answer.body as { data: readonly AccountBody[] }).data;
  }

  it('shows all of the dealer group to administrators, page by page', async () => {
    const seen: string[] = [];
    let path = '/api/v1/users?limit=2';
    while (path !== '') {
      const { body } = await app.request(group.admin.token).get(path);
      const page = body as { data: AccountBody[]; _links: { next?: { href: string } } };
      seen.push(...page.data.map(({ id }) => id));
      path = page._links.next?.href ?? '';
    }
    const known = [group.admin, group.manager, ...group.reps].map(({ userId }) => userId);
    expect(seen).toEqual(expect.arrayContaining(known));
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).not.toContain(other.admin.userId);
  });

  it('shows sales managers themselves and those of their showrooms', async () => {
    const elsewhere = await rig.create({ showroomIds: [group.otherShowroom.id] });
    const ids = (await list('limit=100', group.manager)).map(({ id }) => id);
    const reps = group.reps.map(({ userId }) => userId);
    expect(ids).toEqual(expect.arrayContaining([group.manager.userId, ...reps]));
    expect(ids).not.toContain(elsewhere.id);
    expect(ids).not.toContain(group.admin.userId);
    expect(refusal(await rig.get(elsewhere.id, group.manager))).toEqual([403, 'user_forbidden']);
    const admin = await rig.get(group.admin.userId, group.manager);
    expect(refusal(admin)).toEqual([403, 'user_forbidden']);
    expect((await rig.get(group.manager.userId, group.manager)).status).toBe(200);
  });

  it('shows a manager without showrooms himself alone', async () => {
    const email = newEmail();
    const { id } = await rig.create({ email, role: 'sales_manager', showroomIds: [] });
    const login = { email, password: TEST_PASSWORD };
    const { body } = await app.request().post('/api/v1/auth/login').send(login);
    const by = { ...group.manager, token: (body as { accessToken: string }).accessToken };
    expect((await list('', by)).map((user) => user.id)).toEqual([id]);
  });

  it('filters by role, showroom and state', async () => {
    const { id } = await rig.create({ showroomIds: [group.otherShowroom.id] });
    await rig.patch(id, { disabled: true });
    const admins = await list('role=admin');
    expect(admins.map((user) => user.id)).toEqual([group.admin.userId]);
    const there = await list(`showroomId=${group.otherShowroom.id}&status=disabled`);
    expect(there.map((user) => user.id)).toEqual([id]);
    const active = await list(`showroomId=${group.otherShowroom.id}&status=active&limit=100`);
    expect(active.map((user) => user.id)).not.toContain(id);
    expect(await list('status=invited')).toEqual([]);
  });

  it('counts when it is asked to', async () => {
    const answer = await app
      .request(group.admin.token)
      .get('/api/v1/users?role=admin')
      .set('Prefer', 'count=exact');
    expect(answer.body).toMatchObject({ page: { total: 1 } });
  });

  it('refuses filters, cursors and callers that are none', async () => {
    const ask = async (query: string, by = group.admin): Promise<[number, unknown]> =>
      refusal(await app.request(by.token).get(`/api/v1/users?${query}`));
    for (const query of ['role=owner', 'status=gone', 'q=nora', 'showroomId=x', 'cursor=x']) {
      expect(await ask(query)).toEqual([400, 'validation_failed']);
    }
    const { body } = await app.request(group.admin.token).get('/api/v1/users?limit=1');
    const { nextCursor } = (body as { page: { nextCursor: string } }).page;
    expect(await ask(`role=admin&cursor=${nextCursor}`)).toEqual([400, 'validation_failed']);
    const elsewhere = `showroomId=${other.showroom.id}`;
    expect(await ask(elsewhere)).toEqual([404, 'showroom_not_found']);
    const closed = `showroomId=${group.otherShowroom.id}`;
    expect(await ask(closed, group.manager)).toEqual([403, 'showroom_forbidden']);
    for (const rep of group.reps) expect(await ask('', rep)).toEqual([403, 'forbidden']);
  });
});

describe('GET /users/{userId}', () => {
  it('answers one user, and what the caller may do with him', async () => {
    const [rep = group.manager] = group.reps;
    const { body, headers } = await rig.get(rep.userId, group.manager);
    expect(body).toMatchObject({ id: rep.userId, email: rep.email, role: 'sales_rep' });
    expect(headers['etag']).toBe(`"${(body as AccountBody).version}"`);
    expect(Object.keys((body as AccountBody)._links)).toEqual(['self', 'update']);
    const admin = (await rig.get(rep.userId)).body as AccountBody;
    expect(Object.keys(admin._links)).toEqual([
      ...['self', 'update', 'password-reset', 'totp-reset'],
    ]);
    const self = (await rig.get(group.manager.userId, group.manager)).body as AccountBody;
    expect(Object.keys(self._links)).toEqual(['self']);
    const again = await app
      .request(group.admin.token)
      .get(`/api/v1/users/${rep.userId}`)
      .set('If-None-Match', String(headers['etag']));
    expect(again.status).toBe(304);
  });

  it('knows no user of another group, none that is not there, and no id that is none', async () => {
    for (const id of [other.admin.userId, newId()]) {
      expect(refusal(await rig.get(id))).toEqual([404, 'user_not_found']);
    }
    expect(refusal(await rig.get('me'))).toEqual([400, 'validation_failed']);
  });
});
