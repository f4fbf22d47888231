import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { HoldRig, refusal, repOf } from '../holds/hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  rig = new HoldRig(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
});

function withdraw(vehicleId: string, version = 1, person?: Person): Promise<Response> {
  return app
    .request((person ?? group.manager).token)
    .delete(`/api/v1/vehicles/${vehicleId}`)
    .set('If-Match', `"${version}"`)
    .then();
}

describe('DELETE /vehicles/{vehicleId}', () => {
  it.each(['in_transit', 'available'])('withdraws what is %s', async (status) => {
    const id = await rig.createVehicle(group, { status, position: { floor: 1, x: 1, y: 1 } });
    const answer = await withdraw(id);
    expect([answer.status, answer.text]).toEqual([204, '']);
    const vehicle = await rig.vehicle(group.manager, id);
    expect(vehicle).toMatchObject({ status: 'withdrawn', displayed: false, version: 2 });
    expect(vehicle['_links']).not.toHaveProperty('withdraw');
    expect((await rig.events(id)).at(-1)).toMatchObject({
      type: 'inventory.updated',
      data: { changes: expect.arrayContaining(['status', 'position', 'displayed']) },
    });
    expect((await withdraw(id, 2)).status).toBe(204);
    expect(await rig.vehicle(group.manager, id)).toMatchObject({ version: 2 });
  });

  it('ends the hold', async () => {
    const hold = await rig.held(repOf(group, 1), await rig.createVehicle(group));
    expect((await withdraw(hold.vehicleId, 2)).status).toBe(204);
    const { body } = await rig.read(group.manager, hold);
    expect(body).toMatchObject({ status: 'ended', endReason: 'withdrawn' });
    expect((await rig.events(hold.vehicleId)).slice(2)).toMatchObject([
      { type: 'inventory.released', data: { reason: 'withdrawn' } },
      { type: 'inventory.updated' },
    ]);
  });

  it('does not undo a sale', async () => {
    const id = await rig.createVehicle(group);
    await app
      .request(group.manager.token)
      .patch(`/api/v1/vehicles/${id}`)
      .set('If-Match', '"1"')
      .send({ status: 'sold' });
    expect(refusal(await withdraw(id, 2))).toEqual([409, 'invalid_status_transition']);
    expect(await rig.vehicle(group.manager, id)).toMatchObject({ status: 'sold', version: 2 });
  });

  it('needs the version that was read, and lets one of many win', async () => {
    const id = await rig.createVehicle(group);
    const without = await app.request(group.manager.token).delete(`/api/v1/vehicles/${id}`);
    expect(refusal(without)).toEqual([428, 'precondition_required']);
    expect(refusal(await withdraw(id, 3))).toEqual([412, 'stale_version']);
    const answers = await Promise.all(Array.from({ length: 8 }, () => withdraw(id)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array<number>(7).fill(412)]);
  });

  it('is for managers with access to the showroom', async () => {
    const id = await rig.createVehicle(group);
    expect(refusal(await withdraw(id, 1, repOf(group, 1)))).toEqual([403, 'forbidden']);
    const elsewhere = await rig.createVehicle(group, { showroomId: group.otherShowroom.id });
    expect(refusal(await withdraw(elsewhere))).toEqual([403, 'showroom_forbidden']);
    const other = await createDealerGroup(app, { reps: 0 });
    for (const missing of [newId(), await rig.createVehicle(other)]) {
      expect(refusal(await withdraw(missing))).toEqual([404, 'vehicle_not_found']);
    }
  });
});
