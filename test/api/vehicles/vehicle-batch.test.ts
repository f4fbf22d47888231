import type { Response } from 'supertest';
import { withCheckDigit } from '../../../src/shared/vin.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

let lastId = 0;

function entry(fields: object = {}): Record<string, unknown> {
  lastId += 1;
  return vehicleBody(group, { externalId: `dms-${lastId}`, ...fields });
}

function send(
  vehicles: readonly unknown[],
  { token = group.manager.token, key = freshKey() } = {},
): Promise<Response> {
  const request = app.request(token).post('/api/v1/vehicles/batch').set('Idempotency-Key', key);
  return request.send({ vehicles }).then();
}

async function read(vehicleId: string): Promise<Record<string, unknown>> {
  const answer = await app.request(group.admin.token).get(`/api/v1/vehicles/${vehicleId}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('POST /vehicles/batch', () => {
  it('adds what is new, and changes what is known by its external id', async () => {
    const [first, second] = [entry({ mileage: 10, trim: 'EX' }), entry()];
    const added = await send([first, second]);
    expect(added.status).toBe(207);
    expect(added.body.results).toMatchObject([
      { status: 201, externalId: first['externalId'], version: 1 },
      { status: 201, externalId: second['externalId'], version: 1 },
    ]);
    const vehicleId: string = added.body.results[0].vehicleId;
    const { mileage, ...rest } = first;
    const changed = await send([{ ...rest, trim: null, price: usd(900) }, entry()]);
    expect(changed.body.results).toMatchObject([
      { status: 200, vehicleId, version: 2 },
      { status: 201 },
    ]);
    const vehicle = await read(vehicleId);
    expect(vehicle).toMatchObject({ mileage, price: usd(900), externalId: first['externalId'] });
    expect(vehicle).not.toHaveProperty('trim');
  });

  it('changes nothing that is equal already', async () => {
    const same = entry();
    await send([same]);
    expect((await send([same])).body.results).toMatchObject([{ status: 200, version: 1 }]);
  });

  it('takes a second one of the same id for a change of the first', async () => {
    const one = entry();
    const { body } = await send([one, { ...one, make: 'Kia' }]);
    expect(body.results).toMatchObject([{ status: 201 }, { status: 200, version: 2 }]);
    expect(await read(body.results[0].vehicleId)).toMatchObject({ make: 'Kia' });
  });

  it('undoes nothing but the one that is refused', async () => {
    const vin = '1HGCM82633A004352';
    const { body } = await send([
      entry({ vin }),
      entry({ vin }),
      entry({ vin: '1HGCM82633A004353' }),
      entry({ showroomId: group.otherShowroom.id }),
      entry({ status: 'sold' }),
      entry({ price: { amount: 1, currency: 'EUR' } }),
      entry({ externalId: undefined }),
    ]);
    expect(body.results).toMatchObject([
      { status: 201 },
      { status: 409, code: 'vin_already_exists', errors: [{ pointer: '/vin' }] },
      { status: 422, code: 'vin_check_digit_wrong' },
      { status: 403, code: 'showroom_forbidden' },
      { status: 409, code: 'invalid_status_transition' },
      { status: 422, code: 'currency_mismatch' },
      { status: 201 },
    ]);
    const { token } = group.admin;
    const found = await app.request(token).get(`/api/v1/vehicles?vin=${vin}`);
    expect(found.body.data).toHaveLength(1);
  });

  it('refuses one that does not fit the schema, and stores the others', async () => {
    const [first, last] = [entry(), entry()];
    const unfit = [
      entry({ vin: '1HGCM82633A00435', colour: 'red', condition: 'old', make: undefined }),
      entry({ externalId: 'x'.repeat(65) }),
      entry({ position: { floor: 1, x: 'far', y: 2 } }),
    ];
    const { status, body } = await send([first, ...unfit, 'CX-5', null, last]);
    expect(status).toBe(207);
    const refused = {
      status: 400,
      code: 'validation_failed',
      detail: expect.any(String) as string,
    };
    const fault = (pointer: string, code: string): object => ({
      ...{ pointer, code, detail: expect.any(String) as string },
    });
    expect(body.results).toEqual([
      expect.objectContaining({ status: 201, version: 1 }),
      {
        ...{ ...refused, externalId: unfit[0]?.['externalId'] },
        errors: [
          fault('/condition', 'invalid_value'),
          fault('/vin', 'invalid_format'),
          fault('/colour', 'unknown_field'),
        ],
      },
      { ...refused, errors: [fault('/externalId', 'too_big')] },
      {
        ...{ ...refused, externalId: unfit[2]?.['externalId'] },
        errors: [fault('/position/x', 'invalid_type')],
      },
      { ...refused, errors: [fault('', 'invalid_type')] },
      { ...refused, errors: [fault('', 'invalid_type')] },
      expect.objectContaining({ status: 201, version: 1 }),
    ]);
    expect(await read(body.results[6].vehicleId as string)).toMatchObject({
      externalId: last['externalId'],
    });
  });

  it('changes of a known one what is given alone, and asks of a new one what it must have', async () => {
    const one = entry({ mileage: 10, trim: 'EX', price: usd(5) });
    const { externalId } = one;
    const missing = ['showroomId', 'condition', 'modelYear', 'make', 'model'];
    const added = await send([{ externalId, mileage: 9 }, one, { externalId, mileage: 11 }]);
    expect(added.body.results).toMatchObject([
      {
        ...{ status: 400, externalId, code: 'validation_failed' },
        errors: missing.map((field) => ({ pointer: `/${field}`, code: 'required' })),
      },
      { status: 201, version: 1 },
      { status: 200, version: 2 },
    ]);
    const vehicleId: string = added.body.results[1].vehicleId;
    const alone = await send([{ externalId, mileage: 12, trim: null }]);
    expect(alone.body.results).toEqual([{ status: 200, externalId, vehicleId, version: 3 }]);
    const { trim, ...rest } = one;
    const vehicle = await read(vehicleId);
    expect(vehicle).toMatchObject({ ...rest, mileage: 12 });
    expect([trim, vehicle['trim']]).toEqual(['EX', undefined]);
    const wrong = await send([{ externalId, mileage: -1 }]);
    expect(wrong.body.results).toMatchObject([{ status: 400, errors: [{ pointer: '/mileage' }] }]);
    expect(await read(vehicleId)).toMatchObject({ mileage: 12, version: 3 });
  });

  it('changes a part of no vehicle of a showroom that the caller has no access to', async () => {
    const theirs = entry({ showroomId: group.otherShowroom.id });
    await send([theirs], { token: group.admin.token });
    const { body } = await send([{ externalId: theirs['externalId'], mileage: 1 }]);
    expect(body.results).toMatchObject([{ status: 403, code: 'showroom_forbidden' }]);
  });

  it('writes new ones together, and the rest alone, in the order in which they are sent', async () => {
    const vin = withCheckDigit('1HGCM82633A004360');
    const known = entry({ vin });
    await send([known]);
    const freed = { ...known, vin: null };
    const many = [entry(), entry({ price: usd(5) }), freed, entry({ vin }), entry()];
    const { body } = await send(many);
    expect(body.results).toMatchObject([201, 201, 200, 201, 201].map((status) => ({ status })));
    const price = await read(body.results[1].vehicleId as string);
    expect(price).toMatchObject({ price: usd(5), version: 1 });
    const taken = await send([entry({ vin }), entry(), { ...freed, vin }]);
    expect(taken.body.results).toMatchObject([409, 201, 409].map((status) => ({ status })));
  });

  it('leaves the vehicles of a showroom alone that the caller has no access to', async () => {
    const theirs = entry({ showroomId: group.otherShowroom.id });
    await send([theirs], { token: group.admin.token });
    const { body } = await send([{ ...theirs, showroomId: group.showroom.id }]);
    expect(body.results).toMatchObject([{ status: 403, code: 'showroom_forbidden' }]);
  });

  it('has one effect under one key', async () => {
    const key = freshKey();
    const vehicles = [entry({ externalId: undefined })];
    const [first, again] = [await send(vehicles, { key }), await send(vehicles, { key })];
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    const unfit = freshKey();
    const refused = await send([{ make: 1 }], { key: unfit });
    expect((await send([{ make: 1 }], { key: unfit })).body).toEqual(refused.body);
    expect((await send([{ make: 2 }], { key: unfit })).status).toBe(422);
  });

  it('keeps the ids of groups apart', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const mine = entry();
    await send([mine]);
    const theirs = { ...mine, showroomId: other.showroom.id };
    const { body } = await send([theirs], { token: other.admin.token });
    expect(body.results).toMatchObject([{ status: 201 }]);
  });

  it('makes one vehicle of one id, however many ask at once', async () => {
    const one = entry({ stockNumber: undefined });
    const answers = await Promise.all(Array.from({ length: 6 }, () => send([one])));
    const statuses = answers.map(({ body }) => body.results?.[0].status as number | undefined);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    const query = `externalId=${String(one['externalId'])}`;
    const found = await app.request(group.admin.token).get(`/api/v1/vehicles?${query}`);
    expect(found.body.data).toHaveLength(1);
  });

  it('is for managers, with one to a hundred vehicles', async () => {
    expect((await send([entry()], { token: group.reps[0]?.token ?? '' })).status).toBe(403);
    expect((await send([])).status).toBe(400);
    expect((await send(Array.from({ length: 101 }, () => entry()))).status).toBe(400);
    const request = app.request(group.manager.token).post('/api/v1/vehicles/batch');
    expect((await request.send({ vehicles: entry() })).status).toBe(400);
  });
});

describe('external ids', () => {
  it('are given, changed, cleared, and taken once', async () => {
    const { token } = group.manager;
    const create = (body: object) => app.request(token).post('/api/v1/vehicles').send(body);
    const made = await create(entry({ externalId: 'Ä-1' }));
    expect(made.body).toMatchObject({ externalId: 'Ä-1' });
    const taken = await create(entry({ externalId: 'Ä-1' }));
    expect([taken.status, taken.body.code]).toEqual([409, 'external_id_already_exists']);
    expect((await create(entry({ externalId: 'ä-1' }))).status).toBe(201);
    const cleared = await app
      .request(token)
      .patch(`/api/v1/vehicles/${made.body.id}`)
      .set('If-Match', '"1"')
      .send({ externalId: null });
    expect(cleared.body).not.toHaveProperty('externalId');
  });
});
