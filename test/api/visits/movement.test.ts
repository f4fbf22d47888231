import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

let here: TestApp;
let there: TestApp;
let rig: FloorRig;
/** The same showroom, told of through the other instance. */
let otherRig: FloorRig;
/** The clock goes on while a test runs; its times are counted from here. */
let start: number;

beforeAll(async () => {
  here = await startTestApp();
  there = await startTestApp({ roles: ['api'], clock: here.clock });
});

beforeEach(async () => {
  rig = new FloorRig(here, await createDealerGroup(here, { reps: 1 }));
  otherRig = new FloorRig(there, rig.group);
  start = here.clock.now().getTime();
});

afterAll(async () => {
  await there.stop();
  await here.stop();
});

const ago = (seconds: number): string => new Date(start - seconds * 1_000).toISOString();

function walk(visitId: string, x: number, secondsAgo: number): object {
  const location = { floor: 1, x, y: 1 };
  return { type: 'CUSTOMER_MOVED', visitId, location, occurredAt: ago(secondsAgo) };
}

async function enteredAgo(seconds: number): Promise<string> {
  const entered = { type: 'CUSTOMER_ENTERED', location: { floor: 1, x: 0, y: 1 } };
  return (await rig.act({ ...entered, occurredAt: ago(seconds) })).visitId;
}

/** Where the floor shows a visitor, asked of one instance. */
async function xOf(visitId: string, by: FloorRig = rig): Promise<number | undefined> {
  const { body } = await by.get(`/api/v1/showrooms/${by.group.showroom.id}/floor`);
  const customers = body.customers as Array<{ visitId: string; location?: { x: number } }>;
  return customers.find((one) => one.visitId === visitId)?.location?.x;
}

interface Stored {
  readonly xMm: number;
  readonly seconds: number;
}

/** What the database has of a visit: where he was last, and for how long he was anywhere. */
async function stored(visitId: string): Promise<Stored | undefined> {
  return here.database.rawDb.selectOne<Stored>(
    `SELECT x_mm AS xMm, (SELECT COALESCE(SUM(seconds), 0) FROM visit_dwells
       WHERE visit_id = visits.id) AS seconds FROM visits WHERE id = $visitId`,
    { visitId },
  );
}

const written = (visitId: string, expected: Stored): Promise<Stored | undefined> =>
  eventually(
    () => stored(visitId),
    (now) => now?.xMm === expected.xMm && now.seconds === expected.seconds,
  );

describe('positions', () => {
  it('are written together, within a second or so, and shown at once by every instance', async () => {
    const visits = await Promise.all([enteredAgo(60), enteredAgo(60), enteredAgo(60)]);
    // This instance does nothing else.
    const { statements } = there;
    const kept = (): number => statements.count(/^UPDATE JSON_TABLE/);
    const locked = (): number => statements.count(/FROM visits WHERE .* FOR UPDATE/);
    const [keptBefore, lockedBefore, startedAt] = [kept(), locked(), performance.now()];
    for (let step = 1; step <= 10; step += 1) {
      const activities = visits.map((visitId) => walk(visitId, step, 20 - step));
      const answer = await otherRig.tell({ activities });
      const results = answer.body.results as Array<{ status: number }>;
      expect(results.map(({ status }) => status)).toEqual([201, 201, 201]);
    }
    expect(locked()).toBe(lockedBefore);
    expect(await xOf(visits[0])).toBe(10);
    for (const visitId of visits) await written(visitId, { xMm: 10_000, seconds: 50 });
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(kept() - keptBefore).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('from two gateways through two instances end with the newest, and count once', async () => {
    const visitId = await enteredAgo(60);
    const steps = Array.from({ length: 30 }, (_, index) =>
      walk(visitId, (index % 15) + 1, 45 - index),
    );
    const last = (30 - 1) % 15;
    const shuffled = [...steps.slice(20), ...steps.slice(0, 20).reverse(), ...steps.slice(10, 25)];
    await Promise.all([
      ...shuffled.map((one, index) => (index % 2 === 0 ? rig : otherRig).act(one)),
      rig.tell({ activities: steps }),
      otherRig.tell({ activities: [...steps].reverse() }),
    ]);
    expect([await xOf(visitId), await xOf(visitId, otherRig)]).toEqual([last + 1, last + 1]);
    await written(visitId, { xMm: (last + 1) * 1_000, seconds: 44 });
    await sleep(1_200);
    expect(await stored(visitId)).toEqual({ xMm: (last + 1) * 1_000, seconds: 44 });
  });

  it('that are older move nobody, and the answer is the same', async () => {
    const visitId = await enteredAgo(60);
    await rig.act(walk(visitId, 9, 10));
    expect((await otherRig.act(walk(visitId, 3, 20))).alerts).toEqual([]);
    expect(await xOf(visitId, otherRig)).toBe(9);
    await rig.act(walk(visitId, 4, 10));
    expect(await xOf(visitId, otherRig)).toBe(4);
  });

  it('are of a visit by its customer, too, and refused as every activity is', async () => {
    const customerId = await rig.customer();
    const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    const location = { floor: 1, x: 6, y: 1 };
    const moved = await otherRig.act({ type: 'CUSTOMER_MOVED', customerId, location });
    expect(moved.visitId).toBe(visitId);
    const stranger = await rig.customer();
    const move = { type: 'CUSTOMER_MOVED', location };
    const { body } = await otherRig.tell({
      activities: [
        { ...move, visitId: newId() },
        { ...move, customerId: stranger },
        { ...move, customerId: newId() },
        { ...move, visitId, customerId: stranger },
        { ...move, visitId, location: { floor: 1, x: 99, y: 1 } },
        { ...move, visitId, occurredAt: ago(-600) },
        { ...move, visitId, customerId },
      ],
    });
    const results = body.results as Array<{ status: number; code?: string }>;
    expect(results.map(({ status, code }) => code ?? status)).toEqual([
      ...['visit_not_found', 'visit_not_open', 'customer_not_found', 'visit_of_another_customer'],
      ...['position_outside_floor', 'occurred_in_future', 201],
    ]);
    const alone = await rig.tell({ ...move, visitId: newId() });
    expect([alone.status, alone.body.code]).toEqual([404, 'visit_not_found']);
  });
});

describe('a visit that ends', () => {
  it('takes no position any more, of any instance', async () => {
    const visitId = await enteredAgo(60);
    await otherRig.act(walk(visitId, 5, 30));
    await rig.exit(visitId);
    for (const by of [rig, otherRig]) {
      const late = await by.tell(walk(visitId, 8, 0));
      expect([late.status, late.body.code]).toEqual([409, 'visit_closed']);
    }
    expect(await xOf(visitId)).toBeUndefined();
  });

  it('knows the last position, whoever has it and has not written it', async () => {
    const visitId = await enteredAgo(60);
    await otherRig.act(walk(visitId, 5, 40));
    await otherRig.act(walk(visitId, 7, 10));
    await rig.act({ type: 'CUSTOMER_EXITED', visitId, occurredAt: ago(0) });
    expect(await stored(visitId)).toEqual({ xMm: 7_000, seconds: 60 });
    await sleep(1_200);
    expect(await stored(visitId)).toEqual({ xMm: 7_000, seconds: 60 });
  });

  it('shows where the visitor is to whoever is called to him', async () => {
    const visitId = await enteredAgo(60);
    await otherRig.act(walk(visitId, 7, 10));
    await rig.act({ type: 'CUSTOMER_ENTERED', visitId, leadScore: 0.9 });
    const event = await here.database.rawDb.selectOne<{ data: { location: { x: number } } }>(
      `SELECT data FROM events WHERE stream_id = $visitId AND type = 'visit.high_value'`,
      { visitId },
    );
    expect(event?.data.location.x).toBe(7);
  });

  it('for silence is not ended while he walks, however late that is written', async () => {
    const visitId = await enteredAgo(29 * 60);
    const silent = await enteredAgo(29 * 60);
    await otherRig.act(walk(visitId, 5, 30));
    // As if no process had come to write since, of what only Redis and the other one know.
    here.clock.advance(2 * 60_000);
    await here.database.unitOfWork.run(() =>
      here.database.rawDb.execute(
        'UPDATE visits SET last_activity_at = entered_at, located_at = entered_at WHERE id = $id',
        { id: visitId },
      ),
    );
    await rig.bringSchedulesForward();
    await eventually(
      () => rig.visit(silent),
      ({ status }) => status === 'closed',
    );
    expect((await rig.visit(visitId)).status).toBe('open');
  });
});

describe('a batch of positions under a key', () => {
  const send = (by: TestApp, key: string, activities: readonly object[]) =>
    by
      .request(rig.group.manager.token)
      .post(`/api/v1/showrooms/${rig.group.showroom.id}/activities`)
      .set('Idempotency-Key', key)
      .send({ activities });

  it('has one answer, from every instance, and belongs to one request', async () => {
    const visitId = await enteredAgo(60);
    const [key, batch] = [freshKey(), [walk(visitId, 5, 10)]];
    const first = await send(here, key, batch);
    await rig.act(walk(visitId, 6, 5));
    const again = await send(there, key, batch);
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(await xOf(visitId)).toBe(6);
    const other = await send(here, key, [walk(visitId, 7, 1)]);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(await xOf(visitId)).toBe(6);
  });

  it('has one answer also when it is sent twice at once', async () => {
    const visitId = await enteredAgo(60);
    const [key, batch] = [freshKey(), [walk(visitId, 5, 10)]];
    const answers = await Promise.all([here, there, here, there].map((by) => send(by, key, batch)));
    expect(answers.map(({ status }) => status)).toEqual([207, 207, 207, 207]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await written(visitId, { xMm: 5_000, seconds: 50 });
  });
});
