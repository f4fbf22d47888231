import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

async function rigOf(reps: number): Promise<FloorRig> {
  return new FloorRig(app, await createDealerGroup(app, { reps }));
}

function counted(statuses: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Nobody is told to come back later: whoever contends waits, and finds what is so by then. */
describe('many at once', () => {
  it('visitors of a high score come in, and each has a rep, without asking twice', async () => {
    const { group } = await rigOf(20);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        app
          .request(group.manager.token)
          .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
          .set('Idempotency-Key', freshKey())
          .send({ type: 'CUSTOMER_ENTERED', leadScore: 0.9 }),
      ),
    );
    expect(counted(answers.map(({ status }) => status))).toEqual({ 201: 20 });
    const reps = answers.map(({ body }) => body.alerts[0].assignedTo as string);
    expect(new Set(reps).size).toBe(20);
  });

  it('reps accept, each under a key of his own', async () => {
    const rig = await rigOf(16);
    for (let visitor = 0; visitor < 16; visitor += 1) await rig.enter(0.9);
    const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/staff`);
    const staff = body.data as Array<{ userId: string; assignedVisitId: string }>;
    const answers = await Promise.all(
      rig.group.reps.map(async (rep) => {
        const own = staff.find(({ userId }) => userId === rep.userId)?.assignedVisitId ?? '';
        return app
          .request(rep.token)
          .post(`/api/v1/visits/${own}/assignment/accept`)
          .set('Idempotency-Key', freshKey());
      }),
    );
    expect(counted(answers.map(({ status }) => status))).toEqual({ 200: 16 });
  });

  it('gateways tell of the same visitors, each in an order of its own', async () => {
    const rig = await rigOf(1);
    const visits: string[] = [];
    for (let visitor = 0; visitor < 12; visitor += 1) visits.push((await rig.enter(0.1)).visitId);
    const walk = (visitId: string): object => ({
      type: 'CUSTOMER_MOVED',
      visitId,
      location: { floor: 1, x: 3, y: 3 },
    });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, gateway) => {
        const order = gateway % 2 === 0 ? visits : [...visits].reverse();
        return rig.tell({ activities: order.map(walk) });
      }),
    );
    expect(counted(answers.map(({ status }) => status))).toEqual({ 207: 12 });
    const results = answers.flatMap(({ body }) => body.results as Array<{ status: number }>);
    expect(counted(results.map(({ status }) => status))).toEqual({ 201: 144 });
  });

  it('the same person’s leads, when nothing about the showroom is remembered', async () => {
    const rig = await rigOf(1);
    app.clock.advance(10_000);
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        app
          .request(rig.group.manager.token)
          .post('/api/v1/leads')
          .set('Idempotency-Key', freshKey())
          .send({
            showroomId: rig.group.showroom.id,
            source: 'website',
            vehicles: [{ make: 'Honda', model: 'CR-V' }],
            customer: { firstName: 'Ann', email: 'ann.lee@example.com' },
          }),
      ),
    );
    expect(counted(answers.map(({ status }) => status))).toEqual({ 201: 16 });
    const first = answers.filter(({ body }) => body.status === 'new');
    expect(first).toHaveLength(1);
  });

  it('visitors come and go', async () => {
    const rig = await rigOf(4);
    const came = await Promise.all(Array.from({ length: 16 }, () => rig.enter(0.9)));
    const [early, late] = [came.slice(0, 8), came.slice(8)];
    const answers = await Promise.all([
      ...early.map(({ visitId }) => rig.tell({ type: 'CUSTOMER_EXITED', visitId })),
      ...late.map(({ visitId }) =>
        rig.tell({ type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x: 2, y: 2 } }),
      ),
      ...late.map(({ visitId }) => rig.tell({ type: 'CUSTOMER_ENTERED', visitId, leadScore: 0.8 })),
    ]);
    expect(counted(answers.map(({ status }) => status))).toEqual({ 201: 24 });
    const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/staff`);
    const busy = (body.data as Array<{ assignedVisitId?: string }>).map(
      (one) => one.assignedVisitId,
    );
    expect(new Set(busy).size).toBe(4);
    expect(busy.every((visitId) => late.some((one) => one.visitId === visitId))).toBe(true);
  });
});
