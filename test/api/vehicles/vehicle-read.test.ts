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
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

async function createVehicle(fields: object = {}, owner = group): Promise<string> {
  const body = vehicleBody(owner, { ...fields });
  const answer = await app.request(owner.admin.token).post('/api/v1/vehicles').send(body);
  expect(answer.status).toBe(201);
  return answer.body.id;
}

const repToken = (): string => group.reps[0]?.token ?? '';

function read(vehicleId: string, token: string): Promise<Response> {
  return app.request(token).get(`/api/v1/vehicles/${vehicleId}`).then();
}

describe('GET /vehicles/{vehicleId}', () => {
  it('shows cost and pack to managers, and not to reps', async () => {
    const id = await createVehicle({ price: usd(300), cost: usd(200), pack: usd(10) });
    for (const { token } of [group.admin, group.manager]) {
      expect((await read(id, token)).body).toMatchObject({ cost: usd(200), pack: usd(10) });
    }
    const { body } = await read(id, repToken());
    expect(body).toMatchObject({ price: usd(300) });
    expect(body).not.toHaveProperty('cost');
    expect(body).not.toHaveProperty('pack');
  });

  it('shows the vehicles of the whole group, with the links that the caller may follow', async () => {
    const id = await createVehicle({ showroomId: group.otherShowroom.id });
    const rels = async (token: string): Promise<string[]> =>
      Object.keys((await read(id, token)).body._links).sort();
    expect(await rels(group.admin.token)).toEqual([
      ...['createHold', 'priceHistory', 'self', 'showroom', 'update', 'withdraw'],
    ]);
    const forAll = ['createHold', 'priceHistory', 'self', 'showroom'];
    expect(await rels(group.manager.token)).toEqual(forAll);
    expect(await rels(repToken())).toEqual(forAll);
  });

  it('may be kept by the caller, and asked for again by its tag', async () => {
    const id = await createVehicle();
    const first = await read(id, repToken());
    expect(first.headers).toMatchObject({ etag: '"1"', 'cache-control': 'private, no-cache' });
    expect(first.headers['vary']).toMatch(/Authorization/);
    expect(first.headers['vary']).toMatch(/Accept-Encoding/);
    expect(Date.parse(first.headers['last-modified'] ?? '')).not.toBeNaN();
    const again = await app
      .request(repToken())
      .get(`/api/v1/vehicles/${id}`)
      .set('If-None-Match', '"1"');
    expect(again.status).toBe(304);
  });

  it('answers 404 for what is not there and for another group’s', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const foreign = await createVehicle({}, other);
    for (const id of [newId(), foreign]) {
      const answer = await read(id, group.admin.token);
      expect([answer.status, answer.body.code]).toEqual([404, 'vehicle_not_found']);
    }
  });

  it('answers 400 for what is no id', async () => {
    const answer = await read('42', group.admin.token);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ parameter: 'vehicleId' }]);
  });

  it('is not for strangers', async () => {
    const answer = await app.request().get(`/api/v1/vehicles/${newId()}`);
    expect(answer.status).toBe(401);
  });
});

describe('what other parts of the product ask', () => {
  it('getMany answers those that the organization has', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const [mine, theirs] = [await createVehicle(), await createVehicle({}, other)];
    const { service } = app.app.modules.vehicles;
    const rows = await group.inContext(() => service.getMany([mine, theirs, newId()]));
    expect(rows.map(({ id }) => id)).toEqual([mine]);
    expect(await group.inContext(() => service.getMany([]))).toEqual([]);
  });

  it('displayedOn answers what stands on the floors of one showroom', async () => {
    const fresh = await createDealerGroup(app, { reps: 0 });
    const position = { floor: 1, x: 1.5, y: 2 };
    const shown = await createVehicle({ position, bodyStyle: 'SUV' }, fresh);
    await createVehicle({ position, displayed: false }, fresh);
    await createVehicle({}, fresh);
    await createVehicle({ position, showroomId: fresh.otherShowroom.id }, fresh);
    const { service } = app.app.modules.vehicles;
    const displayed = await fresh.inContext(() => service.displayedOn(fresh.showroom.id));
    expect(displayed).toEqual([
      {
        ...{ id: shown, make: 'Mazda', model: 'CX-5', bodyStyle: 'SUV', modelYear: 2022 },
        ...{ status: 'available', floor: 1, xMm: 1_500, yMm: 2_000 },
      },
    ]);
    expect(await fresh.inContext(() => service.displayedOn(fresh.showroom.id, 2))).toEqual([]);
    const theirs = await group.inContext(() => service.displayedOn(fresh.showroom.id));
    expect(theirs).toEqual([]);
  });
});
