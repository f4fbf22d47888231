import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';
import { UpListModel } from './up-list-model.js';

const MOST_REPS = 4;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

/** The product, and beside it the model of what it should have done. */
interface Floor {
  readonly rig: FloorRig;
}

type Step = fc.AsyncCommand<UpListModel, Floor>;

/** A step that changes the model and the product alike, then compares them. */
function step(
  name: string,
  can: (model: UpListModel) => boolean,
  take: (model: UpListModel, floor: Floor) => Promise<void>,
): Step {
  return {
    check: can,
    run: async (model, floor) => {
      // So that no two things happen at the same millisecond, whatever the machine.
      app.clock.advance(5);
      await take(model, floor);
      await compare(model, floor);
    },
    toString: () => name,
  };
}

async function word(floor: Floor, visitId: string, what: 'accept' | 'decline'): Promise<void> {
  const { body } = await floor.rig.get(`/api/v1/visits/${visitId}`);
  const { assignedTo } = (body as { assignment: { assignedTo: string } }).assignment;
  const rep = floor.rig.group.reps.find(({ userId }) => userId === assignedTo);
  const answer = await app
    .request(rep?.token)
    .post(`/api/v1/visits/${visitId}/assignment/${what}`)
    .set('Idempotency-Key', freshKey());
  expect(answer.status).toBe(200);
}

async function setAvailable(floor: Floor, index: number, isAvailable: boolean): Promise<void> {
  const { userId, token } = floor.rig.rep(index);
  const path = `/api/v1/showrooms/${floor.rig.group.showroom.id}/staff/${userId}`;
  const answer = await app.request(token).put(path).send({ isAvailable });
  expect(answer.status).toBe(200);
}

const enterHigh = step(
  'enter(high)',
  () => true,
  async (model, { rig }) => {
    const { visitId, alerts } = await rig.enter(0.9);
    const assignedTo = model.enter(visitId);
    expect(alerts).toEqual([{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: assignedTo ?? null }]);
  },
);

const enterLow = step(
  'enter(low)',
  () => true,
  async (model, { rig }) => {
    const { visitId, alerts } = await rig.enter(0.7);
    expect(alerts).toEqual([]);
    model.low.push(visitId);
  },
);

/** The one of this number among those who are there, the latest of them for numbers too large. */
function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new Error('There is nobody to pick.');
  return item;
}

function exit(number: number): Step {
  return step(
    `exit(${number})`,
    (model) => model.here().length > 0,
    async (model, { rig }) => {
      const visitId = pick(model.here(), number);
      await rig.exit(visitId);
      model.exit(visitId);
    },
  );
}

function accept(number: number): Step {
  return step(
    `accept(${number})`,
    (model) => model.asked().length > 0,
    async (model, floor) => {
      const visitId = pick(model.asked(), number);
      await word(floor, visitId, 'accept');
      model.accept(visitId);
    },
  );
}

function decline(number: number): Step {
  return step(
    `decline(${number})`,
    (model) => model.assigned().length > 0,
    async (model, floor) => {
      const visitId = pick(model.assigned(), number);
      await word(floor, visitId, 'decline');
      model.passOn(visitId);
    },
  );
}

function pause(number: number, isAvailable: boolean): Step {
  return step(
    `${isAvailable ? 'resume' : 'pause'}(${number})`,
    () => true,
    async (model, floor) => {
      const { userId } = pick(floor.rig.group.reps, number);
      await setAvailable(floor, number % floor.rig.group.reps.length, isAvailable);
      model.setAvailable(userId, isAvailable);
    },
  );
}

/** The service is asked as the job would: the order in which jobs are done is not the rule's. */
function expire(number: number): Step {
  return step(
    `expire(${number})`,
    (model) => model.asked().length > 0,
    async (model, { rig }) => {
      const visitId = pick(model.asked(), number);
      const { assignment } = await rig.visit(visitId);
      const acceptBy = new Date(assignment?.acceptBy ?? '');
      const { turns } = app.app.modules.rotation;
      await rig.group.inContext(() => turns.expire(rig.group.showroom.id, visitId, acceptBy));
      model.passOn(visitId);
      // Told twice, it has no effect: the visit has gone on to another, or to another time.
      await rig.group.inContext(() => turns.expire(rig.group.showroom.id, visitId, acceptBy));
    },
  );
}

async function compare(model: UpListModel, { rig }: Floor): Promise<void> {
  const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/staff`);
  const staff = body.data as Array<{
    userId: string;
    isAvailable: boolean;
    assignedVisitId?: string;
  }>;
  const held = staff.flatMap(({ assignedVisitId }) => assignedVisitId ?? []);
  expect(new Set(held).size).toBe(held.length);
  expect(new Map(staff.map((one) => [one.userId, one.assignedVisitId]))).toEqual(model.holders());
  const waiting = model.waiting();
  if (waiting.length > 0) expect(staff.filter(({ isAvailable }) => isAvailable)).toEqual([]);
  expect(staff.map(({ userId }) => userId)).toEqual(model.order());
  const turns = await app.database.rawDb.select<{ visitId: string; standing: string }>(
    `SELECT visit_id AS visitId, CONCAT_WS(' ', state, assigned_to) AS standing FROM turns
     WHERE showroom_id = $showroomId AND state <> 'closed'`,
    { showroomId: rig.group.showroom.id },
  );
  expect(new Map(turns.map((turn) => [turn.visitId, turn.standing]))).toEqual(model.standings());
}

async function replayAll({ rig }: Floor): Promise<void> {
  const path = `/api/v1/showrooms/${rig.group.showroom.id}/rotation/decisions?limit=100`;
  const { body } = await rig.get(path);
  for (const { id } of body.data as Array<{ id: string }>) {
    const { rotation } = app.app.modules;
    const principal = {
      kind: 'user',
      userId: rig.group.manager.userId,
      organizationId: rig.group.organizationId,
      role: 'sales_manager',
      showroomIds: [rig.group.showroom.id],
      sessionId: id,
      scopes: new Set<string>(),
    } as const;
    const replay = await rig.group.inContext(() =>
      rotation.service.replay(principal, rig.group.showroom.id, id),
    );
    expect(replay).toMatchObject({ same: true });
  }
}

const number = fc.nat({ max: 11 });

describe('the up list', () => {
  it('does what a simple model of it says, whatever happens in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(
          [
            fc.constant(enterHigh),
            fc.constant(enterHigh),
            fc.constant(enterHigh),
            fc.constant(enterLow),
            number.map(exit),
            number.map(accept),
            number.map(decline),
            number.map(expire),
            fc.tuple(number, fc.boolean()).map(([index, available]) => pause(index, available)),
          ],
          { maxCommands: 30, size: 'max' },
        ),
        fc.integer({ min: 1, max: MOST_REPS }),
        async (commands, reps) => {
          const rig = new FloorRig(app, await createDealerGroup(app, { reps }));
          const floor = { rig };
          const model = new UpListModel(rig.group.reps.map(({ userId }) => userId));
          await fc.asyncModelRun(() => ({ model, real: floor }), commands);
          await replayAll(floor);
        },
      ),
      { numRuns: 10, endOnFailure: true },
    );
  }, 60_000);
});
