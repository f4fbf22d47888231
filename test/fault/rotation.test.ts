import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkAssignments, checkMoment } from './checkers/check-assignments.js';
import type { Assignment } from './checkers/check-assignments.js';
import type { Violation } from './checkers/violation.js';
import { isSuccess, textAt } from './support/exchange.js';
import { FaultRig } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';

const CUSTOMERS = 20;
const REPS = 5;
const GIVE_UP_AFTER_MS = 30_000;

const rig = new FaultRig('rotation');
const caller = new HttpCaller(CUSTOMERS);
const seen: Violation[] = [];
let looks = 0;
let mostAtOnce = 0;
let endWatch: () => Promise<void>;
let instances: ProductProcess[] = [];
let origins: string[] = [];

beforeAll(async () => {
  await rig.start();
  instances = [await rig.startInstance('one'), await rig.startInstance('other')];
  origins = instances.map(({ url }) => url);
  endWatch = await rig.tables.watchAssignments(look);
});

afterAll(async () => {
  await caller.close();
  await rig.stop();
});

function look(now: readonly Assignment[]): void {
  looks += 1;
  mostAtOnce = Math.max(mostAtOnce, now.length);
  seen.push(...checkMoment(now));
}

/** Asks again under the same key, at the other instance, until there is an answer. */
async function tell(activity: object, first: number): Promise<string> {
  const key = randomUUID();
  const until = performance.now() + GIVE_UP_AFTER_MS;
  for (let attempt = first; performance.now() < until; attempt += 1) {
    const exchange = await caller.call(origins[attempt % origins.length] ?? '', {
      method: 'POST',
      path: `/api/v1/showrooms/${rig.group.showroom.id}/activities`,
      token: rig.group.manager.token,
      key,
      body: activity,
    });
    const visitId = textAt(exchange, 'visitId');
    if (isSuccess(exchange) && visitId !== undefined) return visitId;
    const isFinal = exchange.status !== undefined && exchange.status < 500;
    if (isFinal && exchange.status !== 409) throw new Error(JSON.stringify(exchange));
    await sleep(50);
  }
  throw new Error('An activity was not taken in time.');
}

function enter(_: unknown, index: number): Promise<string> {
  const location = { floor: 1, x: 1, y: 1 };
  return tell({ type: 'CUSTOMER_ENTERED', leadScore: 0.9, location }, index);
}

describe('20 customers enter at once, at two instances, 5 reps free', () => {
  it('gives 5 different reps their customer, one instance being killed meanwhile', async () => {
    const entering = Promise.all(Array.from({ length: CUSTOMERS }, enter));
    await sleep(60);
    await instances[1]?.kill();
    const visitIds = await entering;
    expect(new Set(visitIds).size).toBe(CUSTOMERS);
    const assignments = await rig.tables.assignments();
    expect(checkMoment(assignments)).toEqual([]);
    expect(new Set(assignments.map(({ repId }) => repId)).size).toBe(REPS);
    expect(await rig.tables.waitingVisits()).toHaveLength(CUSTOMERS - REPS);
  });

  it('gives reps who become free to those who wait, in their order', async () => {
    const other = instances[1];
    if (other === undefined) throw new Error('There is no second instance.');
    instances[1] = await rig.startAgain(other);
    const order = await rig.tables.waitingVisits();
    let left = await rig.tables.assignments();
    while (left.length > 0) {
      await Promise.all(
        left.map(({ visitId }, index) => tell({ type: 'CUSTOMER_EXITED', visitId }, index)),
      );
      left = await rig.tables.assignments();
    }
    const steps = await rig.tables.assignmentSteps();
    const served = steps.flatMap(({ step, visitId }) => (step === 'assigned' ? [visitId] : []));
    expect(served).toHaveLength(CUSTOMERS);
    expect(served.slice(REPS)).toEqual(order);
    expect(await rig.tables.waitingVisits()).toEqual([]);
  });

  it('never gave a rep two visits, at any moment and in the whole history', async () => {
    await endWatch();
    expect(looks).toBeGreaterThan(50);
    expect(mostAtOnce).toBe(REPS);
    expect(seen).toEqual([]);
    expect(checkAssignments(await rig.tables.assignmentSteps())).toEqual([]);
  });

  it('told everybody who was to be told', async () => {
    await expectSettled(rig);
  });
});
