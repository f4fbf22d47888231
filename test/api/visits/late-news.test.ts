import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
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

beforeEach(async () => {
  rig = new FloorRig(app, await createDealerGroup(app, { reps: 2 }));
});

afterAll(() => app.stop());

type Answer = Awaited<ReturnType<FloorRig['tell']>>;
type Links = Record<string, { href: string; method?: string }>;

interface StoredEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

async function eventsOf(visitId: string): Promise<StoredEvent[]> {
  return app.database.rawDb.select<StoredEvent>(
    `SELECT type, data, occurred_at AS occurredAt FROM events WHERE stream_id = $visitId
     ORDER BY position`,
    { visitId },
  );
}

async function identify(visitId: string, customerId: string): Promise<Answer> {
  const { version } = await rig.visit(visitId);
  return app
    .request(rig.group.manager.token)
    .patch(`/api/v1/visits/${visitId}`)
    .set('If-Match', `"${version}"`)
    .send({ customerId });
}

async function say(visitId: string, by: Person, word: 'accept' | 'decline'): Promise<Answer> {
  return app.request(by.token).post(`/api/v1/visits/${visitId}/assignment/${word}`);
}

async function byHand(visitId: string, userId: string): Promise<Answer> {
  return app
    .request(rig.group.manager.token)
    .post(`/api/v1/visits/${visitId}/assignment`)
    .send({ userId, reason: 'They know each other.' });
}

async function pause(rep: Person): Promise<void> {
  const path = `/api/v1/showrooms/${rig.group.showroom.id}/staff/${rep.userId}`;
  await app.request(rep.token).put(path).send({ isAvailable: false });
}

describe('what is learned of a guest', () => {
  it('goes with the visit to whoever is asked next', async () => {
    const { visitId } = await rig.enter(0.9);
    const customerId = await rig.customer();
    expect((await identify(visitId, customerId)).status).toBe(200);
    await say(visitId, rig.rep(0), 'decline');
    const assigned = (await eventsOf(visitId)).filter(({ type }) => type === 'turn.assigned');
    expect(assigned.map(({ data }) => data['assignedTo'])).toEqual([
      rig.rep(0).userId,
      rig.rep(1).userId,
    ]);
    expect(assigned.at(-1)?.data).toMatchObject({ customerId });
  });

  it('does not send a visit that waits already to the end of the line', async () => {
    const first = await rig.enter(0.1);
    await byHand(first.visitId, rig.rep(0).userId);
    await pause(rig.rep(1));
    await pause(rig.rep(0));
    await say(first.visitId, rig.rep(0), 'decline');
    const since = (await rig.visit(first.visitId)).assignment?.waitingSince;
    app.clock.advance(1_000);
    const second = await rig.enter(0.9);
    const again = await rig.act({
      type: 'CUSTOMER_ENTERED',
      visitId: first.visitId,
      leadScore: 0.95,
    });
    expect(again.alerts).toEqual([{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: null }]);
    expect((await rig.visit(first.visitId)).assignment).toEqual({
      state: 'waiting',
      waitingSince: since,
    });
    const waited = (await eventsOf(first.visitId)).filter(({ type }) => type === 'turn.waiting');
    expect(waited).toHaveLength(1);
    expect((await rig.visit(second.visitId)).assignment?.state).toBe('waiting');
  });
});

describe('a choice by hand of somebody who is paused', () => {
  it('is kept as his, and comes out the same when it is made again', async () => {
    await pause(rig.rep(1));
    const { visitId } = await rig.enter(0.1);
    await byHand(visitId, rig.rep(1).userId);
    const { body } = await rig.get(
      `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions?visitId=${visitId}`,
    );
    const [decision] = body.data as Array<{ candidates: object[]; _links: Links }>;
    expect(decision?.candidates).toContainEqual(
      expect.objectContaining({ userId: rig.rep(1).userId, reason: 'assigned', paused: true }),
    );
    const href = decision?._links['replay']?.href ?? '';
    const replay = await app.request(rig.group.manager.token).post(href);
    expect(replay.body).toMatchObject({ same: true, assignedTo: rig.rep(1).userId });
  });
});

describe('times', () => {
  it('events carry the time of the activity, not that of its arrival', async () => {
    const at = (seconds: number): string =>
      new Date(app.clock.now().getTime() - seconds * 1_000).toISOString();
    const [entered, exited] = [at(120), at(60)];
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', occurredAt: entered });
    await rig.act({ type: 'CUSTOMER_EXITED', visitId, occurredAt: exited });
    expect((await rig.visit(visitId)).durationSeconds).toBe(60);
    const times = (await eventsOf(visitId)).map((one) => [one.type, one.occurredAt.toISOString()]);
    expect(times).toEqual([
      ['visit.entered', entered],
      ['visit.exited', exited],
    ]);
  });

  it.each(['0000-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '2001-01-01T00:00:00Z'])(
    'refuses what happened at %s',
    async (occurredAt) => {
      const answer = await rig.tell({ type: 'CUSTOMER_ENTERED', occurredAt });
      expect([answer.status, answer.body.code]).toEqual([422, 'occurred_too_long_ago']);
      expect(answer.body.errors[0].pointer).toBe('/occurredAt');
    },
  );

  it('an older position does not move the visitor who enters again', async () => {
    const { visitId } = await rig.act({
      type: 'CUSTOMER_ENTERED',
      location: { floor: 1, x: 1, y: 1 },
    });
    const occurredAt = new Date(app.clock.now().getTime() - 60_000).toISOString();
    const location = { floor: 1, x: 9, y: 9 };
    await rig.act({ type: 'CUSTOMER_ENTERED', visitId, location, occurredAt });
    const entered = (await eventsOf(visitId)).filter(({ type }) => type === 'visit.entered');
    expect(entered.map(({ data }) => data['location'])).toEqual([
      { floor: 1, x: 1, y: 1 },
      { floor: 1, x: 1, y: 1 },
    ]);
  });
});

describe('where a visitor is', () => {
  it('may be told with any activity, and counts', async () => {
    const { visitId } = await rig.enter(0.1);
    const salesRepId = rig.rep(0).userId;
    const engaged = { type: 'CUSTOMER_ENGAGED', visitId, salesRepId, engagementType: 'greeting' };
    await rig.act({ ...engaged, location: { floor: 1, x: 7, y: 8 } });
    const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/floor`);
    expect(body.customers).toMatchObject([{ visitId, location: { floor: 1, x: 7, y: 8 } }]);
    await rig.act({ type: 'CUSTOMER_EXITED', visitId, location: { floor: 1, x: 0, y: 0 } });
  });
});

describe('one visit that cannot be closed', () => {
  it('does not keep the others from being closed for their silence', async () => {
    const stuck = await rig.enter(0.1);
    app.clock.advance(1_000);
    const other = await rig.enter(0.1);
    // Nobody could have stayed that long: the duration does not fit its column.
    await app.database.unitOfWork.run(() =>
      app.database.rawDb.execute(
        `UPDATE visits SET entered_at = '1000-01-01', last_activity_at = '1000-01-01'
         WHERE id = $visitId`,
        { visitId: stuck.visitId },
      ),
    );
    app.clock.advance(31 * 60_000);
    await rig.bringSchedulesForward();
    const { tokens } = app.app.modules.auth;
    const { userId } = rig.group.manager;
    const token = await rig.group.inContext(() => tokens.issueAccessToken(userId));
    await eventually(
      () => app.request(token).get(`/api/v1/visits/${other.visitId}`),
      ({ body }) => body.status === 'closed',
    );
    await app.database.unitOfWork.run(() =>
      app.database.rawDb.execute('UPDATE visits SET entered_at = $now WHERE id = $visitId', {
        visitId: stuck.visitId,
        now: app.clock.now(),
      }),
    );
  });
});

describe('a score that comes while its customer is coming in', () => {
  it('counts, also when neither could know of the other', async () => {
    const customerId = await rig.customer();
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    await rig.create('/api/v1/leads', {
      showroomId: rig.group.showroom.id,
      source: 'website',
      upType: 'showroom',
      timeframe: 'immediately',
      customerId,
      vehicles: [{ make: 'Honda', model: 'CR-V', interest: 'test-drive' }],
    });
    await eventually(
      () => rig.visit(visitId),
      (visit) => visit.assignment?.assignedTo === rig.rep(0).userId,
    );
    // As if the entering had not seen the score, nor the score's delivery the entering.
    await app.database.unitOfWork.run(async () => {
      const { rawDb } = app.database;
      await rawDb.execute(
        'UPDATE visits SET lead_score = NULL, high_value_at = NULL WHERE id = $visitId',
        { visitId },
      );
      await rawDb.execute('DELETE FROM turns WHERE visit_id = $visitId', { visitId });
      await rawDb.execute(
        'UPDATE staff SET assigned_visit_id = NULL WHERE assigned_visit_id = $visitId',
        { visitId },
      );
    });
    await app.database.unitOfWork.run(() =>
      app.database.rawDb.execute(
        `INSERT INTO events (id, organization_id, showroom_id, stream, stream_id, version, type,
           data, occurred_at)
         SELECT $id, organization_id, showroom_id, stream, stream_id, 1000, type, data, occurred_at
         FROM events WHERE stream_id = $visitId AND type = 'visit.entered'`,
        { id: newId(), visitId },
      ),
    );
    await eventually(
      () => rig.visit(visitId),
      (visit) => visit.assignment?.state === 'assigned',
    );
  });
});
