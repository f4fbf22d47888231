import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { newId } from '../../../src/shared/ids.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

let app: TestApp;
let rig: FloorRig;

beforeAll(async () => {
  app = await startTestApp();
});

/** Tests move the clock, and tokens end with it. */
beforeEach(async () => {
  rig = new FloorRig(app, await createDealerGroup(app));
});

afterAll(() => app.stop());

let stock = 0;

async function vehicle(x: number, y: number, more: object = {}): Promise<string> {
  stock += 1;
  return rig.create('/api/v1/vehicles', {
    showroomId: rig.group.showroom.id,
    stockNumber: `S${stock}`,
    status: 'available',
    condition: 'new',
    modelYear: 2026,
    make: 'Honda',
    model: 'CR-V',
    bodyStyle: 'SUV',
    mileage: 10,
    price: { amount: 3_500_000, currency: 'USD' },
    displayed: true,
    position: { floor: 1, x, y },
    ...more,
  });
}

describe('interest', () => {
  it('alerts from 0.7 on, and not below', async () => {
    const { visitId } = await rig.enter(0.1);
    const vehicleId = await vehicle(19, 14, { displayed: false });
    const interest = { type: 'CUSTOMER_INTEREST', visitId, vehicleId };
    expect((await rig.act({ ...interest, interestLevel: 0.69 })).alerts).toEqual([]);
    expect((await rig.act({ ...interest, interestLevel: 0.7 })).alerts).toEqual([
      { type: 'HIGH_INTEREST_ALERT', assignedTo: null },
    ]);
    const unknown = await rig.tell({ ...interest, vehicleId: newId(), interestLevel: 0.5 });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'vehicle_not_found']);
  });

  it('near a vehicle of it alerts within 5 m, once in five minutes', async () => {
    const wanted = await vehicle(10, 10, { make: 'Toyota', model: 'RAV4' });
    await vehicle(10, 11, { make: 'Ford', model: 'F-150', bodyStyle: 'Truck' });
    const customerId = await rig.customer({ interests: { makes: ['toyota'] } });
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    expect((await rig.move(visitId, 15.001, 10)).alerts).toEqual([]);
    const near = { type: 'CUSTOMER_NEAR_INTEREST', assignedTo: null };
    expect((await rig.move(visitId, 15, 10)).alerts).toEqual([near]);
    expect((await rig.move(visitId, 10, 10)).alerts).toEqual([]);
    app.clock.advance(5 * 60_000 + 1);
    expect((await rig.move(visitId, 10, 10)).alerts).toEqual([near]);
    expect(wanted).toBeDefined();
  });

  it('comes also from what was looked at, at any level', async () => {
    const looked = await vehicle(1, 14, { make: 'Kia', model: 'Soul', bodyStyle: 'Hatchback' });
    const { visitId } = await rig.enter(0.1);
    await rig.act({
      type: 'CUSTOMER_INTEREST',
      visitId,
      vehicleId: looked,
      interestLevel: 0.01,
    });
    const { alerts } = await rig.move(visitId, 1, 13);
    expect(alerts.map(({ type }) => type)).toEqual(['CUSTOMER_NEAR_INTEREST']);
  });
});

describe('engagement', () => {
  it('records the rep, and counts as his acceptance', async () => {
    const own = new FloorRig(app, await createDealerGroup(app, { reps: 2 }));
    const { visitId } = await own.enter(0.9);
    const engaged = { type: 'CUSTOMER_ENGAGED', visitId, engagementType: 'conversation' };
    await own.act({ ...engaged, salesRepId: own.rep(0).userId });
    const visit = await own.visit(visitId);
    expect(visit).toMatchObject({
      engagedBy: own.rep(0).userId,
      assignment: { state: 'accepted', assignedTo: own.rep(0).userId },
    });
    const stranger = await own.tell({ ...engaged, salesRepId: own.group.manager.userId });
    expect([stranger.status, stranger.body.code]).toEqual([404, 'sales_rep_not_found']);
  });
});

describe('the floor', () => {
  it('shows who is here and what stands where', async () => {
    const own = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
    const customerId = await own.customer();
    const { visitId } = await own.act({
      type: 'CUSTOMER_ENTERED',
      customerId,
      leadScore: 0.9,
      location: { floor: 1, x: 3.25, y: 4, zone: 'SUV corner' },
    });
    const { body } = await own.get(`/api/v1/showrooms/${own.group.showroom.id}/floor`);
    expect(body).toMatchObject({
      customers: [
        {
          visitId,
          customerId,
          customerName: 'Ann Lee',
          location: { floor: 1, x: 3.25, y: 4, zone: 'SUV corner' },
          leadScore: 0.9,
          assignedTo: own.rep(0).userId,
        },
      ],
      vehicles: [],
    });
  });

  it('lists activities latest first, page by page', async () => {
    const own = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
    const { visitId } = await own.enter(0.1);
    await own.exit(visitId);
    const path = `/api/v1/showrooms/${own.group.showroom.id}/activities`;
    const first = await own.get(`${path}?limit=1`);
    expect(first.body).toMatchObject({ data: [{ type: 'CUSTOMER_EXITED', visitId }] });
    const rest = await own.get(first.body._links.next.href as string);
    expect(rest.body).toMatchObject({
      data: [{ type: 'CUSTOMER_ENTERED' }],
      page: { hasMore: false },
    });
  });

  it('hides heatmap cells that fewer than five visitors were in', async () => {
    const own = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
    for (let visitor = 0; visitor < 5; visitor += 1) {
      const { visitId } = await own.act({ type: 'CUSTOMER_ENTERED', location: at(2.5, 3.5) });
      app.clock.advance(10_000);
      await own.move(visitId, visitor === 0 ? 8.5 : 2.1, 3.9);
    }
    app.clock.advance(60_000);
    const path = `/api/v1/showrooms/${own.group.showroom.id}/heatmap`;
    const { body } = await eventually(
      async () => {
        await own.bringSchedulesForward();
        return own.get(path);
      },
      (answer) => answer.body.cells.length > 0,
    );
    expect(body.cells).toEqual([{ floor: 1, x: 2, y: 3, seconds: 50, visitors: 5 }]);
  });
});

function at(x: number, y: number): object {
  return { floor: 1, x, y };
}
