import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { HOUR_MS, HoldRig, refusal, repOf } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
let rep: Person;

async function startWith(roles: ReadonlyArray<'api' | 'worker'>): Promise<void> {
  app = await startTestApp({ roles });
  rig = new HoldRig(app);
}

async function ids(query: string): Promise<string[]> {
  const answer = await rig.get(rep, `/api/v1/vehicles?${query}`);
  expect(answer.status).toBe(200);
  return answer.body.data.map(({ id }: { id: string }) => id);
}

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 2 });
  rep = repOf(group, 1);
});

describe('without a worker', () => {
  beforeAll(() => startWith(['api']));
  afterAll(() => app.stop());

  it('a hold past its time counts as over in every read', async () => {
    const vehicleId = await rig.createVehicle(group, { position: { floor: 1, x: 1, y: 1 } });
    const free = await rig.createVehicle(group);
    const hold = await rig.held(rep, vehicleId);
    expect(await ids('status=held')).toEqual([vehicleId]);
    expect(await ids('status=available')).toEqual([free]);

    await rig.pass(24 * HOUR_MS, [rep, group.manager]);
    const vehicle = await rig.vehicle(rep, vehicleId);
    expect(vehicle).toMatchObject({ status: 'available', version: 3, updatedAt: hold.until });
    expect(vehicle['_links']).toHaveProperty('createHold');
    const read = await rig.read(rep, hold);
    expect(read.headers['etag']).toBe('"2"');
    expect(read.body).toMatchObject({
      ...{ status: 'ended', endReason: 'expired', endedAt: hold.until, version: 2 },
    });
    expect(await ids('status=held')).toEqual([]);
    expect((await ids('status=available')).sort()).toEqual([vehicleId, free].sort());
    expect(await ids('status%5Bin%5D=held,sold')).toEqual([]);
    const listed = await rig.get(rep, '/api/v1/vehicles?displayed=true');
    expect(listed.body.data).toMatchObject([{ id: vehicleId, status: 'available', version: 3 }]);
    const counted = await rig
      .as(rep)
      .get('/api/v1/vehicles?status=available')
      .set('Prefer', 'count=exact');
    expect(counted.body.page.total).toBe(2);
    const floor = await rig.get(rep, `/api/v1/showrooms/${group.showroom.id}/floor`);
    expect(floor.body.vehicles).toMatchObject([{ id: vehicleId, status: 'available' }]);
    expect(await rig.events(vehicleId)).toHaveLength(2);
  });

  it('lets one of many new holds through, and tells of both', async () => {
    const vehicleId = await rig.createVehicle(group);
    const over = await rig.held(rep, vehicleId);
    await rig.pass(24 * HOUR_MS, [rep, group.manager]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => rig.hold(group.manager, vehicleId)),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'held', version: 4 });
    expect((await rig.read(rep, over)).body).toMatchObject({
      ...{ status: 'ended', endReason: 'expired', endedAt: over.until },
    });
    expect(await rig.events(vehicleId)).toMatchObject([
      { type: 'inventory.created' },
      { type: 'inventory.reserved', data: { holdId: over.id } },
      { type: 'inventory.released', data: { holdId: over.id, reason: 'expired' } },
      { type: 'inventory.reserved' },
    ]);
  });

  it('cannot be extended or released any more', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    await rig.pass(24 * HOUR_MS, [rep, group.manager]);
    expect(refusal(await rig.release(rep, hold))).toEqual([412, 'stale_version']);
    const seen = { ...hold, version: 2 };
    expect(refusal(await rig.release(rep, seen))).toEqual([409, 'hold_ended']);
    const extended = await rig.extend(rep, seen, rig.from(HOUR_MS));
    expect(refusal(extended)).toEqual([409, 'hold_ended']);
  });

  it('the vehicle is changed under the version that was read', async () => {
    const vehicleId = await rig.createVehicle(group);
    await rig.held(rep, vehicleId);
    await rig.pass(24 * HOUR_MS, [rep, group.manager]);
    const change = (version: number): PromiseLike<{ status: number; body: unknown }> =>
      rig
        .as(group.manager)
        .patch(`/api/v1/vehicles/${vehicleId}`)
        .set('If-Match', `"${version}"`)
        .send({ mileage: 7 });
    expect((await change(2)).status).toBe(412);
    expect((await change(3)).body).toMatchObject({ status: 'available', version: 4 });
    expect((await rig.events(vehicleId)).slice(2)).toMatchObject([
      { type: 'inventory.released' },
      { type: 'inventory.updated' },
    ]);
  });

  it('a hold that was extended lives on', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    await rig.extend(rep, hold, rig.from(30 * HOUR_MS));
    await rig.pass(24 * HOUR_MS + 1, [rep, group.manager]);
    expect(await rig.vehicle(rep, hold.vehicleId)).toMatchObject({ status: 'held', version: 2 });
    await rig.pass(6 * HOUR_MS, [rep, group.manager]);
    expect(await rig.vehicle(rep, hold.vehicleId)).toMatchObject({ status: 'available' });
  });
});

describe('with a worker', () => {
  beforeAll(() => startWith(['api', 'worker']));
  afterAll(() => app.stop());

  const lastType = async (vehicleId: string): Promise<string | undefined> =>
    (await rig.events(vehicleId)).at(-1)?.type;

  it('the end is stored and told on time, once', async () => {
    const vehicleId = await rig.createVehicle(group);
    const hold = await rig.held(rep, vehicleId, { until: rig.from(HOUR_MS) });
    await rig.pass(HOUR_MS - 10_000, [rep, group.manager]);
    expect((await rig.read(rep, hold)).body.status).toBe('live');
    await rig.pass(10_000, [rep, group.manager]);
    await eventually(
      () => lastType(vehicleId),
      (type) => type === 'inventory.released',
    );
    const [stored] = await app.database.rawDb.select<{ status: string; version: number }>(
      'SELECT status, version, hold_id AS holdId FROM vehicles WHERE id = $vehicleId',
      { vehicleId },
    );
    expect(stored).toEqual({ status: 'available', version: 3, holdId: null });
    expect((await rig.events(vehicleId)).slice(2)).toMatchObject([
      { type: 'inventory.released', data: { vehicleId, holdId: hold.id, reason: 'expired' } },
    ]);
  });

  it('the first end of an extended hold passes without effect', async () => {
    const vehicleId = await rig.createVehicle(group);
    const hold = await rig.held(rep, vehicleId, { until: rig.from(HOUR_MS) });
    await rig.extend(rep, hold, rig.from(2 * HOUR_MS));
    await rig.pass(HOUR_MS + 1, [rep, group.manager]);
    const done = (): Promise<unknown[]> =>
      app.database.rawDb.select(
        `SELECT id FROM jobs WHERE type = 'vehicles.hold-expiry' AND state = 'done'
           AND organization_id = $organizationId`,
        { organizationId: group.organizationId },
      );
    await eventually(done, (rows) => rows.length === 1);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'held' });
    await rig.pass(HOUR_MS, [rep, group.manager]);
    await eventually(
      () => lastType(vehicleId),
      (type) => type === 'inventory.released',
    );
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available', version: 3 });
  });
});
