import type { Response } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { VEHICLE_SORTS } from '../../../src/modules/vehicles/vehicle-list-query.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

interface Listed {
  readonly id: string;
  readonly stockNumber: string;
  readonly modelYear: number;
  readonly mileage: number;
  readonly createdAt: string;
  readonly inStockSince: string;
  readonly price?: { readonly amount: number };
}

const COUNT = 23;

let app: TestApp;
let group: DealerGroup;
let other: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
  other = await createDealerGroup(app, { reps: 0 });
  for (let index = 0; index < COUNT; index += 1) await add(group, variant(index));
  await add(other, variant(0));
});

afterAll(() => app.stop());

/** Few values of each field, so that sorts have many ties; every fifth has no price. */
function variant(index: number): object {
  const price = index % 5 === 0 ? {} : { price: usd(1_000_000 + (index % 3) * 500_000) };
  const place = index % 4 === 0 ? { position: { floor: 1, x: index % 20, y: 1 } } : {};
  return {
    ...{ ...price, ...place, stockNumber: `L${index}` },
    ...{ make: index % 2 === 0 ? 'Mazda' : 'Kia', model: index % 2 === 0 ? 'CX-5' : 'Niro' },
    ...{ bodyStyle: index % 3 === 0 ? 'SUV' : 'Sedan', modelYear: 2018 + (index % 4) },
    ...{ mileage: (index % 6) * 1_000, condition: index % 2 === 0 ? 'used' : 'new' },
    status: index % 6 === 5 ? 'in_transit' : 'available',
    inStockSince: `2026-10-0${1 + (index % 7)}T08:00:00.000Z`,
    ...described(index),
  };
}

/** Every third is described in full. */
function described(index: number): object {
  if (index % 3 !== 0) return {};
  return {
    ...{ trim: index % 2 === 0 ? 'Sport' : 'Touring', fuelType: 'Hybrid', drivetrain: 'AWD' },
    exteriorColor: index % 9 === 0 ? 'Soul Red' : 'White',
    features: index % 6 === 0 ? ['Heated seats', 'Sunroof', '50% "tint"'] : ['Sunroof'],
  };
}

async function add(owner: DealerGroup, fields: object): Promise<void> {
  const body = vehicleBody(owner, { ...fields });
  const answer = await app.request(owner.admin.token).post('/api/v1/vehicles').send(body);
  expect(answer.status).toBe(201);
}

function list(query: Record<string, string | number>, token = group.manager.token) {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) text.set(key, String(value));
  return app.request(token).get(`/api/v1/vehicles?${text.toString()}`);
}

async function all(query: Record<string, string | number>): Promise<Listed[]> {
  const answer = await list({ limit: 100, ...query });
  expect(answer.status).toBe(200);
  return answer.body.data;
}

const numbersOf = (rows: readonly Listed[]): string[] =>
  rows.map(({ stockNumber }) => stockNumber).sort();

/** Stock numbers of the vehicles of which `fits` is true. */
function expected(fits: (index: number) => boolean): string[] {
  const indexes = Array.from({ length: COUNT }, (_, index) => index);
  return indexes
    .filter(fits)
    .map((index) => `L${index}`)
    .sort();
}

describe('pages of GET /vehicles', () => {
  it.each(VEHICLE_SORTS)('visit each vehicle exactly once, in order, by %s', async (sort) => {
    for (const limit of [1, 4, 22, 23]) {
      const rows: Listed[] = [];
      let cursor: string | undefined;
      do {
        const answer: Response = await list({ sort, limit, ...(cursor && { cursor }) });
        expect(answer.status).toBe(200);
        expect(answer.body.page).toMatchObject({ limit });
        rows.push(...(answer.body.data as Listed[]));
        cursor = answer.body.page.nextCursor;
        expect(answer.body.page.hasMore).toBe(cursor !== undefined);
      } while (cursor !== undefined && rows.length <= COUNT);
      expect(numbersOf(rows)).toEqual(expected(() => true));
      expectOrder(rows, sort);
    }
  });

  it('are followed by links that keep the filters', async () => {
    const first = await list({ make: 'Mazda', limit: 5 });
    const next: string = first.body._links.next.href;
    expect(first.headers['link']).toContain(`<${next}>; rel="next"`);
    const second = await app.request(group.manager.token).get(next);
    expect(second.status).toBe(200);
    const seen = [...first.body.data, ...second.body.data] as Listed[];
    expect(new Set(seen.map(({ id }) => id)).size).toBe(10);
  });

  it('come newest first when nothing is said', async () => {
    const rows = await all({});
    expectOrder(rows, '-createdAt');
    expect(rows[0]?.stockNumber).toBe(`L${COUNT - 1}`);
  });

  it('count exactly when that is preferred', async () => {
    const answer = await list({ make: 'Kia', limit: 2 }).set('Prefer', 'count=exact');
    expect(answer.body.page.total).toBe(expected((index) => index % 2 === 1).length);
    expect(answer.headers['preference-applied']).toBe('count=exact');
    expect((await list({ make: 'Kia' })).body.page).not.toHaveProperty('total');
  });

  it('refuse a cursor of other filters, of another sort, and a broken one', async () => {
    const query = { make: 'Mazda', limit: 2 };
    const { nextCursor: cursor } = (await list(query)).body.page;
    for (const wrong of [
      { ...query, make: 'Kia', cursor },
      { ...query, sort: 'price', cursor },
      { ...query, cursor: 'x' },
      { ...query, cursor: forged(cursor, [newId(), newId()]) },
      { ...query, cursor: forged(cursor, ['2026-10-01T08:00:00.000Z', "' OR 1=1"]) },
      { ...query, cursor: forged(cursor, ['2026-10-01T08:00:00.000Z']) },
    ]) {
      const answer = await list(wrong);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ parameter: 'cursor', code: 'invalid_cursor' }]);
    }
    expect((await list({ ...query, limit: 3, cursor })).status).toBe(200);
  });
});

/** A cursor that fits the filters, with values that we never gave. */
function forged(cursor: string, values: readonly string[]): string {
  const [print] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string];
  return Buffer.from(JSON.stringify([print, ...values])).toString('base64url');
}

function expectOrder(rows: readonly Listed[], sort: string): void {
  const byAge = sort.endsWith('daysInStock');
  const descending = sort.startsWith('-') !== byAge;
  const field = byAge ? 'inStockSince' : sort.replace('-', '');
  const keys = rows.map((row) => {
    const value: unknown = Reflect.get(row, field);
    const key = field === 'price' ? (row.price?.amount ?? -1) : value;
    return { key: key as number | string, id: row.id };
  });
  const sorted = [...keys].sort((left, right) => {
    if (left.key !== right.key) return left.key < right.key ? -1 : 1;
    return left.id < right.id ? -1 : 1;
  });
  expect(keys).toEqual(descending ? sorted.reverse() : sorted);
}

const NUMERIC = ['modelYear', 'price', 'mileage', 'daysInStock'].flatMap((name) => [
  ...[name, `${name}[gte]`, `${name}[lte]`],
]);

const NO_NUMBERS: string[][] = [
  ...NUMERIC.map((name) => [name, '']),
  ...[' 5', '0x10', '1e3', '5.0', '+5'].map((value) => ['price[lte]', value]),
];

describe('filters of GET /vehicles', () => {
  const cheap = (index: number): boolean => index % 5 !== 0 && index % 3 === 0;

  it.each<[Record<string, string>, (index: number) => boolean]>([
    [{ make: 'mAzDa' }, (index) => index % 2 === 0],
    [{ model: 'niro' }, (index) => index % 2 === 1],
    [{ bodyStyle: 'suv' }, (index) => index % 3 === 0],
    [{ condition: 'new' }, (index) => index % 2 === 1],
    [{ status: 'in_transit' }, (index) => index % 6 === 5],
    [{ 'status[in]': 'in_transit,sold' }, (index) => index % 6 === 5],
    [{ 'status[in]': 'in_transit,available' }, () => true],
    [{ trim: 'sport' }, (index) => index % 6 === 0],
    [{ 'trim[in]': 'SPORT,touring' }, (index) => index % 3 === 0],
    [{ 'make[in]': 'mazda,Audi' }, (index) => index % 2 === 0],
    [{ 'make[in]': 'mazda,Audi', make: 'Kia' }, () => false],
    [{ 'model[in]': 'Niro,CX-5' }, () => true],
    [{ 'bodyStyle[in]': 'Sedan' }, (index) => index % 3 !== 0],
    [{ fuelType: 'hybrid' }, (index) => index % 3 === 0],
    [{ 'fuelType[in]': 'Hybrid,Diesel' }, (index) => index % 3 === 0],
    [{ drivetrain: 'awd' }, (index) => index % 3 === 0],
    [{ 'drivetrain[in]': 'FWD,RWD' }, () => false],
    [{ exteriorColor: 'soul red' }, (index) => index % 9 === 0],
    [{ 'exteriorColor[in]': 'Soul Red,White' }, (index) => index % 3 === 0],
    [{ 'condition[in]': 'new,cpo' }, (index) => index % 2 === 1],
    [{ modelYear: '2019' }, (index) => index % 4 === 1],
    [{ 'modelYear[in]': '2019,2021' }, (index) => index % 2 === 1],
    [{ features: 'sunroof' }, (index) => index % 3 === 0],
    [{ features: 'sunroof', 'features[in]': 'heated seats' }, (index) => index % 6 === 0],
    [{ 'features[in]': 'sunroof' }, (index) => index % 3 === 0],
    [{ 'features[in]': 'Sunroof,HEATED seats' }, (index) => index % 6 === 0],
    [{ 'features[in]': '50% "tint"' }, (index) => index % 6 === 0],
    [{ 'features[in]': 'Sun' }, () => false],
    [{ displayed: 'true' }, (index) => index % 4 === 0],
    [{ displayed: 'false' }, (index) => index % 4 !== 0],
    [{ 'modelYear[gte]': '2020' }, (index) => index % 4 >= 2],
    [{ 'modelYear[lte]': '2018' }, (index) => index % 4 === 0],
    [{ 'price[lte]': '1000000' }, cheap],
    [{ 'price[gte]': '1500000', 'price[lte]': '1500000' }, (i) => i % 5 !== 0 && i % 3 === 1],
    [{ price: '1500000' }, (index) => index % 5 !== 0 && index % 3 === 1],
    [{ mileage: '0' }, (index) => index % 6 === 0],
    [{ 'mileage[gte]': '5000' }, (index) => index % 6 === 5],
    [{ 'mileage[lte]': '0' }, (index) => index % 6 === 0],
    [{ stockNumber: 'l7' }, (index) => index === 7],
    [{ make: 'Mazda', 'price[lte]': '1000000' }, (index) => cheap(index) && index % 2 === 0],
    [{ vin: '1HGCM82633A004352' }, () => false],
  ])('%j', async (query, fits) => {
    expect(numbersOf(await all(query))).toEqual(expected(fits));
  });

  it('of a showroom; another group’s has nothing for us', async () => {
    expect(await all({ showroomId: group.showroom.id })).toHaveLength(COUNT);
    expect(await all({ showroomId: group.otherShowroom.id })).toEqual([]);
    expect(await all({ showroomId: other.showroom.id })).toEqual([]);
  });

  it('of showrooms, several at once', async () => {
    const ids = `${group.showroom.id},${other.showroom.id}`;
    expect(await all({ 'showroomId[in]': ids })).toHaveLength(COUNT);
  });

  it('by whole days in stock', async () => {
    const since = app.clock.now().getTime() - 3 * 86_400_000 + 60_000;
    const inStockSince = new Date(since).toISOString();
    await add(group, { make: 'Saab', stockNumber: 'AGED', inStockSince });
    const found = async (from: number, to: number): Promise<string[]> => {
      const days = { 'daysInStock[gte]': from, 'daysInStock[lte]': to };
      return numbersOf(await all({ make: 'Saab', ...days }));
    };
    expect([await found(2, 2), await found(3, 3)]).toEqual([['AGED'], []]);
    app.clock.advance(120_000);
    expect([await found(2, 2), await found(3, 3)]).toEqual([[], ['AGED']]);
    const exactly = (days: number) => all({ make: 'Saab', daysInStock: days });
    expect([await exactly(2), await exactly(3)]).toMatchObject([[], [{ stockNumber: 'AGED' }]]);
  });

  it.each([
    ['make[in]', 'Mazda,,Kia'],
    ['condition[in]', 'new,old'],
    ['showroomId[in]', '1,2'],
    ['modelYear[in]', '20'],
    ['daysInStock[gte]', '-1'],
    ['bogus', '1'],
    ['status', 'lost'],
    ['status[in]', 'available,lost'],
    ['displayed', 'yes'],
    ['price[gte]', 'cheap'],
    ['limit', '0x10'],
    ['sort', '-price,mileage'],
    ...NO_NUMBERS,
    ['modelYear[gte]', '1066'],
    ['showroomId', '1'],
    ['sort', 'cost'],
    ['fields', 'id,bogus'],
    ['limit', '101'],
    ['limit', '0'],
  ])('refuse %s=%s', async (parameter = '', value = '') => {
    const answer = await list({ [parameter]: value });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: `/${parameter}`, parameter }]);
  });
});

describe('fields of GET /vehicles', () => {
  it('are those that are asked for, and the id', async () => {
    const [row] = await all({ fields: 'price,make', 'price[gte]': 1 });
    expect(Object.keys(row ?? {}).sort()).toEqual(['id', 'make', 'price']);
  });

  it('do not show a rep what is for managers', async () => {
    await add(group, { stockNumber: 'COST', make: 'Audi', cost: usd(5), pack: usd(1) });
    const query = { make: 'Audi', fields: 'cost,pack' };
    expect((await list(query)).body.data).toMatchObject([{ cost: usd(5), pack: usd(1) }]);
    const byRep = await list(query, group.reps[0]?.token);
    expect(byRep.body.data).toEqual([{ id: expect.any(String) }]);
    const whole = await list({ make: 'Audi' }, group.reps[0]?.token);
    expect(whole.body.data[0]).not.toHaveProperty('cost');
  });
});
