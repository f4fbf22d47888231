import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { UserRig } from '../users/user-rig.js';
import { FloorRig } from './floor-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

type Answer = Awaited<ReturnType<FloorRig['tell']>>;

/** A floor of which nobody is at work yet. */
async function emptyFloor(reps: number): Promise<FloorRig> {
  return new FloorRig(app, await createDealerGroup(app, { reps, checkedIn: false }));
}

function pathOf(rig: FloorRig, rep: Person): string {
  return `/api/v1/showrooms/${rig.group.showroom.id}/staff/${rep.userId}`;
}

async function checkIn(rig: FloorRig, rep: Person, by = rep): Promise<Answer> {
  app.clock.advance(1);
  return app.request(by.token).put(`${pathOf(rig, rep)}/check-in`);
}

async function checkOut(rig: FloorRig, rep: Person, by = rep): Promise<Answer> {
  return app.request(by.token).delete(`${pathOf(rig, rep)}/check-in`);
}

async function setAvailable(rig: FloorRig, rep: Person, isAvailable: boolean): Promise<Answer> {
  return app.request(rep.token).put(pathOf(rig, rep)).send({ isAvailable });
}

async function say(visitId: string, by: Person, word: 'accept' | 'decline'): Promise<void> {
  const path = `/api/v1/visits/${visitId}/assignment/${word}`;
  const answer = await app.request(by.token).post(path).set('Idempotency-Key', freshKey());
  expect(answer.status).toBe(200);
}

async function byHand(rig: FloorRig, visitId: string, rep: Person): Promise<void> {
  const answer = await app
    .request(rig.group.manager.token)
    .post(`/api/v1/visits/${visitId}/assignment`)
    .send({ userId: rep.userId, reason: 'They know each other.' });
  expect(answer.status).toBe(200);
}

interface Entry {
  readonly userId: string;
  readonly eligible: boolean;
  readonly reason: string;
}

async function rotationOf(rig: FloorRig): Promise<Entry[]> {
  const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/rotation`);
  return body.data as Entry[];
}

/** The reason of every rep, in the order of the reps and not of the list. */
async function reasons(rig: FloorRig): Promise<unknown[]> {
  const entries = await rotationOf(rig);
  return rig.group.reps.map(({ userId }) => entries.find((one) => one.userId === userId)?.reason);
}

/** The list that tablets were told last. */
async function toldOf({ group }: FloorRig): Promise<unknown> {
  const [row] = await app.database.rawDb.select<{ data: { rotation: unknown } }>(
    `SELECT data FROM events WHERE stream = 'rotation' AND stream_id = $showroomId
     ORDER BY version DESC LIMIT 1`,
    { showroomId: group.showroom.id },
  );
  return row?.data.rotation;
}

describe('checking in', () => {
  it('puts a rep on the list, in the order of coming; who is there already keeps his place', async () => {
    const rig = await emptyFloor(3);
    expect(await reasons(rig)).toEqual(['not_checked_in', 'not_checked_in', 'not_checked_in']);
    const first = await checkIn(rig, rig.rep(2));
    expect([first.status, first.body]).toMatchObject([200, { isAvailable: true, paused: false }]);
    await checkIn(rig, rig.rep(0));
    const again = await checkIn(rig, rig.rep(2));
    expect(again.body.checkedInAt).toBe(first.body.checkedInAt);
    const order = (await rotationOf(rig)).map(({ userId, eligible }) => [userId, eligible]);
    expect(order).toEqual([
      [rig.rep(2).userId, true],
      [rig.rep(0).userId, true],
      [rig.rep(1).userId, false],
    ]);
  });

  it('gives a waiting customer to him at once, unless he is paused', async () => {
    const rig = await emptyFloor(2);
    const { visitId } = await rig.enter(0.9);
    await setAvailable(rig, rig.rep(0), false);
    expect((await checkIn(rig, rig.rep(0))).body).toMatchObject({ paused: true });
    expect((await rig.visit(visitId)).assignment).toMatchObject({ state: 'waiting' });
    const { body } = await checkIn(rig, rig.rep(1));
    expect(body).toMatchObject({ isAvailable: false, assignedVisitId: visitId });
    expect(await reasons(rig)).toEqual(['paused', 'asked']);
  });

  it('is a rep’s own, and a manager’s to do', async () => {
    const rig = await emptyFloor(2);
    for (const act of [checkIn, checkOut]) {
      const other = await act(rig, rig.rep(0), rig.rep(1));
      expect([other.status, other.body.code]).toEqual([403, 'not_your_availability']);
      const nobody = await act(rig, rig.group.manager);
      expect([nobody.status, nobody.body.code]).toEqual([404, 'staff_member_not_found']);
    }
    expect((await checkIn(rig, rig.rep(0), rig.group.manager)).status).toBe(200);
    expect((await checkOut(rig, rig.rep(0), rig.group.manager)).status).toBe(204);
    expect(await reasons(rig)).toEqual(['not_checked_in', 'not_checked_in']);
  });
});

describe('checking out', () => {
  it('passes on the customer whom he has, accepted or not, and ends his pause', async () => {
    const rig = await emptyFloor(3);
    for (const rep of rig.group.reps) await checkIn(rig, rep);
    const { visitId } = await rig.enter(0.9);
    await say(visitId, rig.rep(0), 'accept');
    await setAvailable(rig, rig.rep(0), false);
    expect((await checkOut(rig, rig.rep(0))).status).toBe(204);
    expect((await checkOut(rig, rig.rep(0))).status).toBe(204);
    const { assignment } = await rig.visit(visitId);
    expect(assignment).toMatchObject({ state: 'assigned', assignedTo: rig.rep(1).userId });
    expect(await reasons(rig)).toEqual(['not_checked_in', 'asked', 'available']);
    expect((await checkIn(rig, rig.rep(0))).body).toMatchObject({ paused: false });
  });

  it('leaves the customer waiting, and managers told, when nobody else is there', async () => {
    const rig = await emptyFloor(1);
    await checkIn(rig, rig.rep(0));
    const { visitId } = await rig.enter(0.9);
    await checkOut(rig, rig.rep(0));
    expect((await rig.visit(visitId)).assignment).toMatchObject({ state: 'waiting' });
    await app.app.idle();
    const told = await app.database.rawDb.select(
      `SELECT recipient_id FROM notifications WHERE template = 'visit_waiting'
       AND recipient_id = $userId`,
      { userId: rig.group.manager.userId },
    );
    expect(told).toHaveLength(1);
  });
});

describe('tablets', () => {
  it('are told the list as it is answered, after everything that changes it', async () => {
    const rig = await emptyFloor(3);
    const users = new UserRig(app, rig.group);
    const [one, two, three] = [rig.rep(0), rig.rep(1), rig.rep(2)];
    let visitId = '';
    let last: unknown;
    const changes: Record<string, () => Promise<unknown>> = {
      'the first comes': () => checkIn(rig, one),
      'the second comes': () => checkIn(rig, two),
      'a customer is assigned': async () => ({ visitId } = await rig.enter(0.9)),
      'the rep accepts': () => say(visitId, one, 'accept'),
      'the other pauses': () => setAvailable(rig, two, false),
      'a manager assigns by hand': () => byHand(rig, visitId, two),
      'the rep declines': () => say(visitId, two, 'decline'),
      'the rep is engaged': () =>
        rig.act({
          ...{ type: 'CUSTOMER_ENGAGED', visitId, salesRepId: one.userId },
          engagementType: 'greeting',
        }),
      'the customer leaves': () => rig.exit(visitId),
      'the first goes': () => checkOut(rig, one),
      'somebody is hired': () => users.create({ role: 'sales_rep' }),
      'one who never came loses his access': () => users.patch(three.userId, { showroomIds: [] }),
      'and gets it back': () => users.patch(three.userId, { showroomIds: [rig.group.showroom.id] }),
      'one who is at work is disabled': () => users.patch(two.userId, { disabled: true }),
    };
    for (const [change, happen] of Object.entries(changes)) {
      await happen();
      await app.app.idle();
      const told = await toldOf(rig);
      expect([change, told]).toEqual([change, await rotationOf(rig)]);
      expect([change, told]).not.toEqual([change, last]);
      last = told;
    }
  });
});

describe('decisions', () => {
  it('come out the same when made again, also once the reps are renamed and gone', async () => {
    const rig = await emptyFloor(3);
    for (const rep of rig.group.reps) await checkIn(rig, rep);
    const { visitId } = await rig.enter(0.9);
    await say(visitId, rig.rep(0), 'decline');
    await byHand(rig, visitId, rig.rep(2));
    const users = new UserRig(app, rig.group);
    await users.patch(rig.rep(0).userId, { name: 'Somebody Else' });
    await users.patch(rig.rep(1).userId, { disabled: true });
    await users.patch(rig.rep(2).userId, { showroomIds: [] });
    await app.app.idle();
    const path = `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions`;
    const { body } = await rig.get(path);
    const decisions = body.data as Array<{ id: string; kind: string; ruleVersion: string }>;
    const kinds = new Set(decisions.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['automatic', 'next_candidate', 'manual']));
    for (const decision of decisions) {
      const replay = await app
        .request(rig.group.manager.token)
        .post(`${path}/${decision.id}/replay`);
      expect(replay.body).toEqual({ ...replay.body, same: true, decision });
      expect(replay.body.ruleVersion).toBe(decision.ruleVersion);
    }
  });

  it('differ when what was kept of them is not what the rule says', async () => {
    const rig = await emptyFloor(2);
    for (const rep of rig.group.reps) await checkIn(rig, rep);
    const { visitId } = await rig.enter(0.9);
    await app.database.unitOfWork.run(() =>
      app.database.rawDb.execute(
        `UPDATE rotation_decisions SET rule_version = 'gone-0',
           candidates = JSON_SET(candidates, '$[1].reason', 'behind') WHERE visit_id = $visitId`,
        { visitId },
      ),
    );
    const path = `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions`;
    const { body } = await rig.get(path);
    const { id } = (body.data as Array<{ id: string }>)[0] ?? { id: '' };
    const replay = await app.request(rig.group.manager.token).post(`${path}/${id}/replay`);
    expect(replay.body).toMatchObject({ same: false, ruleVersion: 'least-recent-1' });
  });
});
