import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { usd, vehicleBody } from './vehicle-body.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

async function createVehicle(fields: object = {}): Promise<string> {
  const answer = await app
    .request(group.admin.token)
    .post('/api/v1/vehicles')
    .send(vehicleBody(group, { ...fields }));
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

async function update(vehicleId: string, version: number, body: object): Promise<void> {
  const answer = await app
    .request(group.manager.token)
    .patch(`/api/v1/vehicles/${vehicleId}`)
    .set('If-Match', `"${version}"`)
    .send(body);
  expect(answer.status).toBe(200);
}

function history(vehicleId: string, person: Person = group.admin, query = ''): Promise<Response> {
  return app
    .request(person.token)
    .get(`/api/v1/vehicles/${vehicleId}/price-history${query}`)
    .then();
}

describe('GET /vehicles/{vehicleId}/price-history', () => {
  it('has the first price and every change, latest first, with who made it', async () => {
    const id = await createVehicle({ price: usd(2_000) });
    await update(id, 1, { mileage: 5 });
    await update(id, 2, { price: usd(1_900), mileage: 6 });
    await update(id, 3, { price: usd(1_900) });
    await update(id, 3, { price: null });
    const answer = await history(id);
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual([
      { changedAt: expect.any(String), changedBy: group.manager.userId },
      {
        ...{ price: usd(1_900), changedAt: expect.any(String) },
        changedBy: group.manager.userId,
      },
      { price: usd(2_000), changedAt: expect.any(String), changedBy: group.admin.userId },
    ]);
    const vehicle = await app.request(group.admin.token).get(`/api/v1/vehicles/${id}`);
    expect(answer.body.data[0].changedAt).toBe(vehicle.body.updatedAt);
    expect(vehicle.body._links.priceHistory.href).toBe(answer.body._links.self.href);
  });

  it('is empty as long as there was no price', async () => {
    const id = await createVehicle();
    await update(id, 1, { mileage: 5 });
    expect((await history(id)).body.data).toEqual([]);
    await update(id, 2, { price: usd(7) });
    expect((await history(id)).body.data).toMatchObject([{ price: usd(7) }]);
  });

  it('does not tell reps who it was', async () => {
    const id = await createVehicle({ price: usd(2_000) });
    const [rep] = group.reps;
    if (rep === undefined) throw new Error('The group has no rep.');
    const [first] = (await history(id, rep)).body.data;
    expect(first).toEqual({ price: usd(2_000), changedAt: expect.any(String) });
    const [seen] = (await history(id, group.manager)).body.data;
    expect(seen.changedBy).toBe(group.admin.userId);
  });

  it('is read page by page', async () => {
    const id = await createVehicle({ price: usd(1) });
    await update(id, 1, { price: usd(2) });
    await update(id, 2, { price: usd(3) });
    const first = await history(id, group.admin, '?limit=2');
    expect(first.body.data).toMatchObject([{ price: usd(3) }, { price: usd(2) }]);
    const next = await app.request(group.admin.token).get(first.body._links.next.href);
    expect(next.body.data).toMatchObject([{ price: usd(1) }]);
    expect(next.body.page.hasMore).toBe(false);
    const counted = await app
      .request(group.admin.token)
      .get(`/api/v1/vehicles/${id}/price-history`)
      .set('Prefer', 'count=exact');
    expect(counted.body.page.total).toBe(3);
    const other = await createVehicle({ price: usd(1) });
    const cursor = first.body.page.nextCursor as string;
    const foreign = await history(other, group.admin, `?cursor=${cursor}`);
    expect([foreign.status, foreign.body.errors[0].code]).toEqual([400, 'invalid_cursor']);
  });

  it('is not there for what is not there, nor for another group', async () => {
    const other = await createDealerGroup(app, { reps: 0 });
    const id = await createVehicle({ price: usd(1) });
    for (const answer of [await history(newId()), await history(id, other.admin)]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'vehicle_not_found']);
    }
    const nobody = await app.request().get(`/api/v1/vehicles/${id}/price-history`);
    expect(nobody.status).toBe(401);
  });
});
