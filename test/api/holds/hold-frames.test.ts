import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { openSocket } from '../../realtime/support/socket-client.js';
import type { ReceivedFrame, SocketClient } from '../../realtime/support/socket-client.js';
import { HOUR_MS, HoldRig, repOf } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
let room: string;

beforeAll(async () => {
  app = await startTestApp();
  rig = new HoldRig(app);
  group = await createDealerGroup(app, { reps: 1 });
  room = `showroom:${group.showroom.id}`;
});

afterAll(() => app.stop());

async function enter(resumeFrom?: number, who = group.manager, into = room): Promise<SocketClient> {
  const answer = await rig.as(who).post('/api/v1/realtime/tickets');
  const { ticket } = answer.body as { ticket: string };
  const client = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  client.send('SUBSCRIBE', { room: into, ...(resumeFrom !== undefined && { resumeFrom }) });
  await client.untilType('RECENT_ACTIVITY');
  return client;
}

it('the showroom sees a vehicle reserved, and released by hand', async () => {
  const vehicleId = await rig.createVehicle(group);
  const client = await enter();
  const showroomId = group.showroom.id;
  const hold = await rig.held(repOf(group, 1), vehicleId);
  const { id: holdId, until } = hold;
  expect(await client.untilType('INVENTORY_RESERVED')).toMatchObject({
    ...{ room, seq: expect.any(Number), payload: { showroomId, vehicleId, holdId, until } },
  });
  await rig.release(repOf(group, 1), hold);
  expect(await client.untilType('INVENTORY_RELEASED')).toMatchObject({
    ...{ room, payload: { showroomId, vehicleId, holdId, reason: 'released' } },
  });
  client.socket.close();
});

it('both showrooms see what becomes of a vehicle that one asks the other for', async () => {
  const { id: giving } = group.otherShowroom;
  const vehicleId = await rig.createVehicle(group, { showroomId: giving });
  const giver = await rig.hire(group, 'sales_manager', giving);
  const here = await enter();
  const there = await enter(undefined, giver, `showroom:${giving}`);
  const told = async (type: string, payload: object): Promise<void> => {
    const fits = (frame: ReceivedFrame): boolean =>
      frame.type === type &&
      Object.entries(payload).every(([name, value]) => frame.payload?.[name] === value);
    for (const client of [here, there]) {
      expect((await client.until(fits)).seq).toBeGreaterThan(0);
    }
  };
  const { id: holdId, until, transferId } = await rig.held(repOf(group, 1), vehicleId);
  await told('INVENTORY_RESERVED', { vehicleId, showroomId: giving, holdId, until });
  const between = { transferId, holdId, fromShowroomId: giving, toShowroomId: group.showroom.id };
  await told('TRANSFER_REQUESTED', { ...between, status: 'requested' });
  let at = await rig.transfer(giver, transferId);
  for (const status of ['approved', 'in_transit', 'received']) {
    at = await rig.stepped(group.admin, at, status);
    await told('TRANSFER_UPDATED', { ...between, status });
  }
  await told('INVENTORY_UPDATED', { vehicleId, showroomId: group.showroom.id });

  const other = await rig.createVehicle(group, { showroomId: giving });
  const hold = await rig.held(repOf(group, 1), other);
  await rig.release(repOf(group, 1), hold);
  await told('INVENTORY_RELEASED', { showroomId: giving, holdId: hold.id, reason: 'released' });
  const over = { transferId: hold.transferId, status: 'cancelled', reason: 'released' };
  await told('TRANSFER_UPDATED', over);
  for (const client of [here, there]) client.socket.close();
});

it('a file that moves vehicles ends their transfers', async () => {
  const { id: giving } = group.otherShowroom;
  const rep = repOf(group, 1);
  const wanted = await rig.createVehicle(group, { showroomId: giving });
  const { transferId } = await rig.held(rep, wanted);
  const { stockNumber } = await rig.vehicle(group.admin, wanted);
  const sent = await rig
    .as(group.admin)
    .post(`/api/v1/vehicles/imports?showroomId=${group.showroom.id}`)
    .set('Content-Type', 'text/csv')
    .send(`stock_number,condition,year,make,model\n${String(stockNumber)},used,2022,Mazda,CX-5`);
  expect(sent.status).toBe(202);
  await eventually(
    () => rig.transfer(rep, transferId),
    ({ status }) => status === 'received',
  );
  expect(await rig.vehicle(rep, wanted)).toMatchObject({
    ...{ showroomId: group.showroom.id, status: 'held' },
  });
});

it('the showroom sees a hold end by itself', async () => {
  const vehicleId = await rig.createVehicle(group);
  const client = await enter();
  const { id: holdId } = await rig.held(repOf(group, 1), vehicleId, { until: rig.from(HOUR_MS) });
  const isOfHold = ({ payload }: ReceivedFrame): boolean => payload?.['holdId'] === holdId;
  const { seq } = await client.until(isOfHold);
  client.socket.close();

  await rig.pass(HOUR_MS, [group.manager]);
  const later = await enter(seq);
  expect(await later.until(isOfHold)).toMatchObject({
    ...{ type: 'INVENTORY_RELEASED', payload: { vehicleId, reason: 'expired' } },
  });
  later.socket.close();
});
