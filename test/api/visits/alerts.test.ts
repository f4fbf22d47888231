import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';
import type { Outcome } from './floor-rig.js';

let here: TestApp;
let there: TestApp;
let rig: FloorRig;
/** The same showroom, told of through the other instance. */
let otherRig: FloorRig;
let stock = 0;

beforeAll(async () => {
  here = await startTestApp();
  there = await startOther();
});

beforeEach(async () => {
  rig = new FloorRig(here, await createDealerGroup(here, { reps: 1 }));
  otherRig = new FloorRig(there, rig.group);
});

afterAll(async () => {
  await there.stop();
  await here.stop();
});

function startOther(): Promise<TestApp> {
  return startTestApp({ roles: ['api'], clock: here.clock });
}

/** A vehicle on display at 10, 10. */
async function vehicle(fields: object = {}): Promise<string> {
  stock += 1;
  return rig.create('/api/v1/vehicles', {
    showroomId: rig.group.showroom.id,
    stockNumber: `A${stock}`,
    status: 'available',
    condition: 'new',
    modelYear: 2026,
    make: 'Toyota',
    model: 'RAV4',
    bodyStyle: 'SUV',
    mileage: 10,
    price: { amount: 3_500_000, currency: 'USD' },
    displayed: true,
    position: { floor: 1, x: 10, y: 10 },
    ...fields,
  });
}

async function visitor(interests: object): Promise<{ visitId: string; customerId: string }> {
  const customerId = await rig.customer({ interests });
  const { visitId } = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
  return { visitId, customerId };
}

const namesOf = (outcomes: readonly Outcome[]): string[] =>
  outcomes.flatMap(({ alerts }) => alerts.map(({ type }) => type));

async function eventsOf(visitId: string, type: string): Promise<number> {
  const row = await here.database.rawDb.selectOne<{ total: number }>(
    'SELECT COUNT(*) AS total FROM events WHERE stream_id = $visitId AND type = $type',
    { visitId, type },
  );
  return row?.total ?? 0;
}

describe('near what he cares for', () => {
  it('alerts once in five minutes, of all instances, and of one that has begun anew', async () => {
    await vehicle();
    const { visitId } = await visitor({ makes: ['TOYOTA'] });
    const moves = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? rig : otherRig).move(visitId, 10, 9),
    );
    expect(namesOf(await Promise.all(moves))).toEqual(['CUSTOMER_NEAR_INTEREST']);
    const third = await startOther();
    const anew = new FloorRig(third, rig.group);
    expect(namesOf([await anew.move(visitId, 10, 11)])).toEqual([]);
    expect(await eventsOf(visitId, 'visit.near_interest')).toBe(1);
    here.clock.advance(5 * 60_000);
    const later = [
      await anew.move(visitId, 10, 10),
      await rig.move(visitId, 10, 10),
      await otherRig.move(visitId, 10, 10),
    ];
    expect(namesOf(later)).toEqual(['CUSTOMER_NEAR_INTEREST']);
    await third.stop();
  });

  it.each([
    ['make', { makes: ['toyota'] }, ['CUSTOMER_NEAR_INTEREST']],
    ['model', { models: ['rav4'] }, ['CUSTOMER_NEAR_INTEREST']],
    ['type', { bodyStyles: ['suv'] }, ['CUSTOMER_NEAR_INTEREST']],
    ['nothing', { makes: ['Kia'], models: ['Soul'], bodyStyles: ['Truck'] }, []],
  ])('goes by %s, whatever the letters', async (_what, interests, expected) => {
    await vehicle();
    const { visitId } = await visitor(interests);
    expect(namesOf([await rig.move(visitId, 10, 15)])).toEqual(expected);
  });

  it('is within five metres, on the same floor, and of what is for sale', async () => {
    const { visitId } = await visitor({ makes: ['Toyota'] });
    const held = await vehicle();
    const hold = await rig.create(`/api/v1/vehicles/${held}/holds`, {});
    expect(namesOf([await rig.move(visitId, 10, 9)])).toEqual([]);
    const path = `/api/v1/vehicles/${held}/holds/${hold}`;
    const released = await here
      .request(rig.group.manager.token)
      .delete(path)
      .set('If-Match', String((await rig.get(path)).headers['etag']));
    expect(released.status).toBe(204);
    here.clock.advance(1_000);
    expect(namesOf([await rig.move(visitId, 10, 4.999)])).toEqual([]);
    expect(namesOf([await rig.move(visitId, 10, 5)])).toEqual(['CUSTOMER_NEAR_INTEREST']);
    const sold = await visitor({ models: ['Supra'] });
    const supra = await vehicle({ model: 'Supra', position: { floor: 1, x: 1, y: 1 } });
    const read = await rig.get(`/api/v1/vehicles/${supra}`);
    const patched = await here
      .request(rig.group.manager.token)
      .patch(`/api/v1/vehicles/${supra}`)
      .set('If-Match', String(read.headers['etag']))
      .send({ status: 'sold' });
    expect(patched.status).toBe(200);
    here.clock.advance(1_000);
    expect(namesOf([await rig.move(sold.visitId, 1, 1)])).toEqual([]);
  });

  it('notices what he has come to care for since, whoever was told of it', async () => {
    await vehicle();
    const { visitId, customerId } = await visitor({ makes: ['Kia'] });
    expect(namesOf([await rig.move(visitId, 10, 9)])).toEqual([]);
    await otherRig.create('/api/v1/leads', {
      showroomId: rig.group.showroom.id,
      source: 'website',
      customerId,
      vehicles: [{ make: 'Toyota', model: 'RAV4', interest: 'buy' }],
    });
    await eventually(
      async () => namesOf([await rig.move(visitId, 10, 9)]),
      (alerts) => alerts.includes('CUSTOMER_NEAR_INTEREST'),
    );
  });

  it('counts what he was shown, also through another instance', async () => {
    const shown = await vehicle();
    const { visitId } = await rig.enter(0.1);
    expect(namesOf([await rig.move(visitId, 10, 9)])).toEqual([]);
    const interest = { type: 'CUSTOMER_INTEREST', visitId, vehicleId: shown, interestLevel: 0.1 };
    expect(namesOf([await otherRig.act(interest)])).toEqual([]);
    expect(namesOf([await rig.move(visitId, 10, 8)])).toEqual(['CUSTOMER_NEAR_INTEREST']);
  });

  it('is looked at also where walking is told among other things', async () => {
    await vehicle();
    const { visitId } = await visitor({ makes: ['Toyota'] });
    const move = { type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x: 9, y: 9 } };
    const { body } = await rig.tell({
      activities: [move, move, { type: 'CUSTOMER_EXITED', visitId }],
    });
    const results = body.results as readonly Outcome[];
    expect(results.map(({ alerts }) => alerts.length)).toEqual([1, 0, 0]);
  });
});

describe('a high score', () => {
  it('alerts once a visit, whichever instances are told of it at once', async () => {
    const customerId = await rig.customer();
    const entered = { type: 'CUSTOMER_ENTERED', customerId, leadScore: 0.9 };
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? rig : otherRig).act(entered)),
    );
    const [visitId = ''] = new Set(outcomes.map((outcome) => outcome.visitId));
    expect(namesOf(outcomes)).toEqual(['HIGH_VALUE_CUSTOMER']);
    expect(await eventsOf(visitId, 'visit.high_value')).toBe(1);
  });
});

describe('a high interest', () => {
  it('alerts each time that it is told, and once under one key', async () => {
    const vehicleId = await vehicle({ displayed: false });
    const { visitId } = await rig.enter(0.1);
    const interest = { type: 'CUSTOMER_INTEREST', visitId, vehicleId, interestLevel: 0.7 };
    const key = freshKey();
    const path = `/api/v1/showrooms/${rig.group.showroom.id}/activities`;
    const outcomes = await Promise.all(
      [here, there, here].map((app) =>
        app.request(rig.group.manager.token).post(path).set('Idempotency-Key', key).send(interest),
      ),
    );
    expect(new Set(outcomes.map(({ text }) => text)).size).toBe(1);
    expect(await eventsOf(visitId, 'visit.high_interest')).toBe(1);
    expect(namesOf([await otherRig.act(interest)])).toEqual(['HIGH_INTEREST_ALERT']);
  });
});
