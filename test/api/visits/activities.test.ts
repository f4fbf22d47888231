import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { newId } from '../../../src/shared/ids.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
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

describe('entering and leaving', () => {
  it('opens one visit, and closes it with its duration', async () => {
    const occurredAt = new Date(app.clock.now().getTime() - 90_000).toISOString();
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', occurredAt });
    await rig.exit(visitId);
    const visit = await rig.visit(visitId);
    expect(visit).toMatchObject({ status: 'closed', exitReason: 'activity' });
    expect(visit.durationSeconds).toBeGreaterThanOrEqual(90);
    expect(visit.durationSeconds).toBeLessThan(95);
    const again = await rig.tell({ type: 'CUSTOMER_EXITED', visitId });
    expect([again.status, again.body.code]).toEqual([409, 'visit_closed']);
  });

  it('opens one visit for a customer whom two gateways see at once', async () => {
    const customerId = await rig.customer();
    const seen = await Promise.all(
      Array.from({ length: 10 }, () => rig.act({ type: 'CUSTOMER_ENTERED', customerId })),
    );
    expect(new Set(seen.map(({ visitId }) => visitId)).size).toBe(1);
  });

  it('gives the same answer to the same key, and one effect', async () => {
    const key = freshKey();
    const send = (): ReturnType<FloorRig['tell']> =>
      Promise.resolve(
        app
          .request(rig.group.manager.token)
          .post(`/api/v1/showrooms/${rig.group.showroom.id}/activities`)
          .set('Idempotency-Key', key)
          .send({ type: 'CUSTOMER_ENTERED' }),
      );
    const first = await send();
    const second = await send();
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotent-replayed']).toBe('true');
  });

  it('takes a visitor who is silent for 30 minutes to have left', async () => {
    const { visitId } = await rig.enter(0.2);
    app.clock.advance(31 * 60_000);
    await rig.bringSchedulesForward();
    const { userId } = rig.group.manager;
    const { tokens } = app.app.modules.auth;
    const token = await rig.group.inContext(() => tokens.issueAccessToken(userId));
    const gone = await eventually(
      () => app.request(token).get(`/api/v1/visits/${visitId}`),
      (answer) => answer.body.status === 'closed',
    );
    expect(gone.body).toMatchObject({ exitReason: 'silence' });
  });
});

describe('what is refused', () => {
  it('an unknown field, a wrong type, an impossible level', async () => {
    const bogus = await rig.tell({ type: 'CUSTOMER_ENTERED', bogus: 1 });
    expect([bogus.status, bogus.body.errors[0].pointer]).toEqual([400, '/bogus']);
    const wrong = await rig.tell({ type: 'CUSTOMER_WAVED' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([400, '/type']);
    const level = { type: 'CUSTOMER_INTEREST', visitId: newId(), vehicleId: newId() };
    const high = await rig.tell({ ...level, interestLevel: 1.01 });
    expect([high.status, high.body.errors[0].pointer]).toEqual([400, '/interestLevel']);
    const nobody = await rig.tell({ type: 'CUSTOMER_EXITED' });
    expect([nobody.status, nobody.body.errors[0].pointer]).toEqual([400, '/visitId']);
  });

  it('a missing idempotency key', async () => {
    const answer = await app
      .request(rig.group.manager.token)
      .post(`/api/v1/showrooms/${rig.group.showroom.id}/activities`)
      .send({ type: 'CUSTOMER_ENTERED' });
    expect([answer.status, answer.body.code]).toEqual([400, 'idempotency_key_required']);
  });

  it('a position outside the floor, and one on its edge is taken', async () => {
    const outside = await rig.tell({
      type: 'CUSTOMER_ENTERED',
      location: { floor: 1, x: 20.001, y: 1 },
    });
    expect([outside.status, outside.body.code]).toEqual([422, 'position_outside_floor']);
    const elsewhere = await rig.tell({
      type: 'CUSTOMER_ENTERED',
      location: { floor: 2, x: 1, y: 1 },
    });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([422, 'position_outside_floor']);
    await rig.act({ type: 'CUSTOMER_ENTERED', location: { floor: 1, x: 20, y: 15 } });
  });

  it('what does not exist, what is over, what lies in the future', async () => {
    const customer = await rig.tell({ type: 'CUSTOMER_ENTERED', customerId: newId() });
    expect([customer.status, customer.body.code]).toEqual([404, 'customer_not_found']);
    const visit = await rig.tell({ type: 'CUSTOMER_EXITED', visitId: newId() });
    expect([visit.status, visit.body.code]).toEqual([404, 'visit_not_found']);
    const customerId = await rig.customer();
    const absent = await rig.tell({ type: 'CUSTOMER_EXITED', customerId });
    expect([absent.status, absent.body.code]).toEqual([409, 'visit_not_open']);
    const occurredAt = new Date(app.clock.now().getTime() + 10 * 60_000).toISOString();
    const future = await rig.tell({ type: 'CUSTOMER_ENTERED', occurredAt });
    expect([future.status, future.body.code]).toEqual([422, 'occurred_in_future']);
  });

  it('another tenant’s ids, in path and body', async () => {
    const other = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
    const { visitId } = await rig.enter(0.1);
    const customerId = await rig.customer();
    const path = await app
      .request(other.group.manager.token)
      .post(`/api/v1/showrooms/${rig.group.showroom.id}/activities`)
      .set('Idempotency-Key', freshKey())
      .send({ type: 'CUSTOMER_ENTERED' });
    expect([path.status, path.body.code]).toEqual([404, 'showroom_not_found']);
    const theirs = await other.tell({ type: 'CUSTOMER_EXITED', visitId });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'visit_not_found']);
    const customer = await other.tell({ type: 'CUSTOMER_ENTERED', customerId });
    expect([customer.status, customer.body.code]).toEqual([404, 'customer_not_found']);
    const read = await app.request(other.group.admin.token).get(`/api/v1/visits/${visitId}`);
    expect(read.status).toBe(404);
  });

  it('a showroom without access', async () => {
    const answer = await app
      .request(rig.group.manager.token)
      .post(`/api/v1/showrooms/${rig.group.otherShowroom.id}/activities`)
      .set('Idempotency-Key', freshKey())
      .send({ type: 'CUSTOMER_ENTERED' });
    expect([answer.status, answer.body.code]).toEqual([403, 'showroom_forbidden']);
  });
});

describe('a batch', () => {
  it('gives each its own result, and a refused one undoes nothing else', async () => {
    const { visitId } = await rig.enter(0.1);
    const answer = await rig.tell({
      activities: [
        { type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x: 2, y: 2 } },
        { type: 'CUSTOMER_MOVED', visitId: newId(), location: { floor: 1, x: 2, y: 2 } },
        { type: 'CUSTOMER_EXITED', visitId },
        { type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x: 2, y: 2 } },
      ],
    });
    expect(answer.status).toBe(207);
    expect(answer.body.results).toMatchObject([
      { status: 201, visitId },
      { status: 404, code: 'visit_not_found' },
      { status: 201, visitId },
      { status: 409, code: 'visit_closed' },
    ]);
    expect(await rig.visit(visitId)).toMatchObject({ status: 'closed' });
  });

  it('names the fault of the one that is malformed', async () => {
    const answer = await rig.tell({
      activities: [{ type: 'CUSTOMER_ENTERED' }, { type: 'CUSTOMER_ENTERED', bogus: true }],
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/activities/1/bogus']);
    const many = Array.from({ length: 101 }, () => ({ type: 'CUSTOMER_ENTERED' }));
    expect((await rig.tell({ activities: many })).status).toBe(400);
  });
});
