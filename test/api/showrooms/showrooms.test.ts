import { newId } from '../../../src/shared/ids.js';
import { startAuthApp } from '../auth/auth-app.js';
import type { AuthApp } from '../auth/auth-app.js';
import { createGroup, createPerson, createShowroom } from '../auth/people.js';
import type { Group, Person } from '../auth/people.js';
import { SHOWROOMS, create, eventsOf, full } from './showroom-requests.js';

let app: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp();
  group = await createGroup(app);
  rep = await createPerson(app, group);
});
afterAll(() => app.stop());

interface ListBody {
  readonly data: ReadonlyArray<{ readonly id: string }>;
  readonly page: { readonly nextCursor?: string };
}

describe('POST /showrooms', () => {
  it('makes one with everything that was said of it', async () => {
    const answer = await create(app, group.admin.token, full);
    expect(answer.status).toBe(201);
    const { id } = answer.body as { id: string };
    const href = `${SHOWROOMS}/${id}`;
    expect(answer.headers['location']).toBe(href);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toEqual({
      id,
      ...full,
      version: 1,
      _links: {
        self: { href },
        staff: { href: `${href}/staff` },
        floor: { href: `${href}/floor` },
        update: { href, method: 'PATCH' },
      },
    });
    const again = await app.send({ path: href, token: group.admin.token });
    expect(again.body).toEqual(answer.body);
    expect(await eventsOf(app, id)).toEqual([
      {
        type: 'showroom.created',
        version: 1,
        showroomId: id,
        data: { showroomId: id, version: 1 },
      },
    ]);
  });

  it('has hours, and no plan, until it is told otherwise', async () => {
    const { body } = await create(app, group.admin.token, {});
    const nineToSix = [{ opens: '09:00', closes: '18:00' }];
    expect(body).toMatchObject({ openingHours: { saturday: nineToSix }, floors: [] });
    expect(body).not.toHaveProperty('openingHours.sunday');
    expect(body).not.toHaveProperty('address');
    expect(body).not.toHaveProperty('location');
  });

  it('makes one showroom for one key', async () => {
    const headers = { 'Idempotency-Key': newId() };
    const body = { name: 'Once', timeZone: 'America/Chicago', currency: 'USD' };
    const request = { method: 'post', path: SHOWROOMS, token: group.admin.token, body } as const;
    const first = await app.send({ ...request, headers });
    const second = await app.send({ ...request, headers });
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  it.each([
    ['a rep', 'sales_rep'],
    ['a manager', 'sales_manager'],
  ] as const)('is not for %s', async (_name, role) => {
    const person = await createPerson(app, group, { role });
    const answer = await create(app, person.token, {});
    expect(answer.status).toBe(403);
  });

  it.each([
    ['an unknown field', { bogus: 1 }, '/bogus'],
    ['an empty name', { name: '' }, '/name'],
    ['a currency in lower case', { currency: 'usd' }, '/currency'],
    ['a time of day that is none', { openingHours: hours('25:00', '23:00') }, opens(0)],
    ['a floor without an area', { floors: [{ floor: 1, widthM: 0, depthM: 1 }] }, width(0)],
    ['a place outside of the world', { location: { lat: 91, lng: 0 } }, '/location/lat'],
    ['an unknown weekday', { openingHours: { someday: [] } }, '/openingHours/someday'],
  ])('refuses %s with 400', async (_name, change, pointer) => {
    const answer = await create(app, group.admin.token, change);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer }] });
  });

  it.each([
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, 'unknown_time_zone', '/timeZone'],
    ['a currency that is none', { currency: 'ZZZ' }, 'unknown_currency', '/currency'],
    [
      'hours that end before they begin',
      { openingHours: hours('18:00', '09:00') },
      'invalid_opening_hours',
      '/openingHours/friday/0',
    ],
    [
      'hours that overlap',
      { openingHours: hours('09:00', '18:00', '17:59', '20:00') },
      'invalid_opening_hours',
      '/openingHours/friday/1',
    ],
    [
      'a floor that is there twice',
      {
        floors: [
          { floor: 1, widthM: 1, depthM: 1 },
          { floor: 1, widthM: 2, depthM: 2 },
        ],
      },
      'duplicate_floor',
      '/floors/1/floor',
    ],
  ])('refuses %s with 422', async (_name, change, code, pointer) => {
    const answer = await create(app, group.admin.token, change);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code, errors: [{ pointer }] });
  });
});

function hours(...times: string[]): object {
  const intervals = [];
  for (let index = 0; index < times.length; index += 2) {
    intervals.push({ opens: times[index], closes: times[index + 1] });
  }
  return { friday: intervals };
}

function opens(index: number): string {
  return `/openingHours/friday/${index}/opens`;
}

function width(index: number): string {
  return `/floors/${index}/widthM`;
}

describe('GET /showrooms/{showroomId}', () => {
  it('is for those who have access', async () => {
    const [open, closed] = group.showrooms;
    const seen = await app.send({ path: `${SHOWROOMS}/${open.id}`, token: rep.token });
    expect(seen.status).toBe(200);
    expect(seen.headers['etag']).toBe('"1"');
    expect(seen.body).not.toHaveProperty('_links.update');
    const refused = await app.send({ path: `${SHOWROOMS}/${closed.id}`, token: rep.token });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'showroom_forbidden' });
  });

  it('answers 304 to those who have it', async () => {
    const path = `${SHOWROOMS}/${group.showrooms[0].id}`;
    const headers = { 'If-None-Match': '"1"' };
    expect((await app.send({ path, token: rep.token, headers })).status).toBe(304);
  });

  it('knows nothing of what is not there, and of other groups', async () => {
    const other = await createGroup(app);
    for (const id of [newId(), other.showrooms[0].id]) {
      const answer = await app.send({ path: `${SHOWROOMS}/${id}`, token: group.admin.token });
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code: 'showroom_not_found' });
    }
    const malformed = await app.send({ path: `${SHOWROOMS}/1`, token: group.admin.token });
    expect(malformed.status).toBe(400);
  });

  it('is for nobody without a token', async () => {
    const answer = await app.send({ path: `${SHOWROOMS}/${group.showrooms[0].id}` });
    expect(answer.status).toBe(401);
  });
});

describe('GET /showrooms', () => {
  async function list(token: string, query = '') {
    const answer = await app.send({ path: `${SHOWROOMS}${query}`, token });
    return { answer, body: answer.body as ListBody };
  }

  it('gives an administrator all of the group, the oldest first, page by page', async () => {
    const own = await createGroup(app);
    const third = await createShowroom(app, own.organizationId);
    const ids = [...own.showrooms, third].map(({ id }) => id);
    const { token } = own.admin;
    const first = await list(token, '?limit=2');
    expect(first.body.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.body.page).toMatchObject({ limit: 2, hasMore: true });
    const cursor = first.body.page.nextCursor ?? '';
    const second = await list(token, `?limit=2&cursor=${cursor}`);
    expect(second.body.data.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.body.page).toEqual({ limit: 2, hasMore: false });
  });

  it('gives others what they have access to', async () => {
    const { body } = await list(rep.token);
    expect(body.data.map(({ id }) => id)).toEqual([group.showrooms[0].id]);
    const nowhere = await createPerson(app, group, { showroomIds: [] });
    expect((await list(nowhere.token)).body.data).toEqual([]);
  });

  it('counts when it is asked to', async () => {
    const own = await createGroup(app);
    const headers = { Prefer: 'count=exact' };
    const { token } = own.admin;
    const answer = await app.send({ path: `${SHOWROOMS}?limit=1`, token, headers });
    expect(answer.body).toMatchObject({ page: { total: 2 } });
    const nowhere = await createPerson(app, own, { showroomIds: [] });
    const none = await app.send({ path: SHOWROOMS, token: nowhere.token, headers });
    expect(none.body).toMatchObject({ page: { total: 0 } });
    const one = await createPerson(app, own);
    const some = await app.send({ path: SHOWROOMS, token: one.token, headers });
    expect(some.body).toMatchObject({ page: { total: 1 } });
  });

  it.each(['?bogus=1', '?limit=0', '?limit=101', '?cursor=garbage'])(
    'refuses %s',
    async (query) => {
      expect((await list(rep.token, query)).answer.status).toBe(400);
    },
  );
});
