import type { Response } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

const RIGHT_VIN = '1HGCM82633A004352';
const WRONG_VIN = '1HGCM82643A004352';
const EUROPEAN_VIN = 'WVWZZZ1JZ3W386752';
const NUL_PHOTO = { url: 'https://p.example/\u0000', alt: 'x' };

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

function create(body: object, token = group.manager.token): Promise<Response> {
  return app.request(token).post('/api/v1/vehicles').send(body).then();
}

function expectRefusal(answer: Response, status: number, code: string, pointer: string): void {
  expect(answer.status).toBe(status);
  expect(answer.body.errors[0]).toMatchObject({ pointer, code });
}

describe('POST /vehicles', () => {
  it('creates a vehicle from the least that is needed', async () => {
    const body = vehicleBody(group);
    const answer = await create(body);

    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toBe(`/api/v1/vehicles/${answer.body.id}`);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({
      ...body,
      ...{ status: 'available', mileage: 0, features: [], photos: [], displayed: false },
      version: 1,
    });
    expect(answer.body).not.toHaveProperty('vin');
    expect(answer.body).not.toHaveProperty('position');
  });

  it('keeps every field, and answers the same when read', async () => {
    const body = vehicleBody(group, {
      ...{ vin: RIGHT_VIN, status: 'in_transit', trim: 'Signature', bodyStyle: 'SUV' },
      ...{ fuelType: 'Gasoline', transmission: '6-Speed A/T', drivetrain: 'AWD' },
      ...{ exteriorColor: 'Soul Red', interiorColor: 'Caturra Brown', mileage: 18_250 },
      ...{ price: usd(2_749_900), msrp: usd(3_400_000), cost: usd(2_400_000), pack: usd(50_000) },
      features: ['Heated seats', 'Sunroof'],
      photos: [{ url: 'https://photos.example/1.jpg', alt: 'From the front left' }],
      position: { floor: 1, x: 20, y: 14.999 },
      displayed: true,
      inStockSince: '2026-11-02T14:00:00.000Z',
    });
    const created = await create(body);
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject(body);

    const read = await app.request(group.admin.token).get(`/api/v1/vehicles/${created.body.id}`);
    const { _links: ofCreated, ...createdFields } = created.body;
    const { _links: ofRead, ...readFields } = read.body;
    expect(readFields).toEqual(createdFields);
    expect(ofRead).toEqual(ofCreated);
  });

  it('reads an instant of any zone and answers it in UTC', async () => {
    const inStockSince = '2026-11-02T08:00:00-06:00';
    const answer = await create(vehicleBody(group, { inStockSince }));
    expect(answer.body.inStockSince).toBe('2026-11-02T14:00:00.000Z');
  });

  it('displays a vehicle that is given a place', async () => {
    const position = { floor: 1, x: 4.2, y: 7.5 };
    expect((await create(vehicleBody(group, { position }))).body.displayed).toBe(true);
  });

  it('tells the room of the showroom', async () => {
    const answer = await create(vehicleBody(group, { mileage: 5 }));
    const [event] = await app.database.rawDb.select<{ type: string; data: object }>(
      'SELECT type, data, showroom_id AS showroomId FROM events WHERE stream_id = $id',
      { id: answer.body.id },
    );
    expect(event).toMatchObject({
      ...{ type: 'inventory.created', showroomId: group.showroom.id },
      data: { vehicleId: answer.body.id, showroomId: group.showroom.id },
    });
  });

  it('has one effect under one idempotency key', async () => {
    const key = freshKey();
    const body = vehicleBody(group);
    const send = (): Promise<Response> =>
      app
        .request(group.manager.token)
        .post('/api/v1/vehicles')
        .set('Idempotency-Key', key)
        .send(body)
        .then();
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });
});

describe('VIN', () => {
  it('is kept in upper case', async () => {
    const answer = await create(vehicleBody(group, { vin: ` ${RIGHT_VIN.toLowerCase()} ` }));
    expect(answer.body.vin).toBe(RIGHT_VIN);
  });

  it('is refused with a wrong check digit when the WMI begins with 1 to 5', async () => {
    const answer = await create(vehicleBody(group, { vin: WRONG_VIN }));
    expectRefusal(answer, 422, 'vin_check_digit_wrong', '/vin');
  });

  it('is accepted with a warning elsewhere, also when read', async () => {
    const answer = await create(vehicleBody(group, { vin: EUROPEAN_VIN }));
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toMatchObject([{ pointer: '/vin' }]);
    const read = await app.request(group.admin.token).get(answer.body._links.self.href);
    expect(read.body.warnings).toEqual(answer.body.warnings);
  });

  it.each(['1HGCM82633A00435', '1HGCM82633A0043522', '1HGCM82633AOO4352', ''])(
    'refuses %j',
    async (vin) => {
      expectRefusal(await create(vehicleBody(group, { vin })), 400, 'invalid_format', '/vin');
    },
  );

  it('is unique in the group', async () => {
    await create(vehicleBody(group, { vin: RIGHT_VIN }));
    const { id: showroomId } = group.otherShowroom;
    const body = vehicleBody(group, { vin: RIGHT_VIN, showroomId });
    expectRefusal(await create(body, group.admin.token), 409, 'vin_already_exists', '/vin');
  });

  it('may be another group’s too', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    await create(vehicleBody(other, { vin: RIGHT_VIN }), other.manager.token);
    expect((await create(vehicleBody(group, { vin: RIGHT_VIN }))).status).toBe(201);
  });

  it('goes to one of many who enter it at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => create(vehicleBody(group, { vin: RIGHT_VIN }))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(7).fill(409)]);
  });
});

describe('what is refused', () => {
  it('a stock number that the group has, in any letter case', async () => {
    await create(vehicleBody(group, { stockNumber: 'AB-1' }));
    const answer = await create(vehicleBody(group, { stockNumber: 'ab-1' }));
    expectRefusal(answer, 409, 'stock_number_already_exists', '/stockNumber');
  });

  it.each([
    ['beyond the wall', { floor: 1, x: 20.001, y: 1 }],
    ['on a floor that is not there', { floor: 2, x: 1, y: 1 }],
  ])('a position %s', async (_, position) => {
    const answer = await create(vehicleBody(group, { position }));
    expectRefusal(answer, 422, 'position_outside_floor', '/position');
  });

  it('display without a place', async () => {
    const answer = await create(vehicleBody(group, { displayed: true }));
    expectRefusal(answer, 422, 'displayed_without_position', '/displayed');
  });

  it('an amount in a currency that is not the showroom’s', async () => {
    const price = { amount: 1, currency: 'EUR' };
    const answer = await create(vehicleBody(group, { price }));
    expectRefusal(answer, 422, 'currency_mismatch', '/price/currency');
  });

  it('a showroom that is not there, or another group’s', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    for (const showroomId of [newId(), other.showroom.id]) {
      const answer = await create(vehicleBody(group, { showroomId }), group.admin.token);
      expect([answer.status, answer.body.code]).toEqual([404, 'showroom_not_found']);
    }
  });

  it('a manager without access to the showroom', async () => {
    const answer = await create(vehicleBody(group, { showroomId: group.otherShowroom.id }));
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('showroom_forbidden');
  });

  it('a sales rep', async () => {
    const answer = await create(vehicleBody(group), group.reps[0]?.token);
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('forbidden');
  });

  it.each<[string, object, string]>([
    ['an unknown field', { bogus: 1 }, '/bogus'],
    ['an unknown field inside', { position: { floor: 1, x: 1, y: 1, z: 1 } }, '/position/z'],
    ['null', { trim: null }, '/trim'],
    ['a picture without a text', { photos: [{ url: 'https://p.example/1' }] }, '/photos/0/alt'],
    ['a picture that is no address', { photos: [{ url: 'x', alt: 'x' }] }, '/photos/0/url'],
    ['a script for a picture', { photos: [{ url: 'javascript:1', alt: 'x' }] }, '/photos/0/url'],
    ['a negative price', { price: usd(-1) }, '/price/amount'],
    ['a price with a fraction', { price: usd(1.5) }, '/price/amount'],
    ['a text for a number', { mileage: '5' }, '/mileage'],
    ['a status that is not for new vehicles', { status: 'sold' }, '/status'],
    ['a make of blanks', { make: '  ' }, '/make'],
    ['a control character', { model: 'a\u0000' }, '/model'],
    ['a line break in a feature', { features: ['a\nb'] }, '/features/0'],
    ['a control character in an address', { photos: [NUL_PHOTO] }, '/photos/0/url'],
    ['a day in stock long ago', { inStockSince: '1800-01-01T00:00:00Z' }, '/inStockSince'],
    ['a day in stock to come', { inStockSince: '2099-01-01T00:00:00Z' }, '/inStockSince'],
  ])('%s', async (_, fields, pointer) => {
    const answer = await create(vehicleBody(group, { ...fields }));
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      pointer,
    ]);
  });

  it.each(['showroomId', 'condition', 'modelYear', 'make', 'model'])(
    'a vehicle without %s',
    async (field) => {
      const answer = await create(vehicleBody(group, { [field]: undefined }));
      expectRefusal(answer, 400, 'required', `/${field}`);
    },
  );
});
