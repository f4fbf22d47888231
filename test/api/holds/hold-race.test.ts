import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HoldRepository } from '../../../src/modules/vehicles/hold-repository.js';
import { TransferRepository } from '../../../src/modules/vehicles/transfer-repository.js';
import type { Transfer } from '../../../src/modules/vehicles/transfer-types.js';
import type { Hold } from '../../../src/modules/vehicles/hold-types.js';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { HOUR_MS, HoldRig, repOf } from './hold-rig.js';
import type { HoldBody } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
let rep: Person;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  rig = new HoldRig(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 4 });
  rep = repOf(group, 1);
});

describe('200 who want the same vehicle at once', () => {
  it('one gets it, 199 are told so, and nothing fails', async () => {
    const vehicleId = await rig.createVehicle(group);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => rig.hold(repOf(group, 1 + (index % 4)), vehicleId)),
    );
    const count = (code: number | string): number =>
      answers.filter(({ status, body }) => status === code || body.code === code).length;
    expect(count(201)).toBe(1);
    expect(count('vehicle_already_held')).toBe(199);
    const rows = await app.database.rawDb.select(
      'SELECT id FROM vehicle_holds WHERE vehicle_id = $vehicleId',
      { vehicleId },
    );
    expect(rows).toHaveLength(1);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'held', version: 2 });
  });
});

describe('200 of two showrooms who want the same vehicle at once', () => {
  it('one gets it, and it is asked for if it must come', async () => {
    const vehicleId = await rig.createVehicle(group, { showroomId: group.otherShowroom.id });
    const there = await rig.hire(group, 'sales_rep', group.otherShowroom.id);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => rig.hold(index % 2 === 0 ? rep : there, vehicleId)),
    );
    const codes = answers.map(({ status, body }) => (status === 201 ? 201 : body.code));
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    expect(codes.filter((code) => code === 'vehicle_already_held')).toHaveLength(199);
    const transfers = await app.database.rawDb.select<{ id: string }>(
      'SELECT id FROM vehicle_transfers WHERE vehicle_id = $vehicleId',
      { vehicleId },
    );
    const hold = answers.find(({ status }) => status === 201)?.body as HoldBody;
    const asked = hold.transferId === undefined ? [] : [{ id: hold.transferId }];
    expect(transfers).toEqual(asked);
    expect(asked).toHaveLength(hold.heldBy === rep.userId ? 1 : 0);
  });
});

describe('the schema', () => {
  function row(vehicleId: string): Hold {
    const now = app.clock.now();
    return {
      ...{ id: newId(), vehicleId, heldBy: rep.userId },
      ...{ showroomId: group.showroom.id, vehicleShowroomId: group.showroom.id },
      ...{ until: new Date(now.getTime() + HOUR_MS), createdAt: now, version: 1 },
    };
  }

  it('refuses a second live hold of a vehicle, and lets one follow that is over', async () => {
    const vehicleId = await rig.createVehicle(group);
    const holds = new HoldRepository(app.database.tenantDb);
    const write = <T>(work: () => Promise<T>): Promise<T> =>
      group.inContext(() => app.database.unitOfWork.run(work));
    const first = row(vehicleId);
    await write(() => holds.insert(first));
    await expect(write(() => holds.insert(row(vehicleId)))).rejects.toMatchObject({
      ...{ output: { statusCode: 409 }, data: { code: 'vehicle_already_held' } },
    });
    await write(() => holds.end(first.id, { at: app.clock.now(), reason: 'released' }));
    await write(() => holds.insert(row(vehicleId)));
  });

  it('refuses a second live transfer of a vehicle', async () => {
    const vehicleId = await rig.createVehicle(group, { showroomId: group.otherShowroom.id });
    await rig.held(rep, vehicleId);
    const transfers = new TransferRepository(app.database.tenantDb);
    const { data } = (await rig.get(rep, '/api/v1/transfers')).body as { data: [Transfer] };
    const hold = { ...row(vehicleId), id: newId() };
    const second = { ...data[0], id: newId(), holdId: hold.id, createdAt: hold.createdAt };
    const insert = group.inContext(() =>
      app.database.unitOfWork.run(async () => {
        const holds = new HoldRepository(app.database.tenantDb);
        await holds.end(data[0].holdId, { at: hold.createdAt, reason: 'released' });
        await holds.insert(hold);
        await transfers.insert({ ...second, updatedAt: hold.createdAt });
      }),
    );
    await expect(insert).rejects.toMatchObject({ data: { code: 'vehicle_in_transfer' } });
  });

  it('keeps no hold on a vehicle that is not held', async () => {
    const vehicleId = await rig.createVehicle(group);
    await rig.held(rep, vehicleId);
    const change = app.database.unitOfWork.run(() =>
      app.database.rawDb.execute(`UPDATE vehicles SET status = 'available' WHERE id = $vehicleId`, {
        vehicleId,
      }),
    );
    await expect(change).rejects.toThrow('ck_vehicles_hold');
  });
});
