import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from '../visits/floor-rig.js';
import { UserRig, refusal } from './user-rig.js';

const GUESTS = 6;

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

interface Floor {
  readonly floor: FloorRig;
  readonly users: UserRig;
}

async function floorOf(reps: number): Promise<Floor> {
  const group = await createDealerGroup(app, { reps });
  return { floor: new FloorRig(app, group), users: new UserRig(app, group) };
}

async function assigneeOf(floor: FloorRig, visitId: string): Promise<string | undefined> {
  return (await floor.visit(visitId)).assignment?.assignedTo;
}

/** Each way to lose the place at the up list of the first showroom. */
const LOSSES = [
  { disabled: true },
  { showroomIds: [] },
  { role: 'sales_manager' },
  { role: 'admin' },
];

describe.each(LOSSES)('a rep after %j', (loss) => {
  it('is given nobody any more, from the answer on', async () => {
    const { floor, users } = await floorOf(3);
    const { userId } = floor.rep(0);
    expect((await users.patch(userId, loss)).status).toBe(200);
    const { alerts } = await floor.enter(0.9);
    expect(alerts[0]?.assignedTo).toBe(floor.rep(1).userId);
    const rotation = await floor.get(`/api/v1/showrooms/${floor.group.showroom.id}/rotation`);
    expect(JSON.stringify(rotation.body)).not.toContain(userId);
  });

  it('passes the customer on whom he had', async () => {
    const { floor, users } = await floorOf(2);
    const [leaving, next] = [floor.rep(0), floor.rep(1)];
    const { visitId } = await floor.enter(0.9);
    expect(await assigneeOf(floor, visitId)).toBe(leaving.userId);
    await users.patch(leaving.userId, loss);
    await app.app.idle();
    expect(await assigneeOf(floor, visitId)).toBe(next.userId);
  });
});

describe('a rep who is disabled', () => {
  async function accept(rep: Person, visitId: string): Promise<number> {
    const path = `/api/v1/visits/${visitId}/assignment/accept`;
    return (await app.request(rep.token).post(path).set('Idempotency-Key', visitId)).status;
  }

  it('passes on also whom he had accepted, and nobody else loses anybody', async () => {
    const { floor, users } = await floorOf(3);
    const [first, second] = [await floor.enter(0.9), await floor.enter(0.8)];
    expect(await accept(floor.rep(0), first.visitId)).toBe(200);
    await users.patch(floor.rep(0).userId, { disabled: true });
    await app.app.idle();
    expect(await assigneeOf(floor, first.visitId)).toBe(floor.rep(2).userId);
    expect(await assigneeOf(floor, second.visitId)).toBe(floor.rep(1).userId);
  });

  it('leaves his customer waiting when nobody is free', async () => {
    const { floor, users } = await floorOf(1);
    const { visitId } = await floor.enter(0.9);
    await users.patch(floor.rep(0).userId, { disabled: true });
    await app.app.idle();
    expect((await floor.visit(visitId)).assignment).toMatchObject({ state: 'waiting' });
  });

  it('cannot be chosen by hand', async () => {
    const { floor, users } = await floorOf(2);
    const { visitId } = await floor.enter(0.1);
    await users.patch(floor.rep(0).userId, { disabled: true });
    const answer = await app
      .request(floor.group.manager.token)
      .post(`/api/v1/visits/${visitId}/assignment`)
      .set('Idempotency-Key', visitId)
      .send({ userId: floor.rep(0).userId, reason: 'They know each other.' });
    expect(refusal(answer)).toEqual([409, 'rep_not_checked_in']);
  });

  it('is not checked in when he comes back', async () => {
    const { floor, users } = await floorOf(1);
    const { userId } = floor.rep(0);
    await users.patch(userId, { disabled: true });
    await app.app.idle();
    await users.patch(userId, { disabled: false });
    const { alerts } = await floor.enter(0.9);
    expect(alerts[0]?.assignedTo).toBeNull();
  });

  it('has nobody at the end, however many enter while he is disabled', async () => {
    const { floor, users } = await floorOf(4);
    const { userId } = floor.rep(1);
    const { version } = await users.account(userId);
    const guests = Array.from({ length: GUESTS }, () => floor.enter(0.9));
    const [answer, ...entered] = await Promise.all([
      users.patchVersion({ userId, version }, { disabled: true }),
      ...guests,
    ]);
    expect(answer.status).toBe(200);
    await app.app.idle();
    const assigned = await Promise.all(entered.map(({ visitId }) => assigneeOf(floor, visitId)));
    expect(assigned).not.toContain(userId);
    const others = [0, 2, 3].map((index) => floor.rep(index).userId);
    expect(assigned.filter((rep) => rep !== undefined).sort()).toEqual([...others].sort());
  });
});

describe('a rep of two showrooms who loses one', () => {
  it('is free for whoever waits in the other', async () => {
    const { floor, users } = await floorOf(1);
    const { showroom, otherShowroom, admin } = floor.group;
    const { userId } = floor.rep(0);
    await users.patch(userId, { showroomIds: [showroom.id, otherShowroom.id] });
    await app
      .request(admin.token)
      .put(`/api/v1/showrooms/${otherShowroom.id}/staff/${userId}`)
      .send({ isAvailable: true })
      .expect(200);
    const here = await floor.enter(0.9);
    expect(await assigneeOf(floor, here.visitId)).toBe(userId);
    const there = await app
      .request(admin.token)
      .post(`/api/v1/showrooms/${otherShowroom.id}/activities`)
      .set('Idempotency-Key', here.visitId)
      .send({ type: 'CUSTOMER_ENTERED', leadScore: 0.9 });
    const { visitId } = there.body as { visitId: string };
    await users.patch(userId, { showroomIds: [otherShowroom.id] });
    await app.app.idle();
    const waiting = await app.request(admin.token).get(`/api/v1/visits/${visitId}`);
    expect(waiting.body).toMatchObject({ assignment: { assignedTo: userId } });
    expect((await floor.visit(here.visitId)).assignment).toMatchObject({ state: 'waiting' });
  });
});
