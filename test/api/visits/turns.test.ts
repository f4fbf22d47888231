import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
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

type Answer = Awaited<ReturnType<FloorRig['tell']>>;

async function answer(visitId: string, by: Person, word: 'accept' | 'decline'): Promise<Answer> {
  return app
    .request(by.token)
    .post(`/api/v1/visits/${visitId}/assignment/${word}`)
    .set('Idempotency-Key', freshKey());
}

async function assign(rig: FloorRig, visitId: string, userId: string): Promise<Answer> {
  return app
    .request(rig.group.manager.token)
    .post(`/api/v1/visits/${visitId}/assignment`)
    .set('Idempotency-Key', freshKey())
    .send({ userId, reason: 'They know each other.' });
}

async function setAvailable(rig: FloorRig, rep: Person, isAvailable: boolean): Promise<Answer> {
  return app
    .request(rep.token)
    .put(`/api/v1/showrooms/${rig.group.showroom.id}/staff/${rep.userId}`)
    .send({ isAvailable });
}

describe('a rep’s answer', () => {
  it('accepting keeps the customer beyond the two minutes', async () => {
    const rig = await rigOf(2);
    const { visitId } = await rig.enter(0.9);
    const accepted = await answer(visitId, rig.rep(0), 'accept');
    expect(accepted.body).toMatchObject({ assignment: { state: 'accepted' } });
    expect((await answer(visitId, rig.rep(0), 'accept')).status).toBe(200);
    app.clock.advance(3 * 60_000);
    await app.app.idle();
    const visit = await rig.visit(visitId);
    expect(visit.assignment).toEqual({ state: 'accepted', assignedTo: rig.rep(0).userId });
  });

  it('only the assigned rep may give it', async () => {
    const rig = await rigOf(2);
    const { visitId } = await rig.enter(0.9);
    const other = await answer(visitId, rig.rep(1), 'accept');
    expect([other.status, other.body.code]).toEqual([403, 'not_your_assignment']);
    const low = await rig.enter(0.1);
    const nobody = await answer(low.visitId, rig.rep(1), 'decline');
    expect([nobody.status, nobody.body.code]).toEqual([409, 'visit_not_assigned']);
  });

  it('declining passes through the three, then decides anew', async () => {
    const rig = await rigOf(5);
    const { visitId } = await rig.enter(0.9);
    const asked: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const { assignment } = await rig.visit(visitId);
      const rep = rig.group.reps.find(({ userId }) => userId === assignment?.assignedTo);
      asked.push(rep?.userId);
      if (rep !== undefined) await answer(visitId, rep, 'decline');
      app.clock.advance(10);
    }
    expect(asked).toEqual(rig.group.reps.slice(0, 4).map((rep) => rep.userId));
    const { body } = await rig.get(
      `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions?visitId=${visitId}`,
    );
    const kinds = (body as { data: Array<{ kind: string }> }).data.map(({ kind }) => kind);
    const start = ['automatic', 'next_candidate', 'next_candidate', 'automatic'];
    expect(kinds.reverse()).toEqual([...start, 'next_candidate']);
  });

  it('two minutes of silence ask the next candidate', async () => {
    const rig = await rigOf(2);
    const { visitId } = await rig.enter(0.9);
    app.clock.advance(2 * 60_000 - 2_000);
    await app.app.idle();
    const before = await rig.visit(visitId);
    expect(before.assignment?.assignedTo).toBe(rig.rep(0).userId);
    app.clock.advance(2_500);
    const after = await eventually(
      () => rig.visit(visitId),
      (visit) => visit.assignment?.assignedTo !== rig.rep(0).userId,
    );
    expect(after.assignment).toMatchObject({ state: 'assigned', assignedTo: rig.rep(1).userId });
  });

  it('a rep who declines takes whoever waits already', async () => {
    const rig = await rigOf(1);
    const first = await rig.enter(0.9);
    const second = await rig.enter(0.9);
    await answer(first.visitId, rig.rep(0), 'decline');
    const taken = await rig.visit(second.visitId);
    expect(taken.assignment).toMatchObject({ state: 'assigned', assignedTo: rig.rep(0).userId });
    expect((await rig.visit(first.visitId)).assignment).toMatchObject({ state: 'waiting' });
  });
});

describe('availability', () => {
  it('a paused rep gets nobody, and the waiting customer as soon as the pause ends', async () => {
    const rig = await rigOf(1);
    await setAvailable(rig, rig.rep(0), false);
    const { visitId, alerts } = await rig.enter(0.9);
    expect(alerts).toEqual([{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: null }]);
    const resumed = await setAvailable(rig, rig.rep(0), true);
    expect(resumed.body).toMatchObject({ isAvailable: false, assignedVisitId: visitId });
    const { assignment } = await rig.visit(visitId);
    expect(assignment).toMatchObject({ state: 'assigned', assignedTo: rig.rep(0).userId });
  });

  it('freeing a rep does not end his pause', async () => {
    const rig = await rigOf(1);
    const { visitId } = await rig.enter(0.9);
    await setAvailable(rig, rig.rep(0), false);
    await rig.exit(visitId);
    const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/staff`);
    expect(body).toMatchObject({ data: [{ paused: true, isAvailable: false }] });
    expect(body.data[0]).not.toHaveProperty('assignedVisitId');
    expect((await rig.enter(0.9)).alerts[0]?.assignedTo).toBeNull();
  });

  it('is a rep’s own, and a manager’s to set', async () => {
    const rig = await rigOf(2);
    const path = `/api/v1/showrooms/${rig.group.showroom.id}/staff/${rig.rep(0).userId}`;
    const other = await app.request(rig.rep(1).token).put(path).send({ isAvailable: false });
    expect([other.status, other.body.code]).toEqual([403, 'not_your_availability']);
    const manager = await app
      .request(rig.group.manager.token)
      .put(path)
      .send({ isAvailable: false });
    expect(manager.body).toMatchObject({ paused: true });
    const nobody = await app
      .request(rig.group.manager.token)
      .put(path.replace(rig.rep(0).userId, rig.group.manager.userId))
      .send({ isAvailable: true });
    expect([nobody.status, nobody.body.code]).toEqual([404, 'staff_member_not_found']);
  });
});

describe('assignment by hand', () => {
  it('gives the visit to another rep, frees the first, and is kept with its reason', async () => {
    const rig = await rigOf(3);
    const { visitId } = await rig.enter(0.9);
    const moved = await assign(rig, visitId, rig.rep(2).userId);
    expect(moved.body).toMatchObject({
      assignment: { state: 'assigned', assignedTo: rig.rep(2).userId },
    });
    const { body } = await rig.get(
      `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions?visitId=${visitId}&limit=1`,
    );
    expect(body.data[0]).toMatchObject({
      kind: 'manual',
      assignedTo: rig.rep(2).userId,
      decidedBy: rig.group.manager.userId,
      reason: 'They know each other.',
    });
    expect((await rig.enter(0.9)).alerts[0]?.assignedTo).toBe(rig.rep(1).userId);
    expect((await rig.enter(0.9)).alerts[0]?.assignedTo).toBe(rig.rep(0).userId);
  });

  it('never gives a rep two customers', async () => {
    const rig = await rigOf(2);
    await rig.enter(0.9);
    const second = await rig.enter(0.9);
    const refused = await assign(rig, second.visitId, rig.rep(0).userId);
    expect([refused.status, refused.body.code]).toEqual([409, 'rep_not_available']);
  });

  it('is refused to reps, for strangers and for visits that are over', async () => {
    const rig = await rigOf(1);
    const { visitId } = await rig.enter(0.9);
    const byRep = await app
      .request(rig.rep(0).token)
      .post(`/api/v1/visits/${visitId}/assignment`)
      .send({ userId: rig.rep(0).userId, reason: 'Mine.' });
    expect(byRep.status).toBe(403);
    const stranger = await assign(rig, visitId, rig.group.manager.userId);
    expect([stranger.status, stranger.body.code]).toEqual([409, 'rep_not_checked_in']);
    await rig.exit(visitId);
    const over = await assign(rig, visitId, rig.rep(0).userId);
    expect([over.status, over.body.code]).toEqual([409, 'visit_closed']);
  });
});
