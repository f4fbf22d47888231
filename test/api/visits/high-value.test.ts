import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';
import type { VisitBody } from './floor-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

async function rigOf(reps = 5): Promise<FloorRig> {
  return new FloorRig(app, await createDealerGroup(app, { reps }));
}

function lead(rig: FloorRig, customerId: string): object {
  return {
    showroomId: rig.group.showroom.id,
    source: 'website',
    upType: 'phone',
    timeframe: 'immediately',
    customerId,
    vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive' }],
  };
}

describe('the high-value rule', () => {
  it('does not fire at 0.7 exactly, and fires at 0.7000001', async () => {
    const rig = await rigOf();
    expect(await rig.enter(0.7)).toMatchObject({ alerts: [] });
    const { alerts } = await rig.enter(0.7000001);
    expect(alerts).toEqual([{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: rig.rep(0).userId }]);
  });

  it('assigns in the order of check-in first, then of the last assignment', async () => {
    const rig = await rigOf(3);
    const order: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { visitId, alerts } = await rig.enter(0.9);
      order.push(alerts[0]?.assignedTo);
      await rig.exit(visitId);
      app.clock.advance(1_000);
    }
    const ids = rig.group.reps.map((rep) => rep.userId);
    expect(order).toEqual([...ids, ...ids]);
  });

  it('gives 20 who enter at once to 5 different reps, and the waiting to whoever is freed', async () => {
    const rig = await rigOf();
    const entered = await Promise.all(Array.from({ length: 20 }, () => rig.enter(0.95)));
    const assigned = entered.filter(({ alerts }) => alerts[0]?.assignedTo !== null);
    expect(assigned).toHaveLength(5);
    expect(new Set(assigned.map(({ alerts }) => alerts[0]?.assignedTo)).size).toBe(5);
    const others = entered.filter((one) => !assigned.includes(one));
    const waiting = await Promise.all(others.map((one) => rig.visit(one.visitId)));
    expect(waiting.map((one) => one.assignment?.state)).toEqual(waiting.map(() => 'waiting'));
    const line = waiting.sort((a, b) => compare(place(a), place(b)));
    for (const [index, leaving] of assigned.entries()) {
      await rig.exit(leaving.visitId);
      const next = await rig.visit(line[index]?.id ?? '');
      const assignedTo = leaving.alerts[0]?.assignedTo;
      expect(next.assignment).toMatchObject({ state: 'assigned', assignedTo });
    }
  });

  it('alerts once a visit, also when the customer enters again', async () => {
    const rig = await rigOf();
    const customerId = await rig.customer();
    const first = await rig.act({ type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.9 });
    const again = await rig.act({ type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.99 });
    expect(again).toMatchObject({ visitId: first.visitId, alerts: [] });
    const { body } = await rig.get(`/api/v1/visits?customerId=${customerId}`);
    expect(body).toMatchObject({ data: [{ id: first.visitId }] });
  });

  it('fires when the score arrives during the visit', async () => {
    const rig = await rigOf();
    const customerId = await rig.customer();
    const { visitId, alerts } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    expect(alerts).toEqual([]);
    await rig.create('/api/v1/leads', lead(rig, customerId));
    const scored = await eventually(
      () => rig.visit(visitId),
      (visit) => visit.assignment !== undefined,
    );
    expect(scored.leadScore).toBeGreaterThan(0.7);
    expect(scored.assignment).toMatchObject({ assignedTo: rig.rep(0).userId });
  });

  it('takes the customer’s latest score when none is given', async () => {
    const rig = await rigOf();
    const customerId = await rig.customer();
    const leadId = await rig.create('/api/v1/leads', lead(rig, customerId));
    await eventually(async () => {
      const answer = await app.request(rig.rep(0).token).get(`/api/v1/leads/${leadId}/score`);
      return answer.status === 200;
    });
    const { alerts } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    expect(alerts).toEqual([{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: rig.rep(0).userId }]);
  });

  it('fires when a nameless guest turns out to be a customer of high score', async () => {
    const rig = await rigOf();
    const customerId = await rig.customer();
    const leadId = await rig.create('/api/v1/leads', lead(rig, customerId));
    await eventually(async () => {
      const answer = await app.request(rig.rep(0).token).get(`/api/v1/leads/${leadId}/score`);
      return answer.status === 200;
    });
    const { visitId, alerts } = await rig.enter();
    expect(alerts).toEqual([]);
    const { version } = await rig.visit(visitId);
    const identified = await app
      .request(rig.group.manager.token)
      .patch(`/api/v1/visits/${visitId}`)
      .set('If-Match', `"${version}"`)
      .send({ customerId });
    expect(identified.status).toBe(200);
    expect(identified.body).toMatchObject({
      customerId,
      assignment: { state: 'assigned', assignedTo: rig.rep(0).userId },
    });
  });

  it('keeps the candidates in order, and why each was passed over', async () => {
    const rig = await rigOf(5);
    await rig.enter(0.9);
    await app
      .request(rig.rep(1).token)
      .put(`/api/v1/showrooms/${rig.group.showroom.id}/staff/${rig.rep(1).userId}`)
      .send({ isAvailable: false });
    const { visitId } = await rig.enter(0.8);
    const { body } = await rig.get(
      `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions?visitId=${visitId}`,
    );
    const [, paused, ...free] = rig.group.reps.map((rep) => rep.userId);
    expect(body).toMatchObject({
      data: [
        {
          kind: 'automatic',
          assignedTo: free[0],
          shortlist: free,
          candidates: [
            { userId: paused, eligible: false, reason: 'paused' },
            { userId: free[0], eligible: true, reason: 'assigned' },
            { userId: free[1], eligible: true, reason: 'shortlisted' },
            { userId: free[2], eligible: true, reason: 'shortlisted' },
            { userId: rig.rep(0).userId, eligible: false, reason: 'with_customer' },
          ],
        },
      ],
    });
    const replay = await app
      .request(rig.group.manager.token)
      .post(replayPath(body))
      .set('Idempotency-Key', 'replay-it-once');
    expect(replay.body).toMatchObject({ same: true, assignedTo: free[0] });
  });
});

function replayPath(body: unknown): string {
  const { data } = body as { data: Array<{ _links: { replay: { href: string } } }> };
  return data[0]?._links.replay.href ?? '';
}

function place(visit: VisitBody): string {
  return `${visit.assignment?.waitingSince ?? ''} ${visit.id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
