import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
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

async function enter(resumeFrom?: number): Promise<SocketClient> {
  const answer = await rig.as(group.manager).post('/api/v1/realtime/tickets');
  const { ticket } = answer.body as { ticket: string };
  const client = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  client.send('SUBSCRIBE', { room, ...(resumeFrom !== undefined && { resumeFrom }) });
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
