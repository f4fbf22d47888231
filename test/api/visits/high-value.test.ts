import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});

afterAll(() => test.stop());

interface Outcome {
  readonly activityId: string;
  readonly visitId: string;
  readonly alerts: ReadonlyArray<{ type: string; assignedTo: string | null }>;
}

async function act(group: DealerGroup, activity: object, by?: Person): Promise<Outcome> {
  const answer = await test
    .request((by ?? group.manager).token)
    .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
    .set('Idempotency-Key', freshKey())
    .send(activity);
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as Outcome;
}

function enter(group: DealerGroup, leadScore: number): Promise<Outcome> {
  return act(group, { type: 'CUSTOMER_ENTERED', leadScore, location: { floor: 1, x: 1, y: 1 } });
}

function exit(group: DealerGroup, visitId: string): Promise<Outcome> {
  return act(group, { type: 'CUSTOMER_EXITED', visitId });
}

async function visit(group: DealerGroup, visitId: string): Promise<Record<string, unknown>> {
  const answer = await test.request(group.manager.token).get(`/api/v1/visits/${visitId}`);
  expect(answer.status).toBe(200);
  return answer.body as Record<string, unknown>;
}

describe('the high-value rule', () => {
  it('does not fire at 0.7 exactly, and fires at 0.7000001', async () => {
    const group = await createDealerGroup(test);
    expect(await enter(group, 0.7)).toMatchObject({ alerts: [] });
    const { alerts } = await enter(group, 0.7000001);
    expect(alerts).toEqual([
      { type: 'HIGH_VALUE_CUSTOMER', assignedTo: group.reps[0]?.userId },
    ]);
  });

  it('assigns in the order of check-in first, then of the last assignment', async () => {
    const group = await createDealerGroup(test, { reps: 3 });
    const order: Array<string | null | undefined> = [];
    for (let round = 0; round < 6; round += 1) {
      const { visitId, alerts } = await enter(group, 0.9);
      order.push(alerts[0]?.assignedTo);
      await exit(group, visitId);
      test.clock.advance(1_000);
    }
    const ids = group.reps.map((rep) => rep.userId);
    expect(order).toEqual([...ids, ...ids]);
  });

  it('gives 20 who enter at once to 5 different reps, and the waiting to whoever is freed', async () => {
    const group = await createDealerGroup(test);
    const entered = await Promise.all(Array.from({ length: 20 }, () => enter(group, 0.95)));
    const assigned = entered.filter(({ alerts }) => alerts[0]?.assignedTo !== null);
    expect(new Set(assigned.map(({ alerts }) => alerts[0]?.assignedTo)).size).toBe(5);
    expect(assigned).toHaveLength(5);
    const waiting = await Promise.all(
      entered.filter((one) => !assigned.includes(one)).map((one) => visit(group, one.visitId)),
    );
    const line = waiting
      .map((one) => one as { id: string; assignment: { state: string; waitingSince: string } })
      .sort((a, b) => compare(a.assignment.waitingSince + a.id, b.assignment.waitingSince + b.id));
    expect(line.map((one) => one.assignment.state)).toEqual(line.map(() => 'waiting'));
    for (const [index, leaving] of assigned.entries()) {
      await exit(group, leaving.visitId);
      const next = await visit(group, line[index]?.id ?? '');
      expect(next['assignment']).toMatchObject({
        state: 'assigned',
        assignedTo: leaving.alerts[0]?.assignedTo,
      });
    }
  });

  it('alerts once a visit, also when the customer enters again', async () => {
    const group = await createDealerGroup(test);
    const customerId = await createCustomer(group);
    const first = await act(group, { type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.9 });
    const again = await act(group, { type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.99 });
    expect(again).toMatchObject({ visitId: first.visitId, alerts: [] });
  });

  it('fires when the score arrives during the visit', async () => {
    const group = await createDealerGroup(test);
    const customerId = await createCustomer(group);
    const { visitId, alerts } = await act(group, { type: 'CUSTOMER_ENTERED', customerId });
    expect(alerts).toEqual([]);
    const lead = await test
      .request(group.manager.token)
      .post('/api/v1/leads')
      .set('Idempotency-Key', freshKey())
      .send({
        showroomId: group.showroom.id,
        source: 'website',
        upType: 'phone',
        timeframe: 'immediately',
        customerId,
        vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive' }],
      });
    expect(lead.status).toBe(201);
    const scored = await eventually(
      () => visit(group, visitId),
      (one) => one['assignment'] !== undefined,
    );
    expect(scored['leadScore']).toBeGreaterThan(0.7);
    expect(scored['assignment']).toMatchObject({ assignedTo: group.reps[0]?.userId });
  });

  it('fires when a nameless guest turns out to be a customer of high score', async () => {
    const group = await createDealerGroup(test);
    const customerId = await createCustomer(group);
    await act(group, { type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.2 });
    const { visitId } = await act(group, { type: 'CUSTOMER_ENTERED' });
    const answer = await test
      .request(group.manager.token)
      .patch(`/api/v1/visits/${visitId}`)
      .set('If-Match', '"1"')
      .send({ customerId });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'customer_already_visiting' });
  });
});

async function createCustomer(group: DealerGroup): Promise<string> {
  const answer = await test
    .request(group.manager.token)
    .post('/api/v1/customers')
    .set('Idempotency-Key', freshKey())
    .send({ firstName: 'Ann', lastName: 'Lee' });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return (answer.body as { id: string }).id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
