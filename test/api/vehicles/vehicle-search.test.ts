import type { Response } from 'supertest';
import { VehicleReadModel } from '../../../src/modules/vehicles/vehicle-read-model.js';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { vehicleBody } from './vehicle-body.js';

interface Listed {
  readonly id: string;
  readonly stockNumber: string;
}

let app: TestApp;
let group: DealerGroup;
let other: DealerGroup;

const STOCK: ReadonlyArray<Readonly<Record<string, unknown>>> = [
  { stockNumber: 'L-2041', vin: 'JM3KFBCM1N0512345', trim: 'Signature', modelYear: 2021 },
  { stockNumber: 'L-2042', features: ['Heated seats', 'All-wheel drive'], modelYear: 2019 },
  { stockNumber: 'M7', model: 'Mazda3', features: ['Sunroof', '100% "tint"_'], bodyStyle: 'Sedan' },
  { stockNumber: 'K1', make: 'Kia', model: 'Niro', features: ['Sunroof'], bodyStyle: 'SUV' },
  { stockNumber: 'R1', make: 'Land Rover', model: 'Defender', status: 'in_transit' },
  { stockNumber: 'T1', make: 'Toyota', model: 'Camry', trim: 'Mazdaspeed', bodyStyle: 'Sedan' },
];

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 0 });
  other = await createDealerGroup(app, { reps: 0 });
  for (const fields of STOCK) await add(group, fields);
  await add(other, { stockNumber: 'L-2041', vin: 'JM3KFBCM1N0512345' });
});

afterAll(() => app.stop());

async function add(owner: DealerGroup, fields: object): Promise<Response> {
  const body = vehicleBody(owner, { ...fields });
  const answer = await app.request(owner.admin.token).post('/api/v1/vehicles').send(body);
  expect(answer.status).toBe(201);
  return answer;
}

function list(query: Record<string, string | number>): Promise<Response> {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) text.set(key, String(value));
  const { token } = group.admin;
  return app.request(token).get(`/api/v1/vehicles?${text.toString()}`).then();
}

async function found(query: Record<string, string | number>): Promise<string[]> {
  const answer = await list(query);
  expect(answer.status).toBe(200);
  return (answer.body.data as Listed[]).map(({ stockNumber }) => stockNumber);
}

describe('GET /vehicles?q=', () => {
  it.each<[string, string[]]>([
    ['kia', ['K1']],
    ['KIA niro', ['K1']],
    ['kiaa', ['K1']],
    ['ika', ['K1']],
    ['kai', ['K1']],
    ['toyta camri', ['T1']],
    ['land rover', ['R1']],
    ['landrover', ['R1']],
    ['rovr', ['R1']],
    ['defnder', ['R1']],
    ['cx5', ['L-2041', 'L-2042']],
    ['cx 5 signature', ['L-2041']],
    ['cx-5 2019', ['L-2042']],
    ['sunroof', ['K1', 'M7']],
    ['mazda sunroof', ['M7']],
    ['sunr', ['K1', 'M7']],
    ['heated', ['L-2042']],
    ['all-wheel', ['L-2042']],
    ['eated', []],
    ['l-2041', ['L-2041']],
    ['L-204', ['L-2041', 'L-2042']],
    ['2041', []],
    ['m7', ['M7']],
    ['jm3kfbcm1n0512345', ['L-2041']],
    ['JM3KF', ['L-2041']],
    ['M3KFB', []],
    ['kia camry', []],
    ['mazdaspeed', ['T1']],
    ['100%', ['M7']],
  ])('%s', async (q, stockNumbers) => {
    expect((await found({ q })).sort()).toEqual(stockNumbers);
    expect((await found({ q, sort: 'price' })).sort()).toEqual(stockNumbers);
  });

  it.each(['%', '_', '%%%', '+kia -niro', '"', `' OR 1=1 -- `, '\\', '(?i)(.*', '@', '.*', 'ki%'])(
    'takes %s for words, not for a language',
    async (q) => {
      const answer = await list({ q });
      expect(answer.status).toBe(200);
      expect(answer.body.data.length).toBeLessThan(STOCK.length);
    },
  );

  it('has the best first, and pages through all of them', async () => {
    const best = await found({ q: 'mazda' });
    expect(best).toEqual(['M7', 'L-2042', 'L-2041']);
    const scored = await found({ q: 'mazdas' });
    expect(scored).toContain('T1');
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await list({ q: 'ma', limit: 1, ...(cursor !== '' && { cursor }) });
      seen.push(...(page.body.data as Listed[]).map(({ stockNumber }) => stockNumber));
      cursor = page.body.page.nextCursor ?? '';
    } while (cursor !== '' && seen.length < 10);
    // Three by make, one of which begins so by its model too, and one by its trim.
    expect(seen).toEqual(['M7', 'L-2042', 'L-2041', 'T1']);
  });

  it('finds a make that has just come, and counts', async () => {
    await found({ q: 'saab' });
    await add(group, { stockNumber: 'S9', make: 'Saab', model: '9-5' });
    expect(await found({ q: 'saab' })).toEqual(['S9']);
    expect(await found({ q: 'saa' })).toEqual(['S9']);
    expect(await found({ q: 'sabb 95' })).toEqual(['S9']);
  });

  it('refuses relevance without words, distance without a place, and forged cursors', async () => {
    for (const query of [{ sort: 'relevance' }, { sort: 'distance' }]) {
      const answer = await list(query);
      expect([answer.status, answer.body.errors?.[0]?.parameter]).toEqual([400, 'sort']);
    }
    const query = { q: 'sunroof', limit: 1 };
    const { nextCursor } = (await list(query)).body.page;
    expect((await list({ ...query, q: 'sun', cursor: nextCursor })).status).toBe(400);
    for (const values of [['x', newId()], [1, 'x'], [newId()]]) {
      const [print] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString()) as [string];
      const forged = Buffer.from(JSON.stringify([print, ...values])).toString('base64url');
      expect((await list({ ...query, cursor: forged })).status).toBe(400);
    }
  });
});

describe('facets', () => {
  it('count under the other filters, and not under their own', async () => {
    const { body } = await list({ make: 'Mazda', facets: 'make,bodyStyle,modelYear', limit: 1 });
    expect(body.facets.make.slice(0, 2)).toEqual([
      { value: 'Mazda', count: 3 },
      { value: 'Kia', count: 1 },
    ]);
    expect(body.facets.bodyStyle).toEqual([{ value: 'Sedan', count: 1 }]);
    expect(body.facets.modelYear).toEqual([
      { value: '2019', count: 1 },
      { value: '2021', count: 1 },
      { value: '2022', count: 1 },
    ]);
  });

  it('hold under a search, and tell the status of the moment', async () => {
    const { body } = await list({ q: 'sunroof', facets: 'status,make', status: 'in_transit' });
    expect(body.data).toEqual([]);
    expect(body.facets).toEqual({ make: [], status: [{ value: 'available', count: 2 }] });
  });

  it('are refused by another name', async () => {
    expect((await list({ facets: 'price' })).status).toBe(400);
  });
});

describe('GET /vehicles?near=', () => {
  it('tells how far a vehicle is, and sorts by it', async () => {
    const fresh = await createDealerGroup(app, { reps: 0 });
    const ask = (query: string): Promise<Response> =>
      app.request(fresh.admin.token).get(`/api/v1/vehicles?${query}`).then();
    const { id: here } = fresh.showroom;
    const { id: there } = fresh.otherShowroom;
    for (const [index, showroomId] of [there, here, there, here, there].entries()) {
      const status = index === 3 ? 'in_transit' : 'available';
      await add(fresh, { showroomId, status, stockNumber: `N${index}` });
    }
    const near = `near=${here}&sort=distance`;
    const unknown = await ask(near);
    expect(unknown.body.data[0]).toMatchObject({ availability: 'here', distanceKm: 0 });
    expect(unknown.body.data[4]).not.toHaveProperty('distanceKm');
    await fresh.inContext(async () => {
      const { service } = app.app.modules.showrooms;
      await service.update(here, 1, { location: { lat: 41.8781, lng: -87.6298 } });
      await service.update(there, 1, { location: { lat: 43.0389, lng: -87.9065 } });
    });
    const { body } = await ask(near);
    const seen = (body.data as Listed[]).map(({ stockNumber }) => stockNumber);
    expect(seen).toEqual(['N1', 'N3', 'N0', 'N2', 'N4']);
    expect(body.data[1]).toMatchObject({ availability: 'in_transit' });
    expect(body.data[4]).toMatchObject({
      ...{ availability: 'other_showroom', distanceKm: 131.1, transferDays: 2 },
    });
    const paged: string[] = [];
    for (let next = `/api/v1/vehicles?${near}&limit=2`; next !== '';) {
      const page = await app.request(fresh.admin.token).get(next);
      paged.push(...(page.body.data as Listed[]).map(({ stockNumber }) => stockNumber));
      next = page.body._links.next?.href ?? '';
    }
    expect(paged).toEqual(seen);
    expect((await ask(`${near}&q=N3&fields=availability`)).body.data).toEqual([
      { id: expect.any(String), availability: 'in_transit' },
    ]);
  });

  it('knows no showroom of another group', async () => {
    const answer = await list({ near: other.showroom.id });
    expect([answer.status, answer.body.code]).toEqual([404, 'showroom_not_found']);
  });
});

describe('GET /vehicles?q= of what has just been written', () => {
  it('finds by a name with a letter wrong what another instance has just added', async () => {
    const { tenantDb } = app.database;
    const another = new VehicleReadModel({ tenantDb, clock: app.clock });
    const query = { filters: { q: 'bugtati' }, sort: 'relevance', limit: 5 } as const;
    const ask = () => group.inContext(() => another.list(query));
    expect((await ask()).rows).toEqual([]);
    await add(group, { stockNumber: 'B9', make: 'Bugatti', model: 'Tourbillon' });
    expect((await ask()).rows).toMatchObject([{ stockNumber: 'B9' }]);
  });

  it('finds by its new name, with a letter wrong, what was renamed a second ago', async () => {
    const { body } = await add(group, { stockNumber: 'O9', make: 'Old', model: 'Name' });
    expect(await found({ q: 'lotsu' })).toEqual([]);
    const renamed = await app
      .request(group.admin.token)
      .patch(`/api/v1/vehicles/${body.id}`)
      .set('If-Match', '"1"')
      .send({ make: 'Lotus' });
    expect(renamed.status).toBe(200);
    app.clock.advance(1_000);
    expect(await found({ q: 'lotsu' })).toEqual(['O9']);
  });

  it('finds a number with all that it may mean, though stock numbers begin so', async () => {
    await add(group, { stockNumber: '2018-77', make: 'Volvo', model: 'V60', modelYear: 2023 });
    await add(group, { stockNumber: '4X4-1', make: 'Volvo', model: 'V60', modelYear: 2018 });
    await add(group, { stockNumber: 'V3', make: 'Volvo', model: 'V90', trim: 'D5 4x4' });
    await add(group, { stockNumber: 'V4', make: 'Volvo', model: 'V90', features: ['4x4'] });
    expect((await found({ q: '2018' })).sort()).toEqual(['2018-77', '4X4-1']);
    expect((await found({ q: '2018 volvo v60' })).sort()).toEqual(['2018-77', '4X4-1']);
    expect(await found({ q: '4x4' })).toEqual(['4X4-1', 'V3', 'V4']);
    expect(await found({ q: '2018-77' })).toEqual(['2018-77']);
  });
});
