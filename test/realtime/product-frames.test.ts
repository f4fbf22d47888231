import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { freshKey, startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { FloorRig } from '../api/visits/floor-rig.js';
import { openSocket } from './support/socket-client.js';
import type { ReceivedFrame, SocketClient } from './support/socket-client.js';

let app: TestApp;
let group: DealerGroup;
let rig: FloorRig;
let client: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
  rig = new FloorRig(app, group);
  client = await join();
});

afterAll(() => app.stop());

async function join(): Promise<SocketClient> {
  const { body } = await app.request(group.manager.token).post('/api/v1/realtime/tickets');
  const { ticket } = body as { ticket: string };
  const opened = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  await opened.untilType('WELCOME');
  opened.send('SUBSCRIBE', { room: `showroom:${group.showroom.id}` });
  await opened.untilType('RECENT_ACTIVITY');
  return opened;
}

/** The first frame of a type about this visit. */
async function told(type: string, visitId: string): Promise<ReceivedFrame['payload']> {
  const frame = await client.until(
    (one) => one.type === type && one.payload?.['visitId'] === visitId,
  );
  return frame.payload;
}

const location = { floor: 1, x: 10, y: 10, zone: 'SUV corner' };

describe('what the showroom’s room hears', () => {
  it('carries for each event what its contract names, in the order of the road', async () => {
    const vehicleId = await rig.create('/api/v1/vehicles', {
      showroomId: group.showroom.id,
      stockNumber: freshKey().slice(0, 12),
      status: 'available',
      condition: 'new',
      modelYear: 2026,
      make: 'Honda',
      model: 'CR-V',
      bodyStyle: 'SUV',
      mileage: 1,
      price: { amount: 3_500_000, currency: 'USD' },
      displayed: true,
      position: { floor: 1, x: 10, y: 13 },
    });
    const customerId = await rig.customer({ interests: { makes: ['Honda'] } });
    const { visitId } = await rig.act({
      type: 'CUSTOMER_ENTERED',
      customerId,
      leadScore: 0.9,
      location,
    });
    const assignedTo = rig.rep(0).userId;
    const about = { showroomId: group.showroom.id, visitId, customerId, customerName: 'Ann Lee' };
    expect(await told('CUSTOMER_ENTERED', visitId)).toEqual({
      ...about,
      showroomName: 'Lake Street',
      location,
      leadScore: 0.9,
      interests: expect.objectContaining({ makes: ['Honda'] }),
    });
    expect(await told('HIGH_VALUE_CUSTOMER', visitId)).toEqual({
      ...about,
      leadScore: 0.9,
      location,
      assignedTo,
    });
    expect(await told('VISIT_ASSIGNED', visitId)).toMatchObject({
      ...about,
      assignedTo,
      acceptBy: expect.stringMatching(/Z$/),
    });
    const rotation = await client.until(
      ({ type, payload }) =>
        type === 'ROTATION_CHANGED' && JSON.stringify(payload).includes('asked'),
    );
    expect(rotation.payload).toEqual({
      showroomId: group.showroom.id,
      rotation: [{ userId: assignedTo, eligible: false, reason: 'asked' }],
    });

    await rig.act({ type: 'CUSTOMER_INTEREST', visitId, vehicleId, interestLevel: 0.8 });
    const looked = { vehicleId, make: 'Honda', model: 'CR-V', year: 2026, interestLevel: 0.8 };
    expect(await told('CUSTOMER_INTERESTED', visitId)).toEqual({ ...about, ...looked });
    expect(await told('HIGH_INTEREST_ALERT', visitId)).toMatchObject({ ...about, ...looked });

    await rig.move(visitId, 10, 9);
    expect(await told('CUSTOMER_MOVED', visitId)).toEqual({
      ...about,
      newLocation: { floor: 1, x: 10, y: 9 },
    });
    expect(await told('CUSTOMER_NEAR_INTEREST', visitId)).toEqual({
      ...about,
      location: { floor: 1, x: 10, y: 9 },
      vehicles: [
        {
          vehicleId,
          make: 'Honda',
          model: 'CR-V',
          year: 2026,
          location: { floor: 1, x: 10, y: 13 },
          distanceM: 4,
        },
      ],
    });

    const engagementType = 'conversation';
    const engaged = { salesRepId: assignedTo, engagementType, vehicleId };
    await rig.act({ type: 'CUSTOMER_ENGAGED', visitId, ...engaged });
    expect(await told('CUSTOMER_ENGAGED', visitId)).toEqual({
      ...about,
      ...engaged,
      salesRepName: 'Rep 1',
    });

    const guest = await rig.enter(0.8);
    expect(await told('VISIT_WAITING', guest.visitId)).toMatchObject({
      showroomId: group.showroom.id,
      visitId: guest.visitId,
    });
    expect(await told('CUSTOMER_ENTERED', guest.visitId)).not.toHaveProperty('customerName');

    await rig.exit(visitId);
    expect(await told('CUSTOMER_EXITED', visitId)).toMatchObject({
      ...about,
      duration: expect.any(Number),
    });
    expect(await told('VISIT_ASSIGNED', guest.visitId)).toMatchObject({ assignedTo });
  });

  it('carries no name where it is kept', async () => {
    const leadId = await rig.create('/api/v1/leads', {
      showroomId: group.showroom.id,
      source: 'website',
      comments: 'Call Mrs. Zimmermann-Quark.',
      customer: { firstName: 'Zenobia', lastName: 'Zimmermann-Quark', phone: '+13125550177' },
    });
    const frame = await client.until(({ payload }) => payload?.['leadId'] === leadId);
    expect(frame).toMatchObject({
      type: 'LEAD_CREATED',
      payload: { showroomId: group.showroom.id, customerName: 'Zenobia Zimmermann-Quark' },
    });
    const customerId = String(frame.payload?.['customerId']);
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.95 });
    await told('HIGH_VALUE_CUSTOMER', visitId);
    const kept = await app.database.rawDb.select<{ text: string }>(
      `SELECT CAST(data AS CHAR) AS text FROM events WHERE organization_id = $organizationId
       UNION ALL SELECT CAST(payload AS CHAR) FROM room_events
         WHERE organization_id = $organizationId
       UNION ALL SELECT CAST(candidates AS CHAR) FROM rotation_decisions
         WHERE organization_id = $organizationId
       UNION ALL SELECT CAST(data AS CHAR) FROM activities
         WHERE organization_id = $organizationId
       UNION ALL SELECT CAST(payload AS CHAR) FROM jobs WHERE organization_id = $organizationId`,
      { organizationId: group.organizationId },
    );
    expect(kept.length).toBeGreaterThan(20);
    const found = kept.filter(({ text }) => /zenobia|zimmermann|5550177|ann lee/i.test(text));
    expect(found).toEqual([]);
  });
});
