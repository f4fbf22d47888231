import { startAuthApp } from '../auth/auth-app.js';
import type { AuthApp } from '../auth/auth-app.js';
import { createGroup, createPerson } from '../auth/people.js';
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

async function patch(id: string, ifMatch: string, body: object, token = group.admin.token) {
  const headers = { 'If-Match': ifMatch };
  return app.send({ method: 'patch', path: `${SHOWROOMS}/${id}`, token, headers, body });
}

describe('PATCH /showrooms/{showroomId}', () => {
  async function fresh(): Promise<string> {
    return ((await create(app, group.admin.token, full)).body as { id: string }).id;
  }

  it('changes what is named, and leaves the rest', async () => {
    const id = await fresh();
    const floors = [{ floor: 2, widthM: 30, depthM: 20 }];
    const answer = await patch(id, '"1"', { name: 'Renamed', floors, address: null });
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    const { address, ...rest } = full;
    expect(answer.body).toMatchObject({ ...rest, name: 'Renamed', floors, version: 2 });
    expect(address.city).toBe('Paris');
    expect(answer.body).not.toHaveProperty('address');
    const again = await app.send({ path: `${SHOWROOMS}/${id}`, token: group.admin.token });
    expect(again.body).toEqual(answer.body);
    expect(await eventsOf(app, id)).toMatchObject([
      { type: 'showroom.created' },
      { type: 'showroom.updated', version: 2, data: { showroomId: id, version: 2 } },
    ]);
  });

  it('changes everything that can change', async () => {
    const id = await fresh();
    const change = {
      timeZone: 'America/New_York',
      currency: 'CAD',
      address: { city: 'Toronto' },
      location: null,
      openingHours: {},
    };
    const { body } = await patch(id, '"1"', change);
    const { location, ...kept } = change;
    expect(body).toMatchObject(kept);
    expect(location).toBeNull();
    expect(body).not.toHaveProperty('location');
    expect((body as typeof full).openingHours).toEqual({});
  });

  it('changes nothing when nothing is named', async () => {
    const id = await fresh();
    const answer = await patch(id, '"1"', {});
    expect(answer.body).toMatchObject({ version: 1 });
    expect(await eventsOf(app, id)).toHaveLength(1);
  });

  it('needs to know which version is meant, and that it is still the one', async () => {
    const id = await fresh();
    const path = `${SHOWROOMS}/${id}`;
    const body = { name: 'Blind' };
    const blind = await app.send({ method: 'patch', path, token: group.admin.token, body });
    expect(blind.status).toBe(428);
    await patch(id, '"1"', { name: 'First' });
    const stale = await patch(id, '"1"', { name: 'Second' });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({ code: 'stale_version' });
    expect(stale.headers['etag']).toBe('"2"');
  });

  it('lets one of many who began with the same version win', async () => {
    const id = await fresh();
    const names = Array.from({ length: 8 }, (_, index) => `Name ${index}`);
    const answers = await Promise.all(names.map((name) => patch(id, '"1"', { name })));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it('is for administrators of the group', async () => {
    const id = await fresh();
    const other = await createGroup(app);
    expect((await patch(id, '"1"', { name: 'Mine' }, rep.token)).status).toBe(403);
    expect((await patch(id, '"1"', { name: 'Mine' }, other.admin.token)).status).toBe(404);
    expect((await patch(id, '"1"', { bogus: 1 })).status).toBe(400);
    expect((await patch(id, '"1"', { currency: 'ZZZ' })).status).toBe(422);
    const answer = await app.send({ path: `${SHOWROOMS}/${id}`, token: group.admin.token });
    expect(answer.body).toMatchObject({ name: full.name, version: 1 });
  });
});
