import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { HOUR_MS, HoldRig, refusal, repOf } from './hold-rig.js';
import type { HoldBody, TransferBody } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
/** Of the showroom that asks. */
let rep: Person;
/** Of the showroom that gives. */
let giver: Person;
let asking: string;
let giving: string;
let vehicleId: string;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  rig = new HoldRig(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 2 });
  rep = repOf(group, 1);
  [asking, giving] = [group.showroom.id, group.otherShowroom.id];
  giver = await rig.hire(group, 'sales_manager', giving);
  vehicleId = await rig.createVehicle(group, {
    ...{ showroomId: giving, position: { floor: 1, x: 2, y: 2 } },
    price: { amount: 2_500_000, currency: 'USD' },
  });
});

async function wanted(): Promise<{ hold: HoldBody; transfer: TransferBody }> {
  const hold = await rig.held(rep, vehicleId);
  return { hold, transfer: await rig.transfer(rep, hold.transferId) };
}

async function onItsWay(): Promise<{ hold: HoldBody; transfer: TransferBody }> {
  const { hold, transfer } = await wanted();
  const approved = await rig.stepped(giver, transfer, 'approved');
  return { hold, transfer: await rig.stepped(giver, approved, 'in_transit') };
}

const rels = ({ _links }: TransferBody): string[] => Object.keys(_links).sort();
const RELATED = ['fromShowroom', 'hold', 'self', 'toShowroom', 'vehicle'];

/** Statuses and reasons that the events of a transfer tell of, in their order. */
async function told(transferId: string): Promise<unknown[]> {
  const events = await rig.events(transferId);
  return events.map(({ type, data }) => {
    const { status, reason } = data as { status: string; reason?: string };
    return [type, status, ...(reason === undefined ? [] : [reason])];
  });
}

describe('a vehicle held from another showroom', () => {
  it('is asked for in the same moment, and can be followed from both', async () => {
    const { hold, transfer } = await wanted();
    expect(hold).toMatchObject({ showroomId: asking, transferId: transfer.id });
    expect(hold._links['transfer']).toEqual({ href: `/api/v1/transfers/${transfer.id}` });
    expect(transfer).toMatchObject({
      ...{ vehicleId, holdId: hold.id, requestedBy: rep.userId, status: 'requested', version: 1 },
      ...{ fromShowroomId: giving, toShowroomId: asking },
    });
    expect(rels(transfer)).toEqual([...RELATED, 'cancel'].sort());
    expect(rels(await rig.transfer(repOf(group, 2), transfer.id))).toEqual(RELATED);
    const seen = await rig.transfer(giver, transfer.id);
    expect(rels(seen)).toEqual([...RELATED, 'approve', 'cancel', 'decline'].sort());
    expect((await rig.get(giver, seen._links['hold']?.href ?? '')).body).toMatchObject({
      ...{ id: hold.id, status: 'live' },
    });
    expect(await told(transfer.id)).toEqual([['transfer.requested', 'requested']]);
    const [event] = await rig.events(transfer.id);
    expect(event).toMatchObject({ showroomId: giving, data: { vehicleId, holdId: hold.id } });
  });

  it('is given, sent and received: then it is the other showroom’s, and still held', async () => {
    const { hold, transfer } = await onItsWay();
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ showroomId: giving });
    const received = await rig.stepped(group.manager, transfer, 'received');
    expect(received).toMatchObject({ updatedBy: group.manager.userId });
    expect(rels(received)).toEqual(RELATED);
    const vehicle = await rig.vehicle(rep, vehicleId);
    expect(vehicle).toMatchObject({ showroomId: asking, status: 'held', displayed: false });
    expect(vehicle).not.toHaveProperty('position');
    expect(vehicle['_links']).toMatchObject({ hold: hold._links['self'] });
    expect((await rig.read(rep, hold)).body).toMatchObject({ status: 'live', version: 1 });
    expect((await rig.events(vehicleId)).at(-1)).toMatchObject({
      type: 'inventory.updated',
      data: {
        ...{ vehicleId, showroomId: asking, previousShowroomId: giving },
        changes: ['showroomId', 'displayed', 'position'],
      },
    });
    expect(await told(transfer.id)).toEqual([
      ['transfer.requested', 'requested'],
      ['transfer.updated', 'approved'],
      ['transfer.updated', 'in_transit'],
      ['transfer.updated', 'received'],
    ]);
    const history = await rig.get(rep, `/api/v1/vehicles/${vehicleId}/price-history`);
    expect(history.body.data).toHaveLength(1);
    await rig.release(rep, hold);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available' });
  });

  it('is free again when it is declined', async () => {
    const { hold, transfer } = await wanted();
    const answer = await rig.step(giver, transfer, 'declined', { note: 'Promised to a customer.' });
    expect(answer.body).toMatchObject({ status: 'declined', note: 'Promised to a customer.' });
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available', version: 3 });
    expect((await rig.read(rep, hold)).body).toMatchObject({ endReason: 'released' });
    expect((await rig.hold(giver, vehicleId)).body).toMatchObject({ showroomId: giving });
  });

  it('stays held when the transfer is called off, and is asked for anew with a new hold', async () => {
    const { hold, transfer } = await wanted();
    const approved = await rig.stepped(giver, transfer, 'approved');
    const cancelled = await rig.stepped(rep, approved, 'cancelled');
    expect(cancelled).toMatchObject({ cancelReason: 'by_hand', updatedBy: rep.userId });
    expect((await rig.read(rep, hold)).body).toMatchObject({ status: 'live' });
    await rig.release(giver, hold);
    const again = await rig.held(rep, vehicleId);
    expect(again.transferId).not.toBe(transfer.id);
  });
});

describe('a transfer ends by itself', () => {
  it('when the hold is released', async () => {
    const { hold, transfer } = await wanted();
    await rig.release(rep, hold);
    const over = await rig.transfer(rep, transfer.id);
    expect(over).toMatchObject({ status: 'cancelled', cancelReason: 'released', version: 2 });
    expect(over).not.toHaveProperty('updatedBy');
    expect(rels(over)).toEqual(RELATED);
    expect((await told(transfer.id)).at(-1)).toEqual(['transfer.updated', 'cancelled', 'released']);
  });

  it('when the hold is past its time, stored or not', async () => {
    const { hold, transfer } = await wanted();
    await rig.pass(24 * HOUR_MS, [rep, giver]);
    const seen = await rig.transfer(rep, transfer.id);
    expect(seen).toMatchObject({ cancelReason: 'expired', updatedAt: hold.until, version: 2 });
    const listed = async (query: string): Promise<number> =>
      (await rig.get(rep, `/api/v1/transfers?${query}`)).body.data.length;
    expect([await listed('status=requested'), await listed('status=cancelled')]).toEqual([0, 1]);
    expect(refusal(await rig.step(giver, transfer, 'approved'))).toEqual([412, 'stale_version']);
    const late = await rig.step(giver, seen, 'approved');
    expect(refusal(late)).toEqual([409, 'invalid_transfer_transition']);
    expect(await told(transfer.id)).toHaveLength(1);
    await rig.held(giver, vehicleId);
    expect((await told(transfer.id)).at(-1)).toEqual(['transfer.updated', 'cancelled', 'expired']);
  });

  it.each(['sold', 'withdrawn'])('when the vehicle is %s', async (status) => {
    const { transfer } = await wanted();
    const answer = await patchVehicle({ status });
    expect(answer.status).toBe(200);
    const over = await rig.transfer(rep, transfer.id);
    expect(over).toMatchObject({ status: 'cancelled', cancelReason: status });
  });

  it('not any more once the vehicle is on its way: it is held for where it goes to', async () => {
    const { hold, transfer } = await onItsWay();
    await rig.release(rep, hold);
    expect(await rig.transfer(rep, transfer.id)).toMatchObject({ status: 'in_transit' });
    const elsewhere = await rig.hold(giver, vehicleId);
    expect(refusal(elsewhere)).toEqual([409, 'vehicle_in_transfer']);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available' });
    const next = await rig.held(rep, vehicleId);
    expect(next).not.toHaveProperty('transferId');
    await rig.stepped(group.admin, transfer, 'received');
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ showroomId: asking, status: 'held' });
  });

  it('when the vehicle is moved by hand: received where it was wanted, else cancelled', async () => {
    const { transfer } = await wanted();
    expect((await patchVehicle({ showroomId: asking })).status).toBe(200);
    expect(await rig.transfer(rep, transfer.id)).toMatchObject({
      ...{ status: 'received', updatedBy: group.admin.userId },
    });
    const third = await rig
      .as(group.admin)
      .post('/api/v1/showrooms')
      .send({ name: 'Lot C', timeZone: 'America/Chicago', currency: 'USD' });
    const other = await rig.createVehicle(group, { showroomId: giving });
    const { transferId } = await rig.held(rep, other);
    await patchVehicle({ showroomId: third.body.id }, other);
    expect(await rig.transfer(rep, transferId)).toMatchObject({ cancelReason: 'moved' });
  });
});

function patchVehicle(body: object, id = vehicleId, version = 2) {
  return rig
    .as(group.admin)
    .patch(`/api/v1/vehicles/${id}`)
    .set('If-Match', `"${version}"`)
    .send(body);
}

describe('who may take it further', () => {
  it('the giving showroom’s managers decide and send, the asking one’s receive', async () => {
    const { transfer } = await wanted();
    for (const status of ['approved', 'declined', 'in_transit']) {
      for (const person of [rep, repOf(group, 2), group.manager]) {
        const answer = await rig.step(person, transfer, status);
        expect(refusal(answer)).toEqual([403, 'not_your_transfer']);
      }
    }
    const salesman = await rig.hire(group, 'sales_rep', giving);
    expect(refusal(await rig.step(salesman, transfer, 'approved'))[1]).toBe('not_your_transfer');
    expect(refusal(await rig.step(giver, transfer, 'received'))[1]).toBe('not_your_transfer');
    const colleague = await rig.step(repOf(group, 2), transfer, 'cancelled');
    expect(refusal(colleague)).toEqual([403, 'not_your_transfer']);
    for (const person of [giver, group.manager, group.admin]) {
      const at = await rig.transfer(person, (await rig.held(rep, await another())).transferId);
      await rig.stepped(person, at, 'cancelled');
    }
  });

  const another = (): Promise<string> => rig.createVehicle(group, { showroomId: giving });

  it('nobody of a third showroom, of another group, or without a name', async () => {
    const { transfer } = await wanted();
    const third = await rig.hire(group, 'sales_manager');
    const path = `/api/v1/transfers/${transfer.id}`;
    expect(refusal(await rig.get(third, path))).toEqual([403, 'showroom_forbidden']);
    expect(refusal(await rig.step(third, transfer, 'approved'))[0]).toBe(403);
    expect((await rig.get(third, '/api/v1/transfers')).body.data).toEqual([]);
    const other = await createDealerGroup(app, { reps: 0 });
    for (const id of [transfer.id, newId()]) {
      const at = { id, version: 1 };
      expect(refusal(await rig.get(other.admin, `/api/v1/transfers/${id}`))[0]).toBe(404);
      expect(refusal(await rig.step(other.admin, at, 'approved'))[0]).toBe(404);
    }
    expect((await rig.get(other.admin, '/api/v1/transfers')).body.data).toEqual([]);
    expect((await app.request().get(path)).status).toBe(401);
  });

  it('nobody out of turn, with an old version, without one, or with nonsense', async () => {
    const { transfer } = await wanted();
    for (const status of ['in_transit', 'received']) {
      const person = status === 'received' ? group.manager : giver;
      const answer = await rig.step(person, transfer, status);
      expect(refusal(answer)).toEqual([409, 'invalid_transfer_transition']);
      expect(answer.body.errors).toMatchObject([{ pointer: '/status' }]);
    }
    await rig.stepped(giver, transfer, 'approved');
    const stale = await rig.step(giver, transfer, 'in_transit');
    expect([...refusal(stale), stale.headers['etag']]).toEqual([412, 'stale_version', '"2"']);
    const client = rig.as(giver);
    const path = `/api/v1/transfers/${transfer.id}`;
    const bare = await client.patch(path).send({ status: 'in_transit' });
    expect(refusal(bare)).toEqual([428, 'precondition_required']);
    for (const body of [{}, { status: 'requested' }, { status: 'lost' }, { bogus: 1 }]) {
      expect((await client.patch(path).set('If-Match', '"2"').send(body)).status).toBe(400);
    }
    const malformed = { id: 'not-an-id', version: 1 };
    expect((await rig.step(giver, malformed, 'approved')).status).toBe(400);
  });

  it('either nobody or whoever was faster than the end of the hold', async () => {
    for (let round = 0; round < 3; round += 1) {
      const hold = await rig.held(rep, await another());
      const at = await rig.transfer(rep, hold.transferId);
      const [approval, release] = await Promise.all([
        rig.step(giver, at, 'approved'),
        rig.release(rep, hold),
      ]);
      expect([approval.status === 200 || approval.status === 412, release.status]).toEqual([
        ...[true, 204],
      ]);
      expect(await rig.transfer(rep, at.id)).toMatchObject({
        ...{ status: 'cancelled', cancelReason: 'released' },
        version: approval.status === 200 ? 3 : 2,
      });
    }
  });

  it('one of many at once', async () => {
    const { transfer } = await wanted();
    const tries = [...Array<string>(5).fill('approved'), ...Array<string>(5).fill('declined')];
    const answers = await Promise.all(tries.map((status) => rig.step(giver, transfer, status)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array<number>(9).fill(412)]);
    expect(await told(transfer.id)).toHaveLength(2);
  });
});
