import type { Response } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

async function createVehicle(fields: object = {}, owner = group): Promise<string> {
  const body = vehicleBody(owner, { ...fields });
  const answer = await app.request(owner.admin.token).post('/api/v1/vehicles').send(body);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

interface Update {
  readonly version?: number;
  readonly token?: string;
}

function update(vehicleId: string, body: object, options: Update = {}): Promise<Response> {
  const { version = 1, token = group.manager.token } = options;
  return app
    .request(token)
    .patch(`/api/v1/vehicles/${vehicleId}`)
    .set('If-Match', `"${version}"`)
    .send(body)
    .then();
}

function read(vehicleId: string, token = group.admin.token): Promise<Response> {
  return app.request(token).get(`/api/v1/vehicles/${vehicleId}`).then();
}

const typesOf = async (vehicleId: string): Promise<object[]> =>
  app.database.rawDb.select(
    `SELECT type, version, data, showroom_id AS showroomId FROM events WHERE stream_id = $vehicleId
     ORDER BY position`,
    { vehicleId },
  );

describe('PATCH /vehicles/{vehicleId}', () => {
  it('replaces what is given, clears what is null, and keeps the rest', async () => {
    const id = await createVehicle({ trim: 'Signature', mileage: 500, price: usd(100) });
    const answer = await update(id, { mileage: 400, trim: null, price: null, model: 'CX-50' });

    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body).toMatchObject({ mileage: 400, make: 'Mazda', model: 'CX-50', version: 2 });
    expect(answer.body).not.toHaveProperty('trim');
    expect(answer.body).not.toHaveProperty('price');
    expect((await read(id)).body).toMatchObject({ mileage: 400, version: 2 });
  });

  it('tells the names of the changed fields, never their values', async () => {
    const id = await createVehicle({ position: { floor: 1, x: 1, y: 1 } });
    await update(id, { cost: usd(1_234_567), position: { floor: 1, x: 2, y: 1 } });
    expect(await typesOf(id)).toMatchObject([
      { type: 'inventory.created', version: 1 },
      {
        ...{ type: 'inventory.updated', version: 2, showroomId: group.showroom.id },
        data: { vehicleId: id, showroomId: group.showroom.id, changes: ['cost', 'position'] },
      },
    ]);
  });

  it('changes nothing when the values are those that are there', async () => {
    const id = await createVehicle({ mileage: 500, features: ['Sunroof'] });
    const answer = await update(id, { mileage: 500, features: ['Sunroof'], trim: null });
    expect(answer.body.version).toBe(1);
    expect(await typesOf(id)).toHaveLength(1);
  });

  it('takes no day in stock before 1900, or more than one ahead', async () => {
    const id = await createVehicle();
    const hours = (ahead: number): string =>
      new Date(app.clock.now().getTime() + ahead * 3_600_000).toISOString();
    for (const inStockSince of ['1899-12-31T23:59:59Z', hours(24.1)]) {
      const answer = await update(id, { inStockSince });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/inStockSince']);
    }
    expect((await update(id, { inStockSince: hours(23.9) })).status).toBe(200);
  });

  it('needs the version that was read', async () => {
    const id = await createVehicle();
    const path = `/api/v1/vehicles/${id}`;
    const absent = await app.request(group.manager.token).patch(path).send({ mileage: 1 });
    expect(absent.status).toBe(428);
    expect(absent.body.code).toBe('precondition_required');

    await update(id, { mileage: 1 });
    const stale = await update(id, { mileage: 2 });
    expect(stale.status).toBe(412);
    expect(stale.body.code).toBe('stale_version');
    expect(stale.headers['etag']).toBe('"2"');
    expect((await read(id)).body.mileage).toBe(1);
  });

  it('lets one of many who have read the same version win', async () => {
    const id = await createVehicle();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, mileage) => update(id, { mileage: mileage + 1 })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(412)]);
    expect((await read(id)).body.version).toBe(2);
  });

  it('refuses a VIN and a stock number that another vehicle has', async () => {
    await createVehicle({ vin: '1HGCM82633A004352', stockNumber: 'A1' });
    const id = await createVehicle();
    const byVin = await update(id, { vin: '1HGCM82633A004352' });
    expect([byVin.status, byVin.body.code]).toEqual([409, 'vin_already_exists']);
    const byStock = await update(id, { stockNumber: 'A1' });
    expect([byStock.status, byStock.body.code]).toEqual([409, 'stock_number_already_exists']);
    const wrong = await update(id, { vin: '1HGCM82643A004352' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'vin_check_digit_wrong']);
  });

  it('refuses what is not there, another group’s, and what is not a field', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const foreign = await createVehicle({}, other);
    for (const id of [newId(), foreign]) {
      const answer = await update(id, { mileage: 1 });
      expect([answer.status, answer.body.code]).toEqual([404, 'vehicle_not_found']);
    }
    const id = await createVehicle();
    const unknown = await update(id, { bogus: 1 });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/bogus' }]);
    const nulled = await update(id, { make: null });
    expect(nulled.status).toBe(400);
    expect(nulled.body.errors).toMatchObject([{ pointer: '/make' }]);
  });

  it('is for managers with access to the showroom', async () => {
    const id = await createVehicle();
    const byRep = await update(id, { mileage: 1 }, { token: group.reps[0]?.token ?? '' });
    expect([byRep.status, byRep.body.code]).toEqual([403, 'forbidden']);
    const elsewhere = await createVehicle({ showroomId: group.otherShowroom.id });
    const byManager = await update(elsewhere, { mileage: 1 });
    expect([byManager.status, byManager.body.code]).toEqual([403, 'showroom_forbidden']);
    const byAdmin = await update(elsewhere, { mileage: 1 }, { token: group.admin.token });
    expect(byAdmin.status).toBe(200);
  });
});

describe('status', () => {
  it('goes its way, and counts the age from the arrival', async () => {
    const id = await createVehicle({ status: 'in_transit' });
    const before = (await read(id)).body.inStockSince;
    app.clock.advance(60_000);
    const arrived = await update(id, { status: 'available' });
    expect(arrived.status).toBe(200);
    const waited = Date.parse(arrived.body.inStockSince) - Date.parse(before);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    const sold = await update(id, { status: 'sold' }, { version: 2 });
    expect(sold.body.status).toBe('sold');
  });

  it('cannot go back from sold, nor to held by hand', async () => {
    const id = await createVehicle();
    const held = await update(id, { status: 'held' });
    expect([held.status, held.body.code]).toEqual([409, 'invalid_status_transition']);
    await update(id, { status: 'sold' });
    const back = await update(id, { status: 'available' }, { version: 2 });
    expect([back.status, back.body.code]).toEqual([409, 'invalid_status_transition']);
    expect(back.body.errors).toMatchObject([{ pointer: '/status' }]);
  });

  it('takes a withdrawn vehicle off the floor', async () => {
    const id = await createVehicle({ position: { floor: 1, x: 1, y: 1 } });
    const answer = await update(id, { status: 'withdrawn' });
    expect(answer.body).toMatchObject({ status: 'withdrawn', displayed: false });
    expect(answer.body).not.toHaveProperty('position');
  });
});

describe('place', () => {
  it('is on a floor of the showroom', async () => {
    const id = await createVehicle();
    const outside = await update(id, { position: { floor: 1, x: 1, y: 15.001 } });
    expect([outside.status, outside.body.code]).toEqual([422, 'position_outside_floor']);
    const inside = await update(id, { position: { floor: 1, x: 1, y: 15 } });
    expect(inside.body).toMatchObject({ displayed: true, position: { floor: 1, x: 1, y: 15 } });
    const kept = await update(id, { position: null, displayed: true }, { version: 2 });
    expect([kept.status, kept.body.code]).toEqual([422, 'displayed_without_position']);
    const cleared = await update(id, { position: null }, { version: 2 });
    expect(cleared.body.displayed).toBe(false);
  });

  it('is left when the vehicle moves to another showroom, and both are told', async () => {
    const id = await createVehicle({ position: { floor: 1, x: 1, y: 1 } });
    const { id: showroomId } = group.otherShowroom;
    const byManager = await update(id, { showroomId });
    expect([byManager.status, byManager.body.code]).toEqual([403, 'showroom_forbidden']);
    const moved = await update(id, { showroomId }, { token: group.admin.token });
    expect(moved.body).toMatchObject({ showroomId, displayed: false });
    expect(await typesOf(id)).toMatchObject([
      {},
      { showroomId, data: { showroomId, previousShowroomId: group.showroom.id } },
    ]);
  });

  it('cannot be with another group', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const id = await createVehicle();
    const options = { token: group.admin.token };
    const answer = await update(id, { showroomId: other.showroom.id }, options);
    expect([answer.status, answer.body.code]).toEqual([404, 'showroom_not_found']);
  });
});
