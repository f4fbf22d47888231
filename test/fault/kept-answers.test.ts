import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { checkKeptAnswers } from './checkers/check-kept-answers.js';
import type { NumberRead, NumberWritten } from './checkers/check-kept-answers.js';
import { ANSWER_WITHIN_MS } from './checkers/check-outage.js';
import { durationOf, isSuccess } from './support/exchange.js';
import { FaultRig, resume, silence } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import type { ProductProcess } from './support/product-process.js';

const AWAY_MS = 1_500;
const LIST = '/api/v1/vehicles?sort=-createdAt';

const rig = new FaultRig('kept_answers');
const caller = new HttpCaller(16);
const writes: NumberWritten[] = [];
const reads: NumberRead[] = [];
let instances: ProductProcess[] = [];
let running = true;
let early = 0;

beforeAll(async () => {
  await rig.start();
  instances = [await rig.startInstance('one'), await rig.startInstance('other', { ROLES: 'api' })];
  await write(instances[0]?.url ?? '', 1);
  const vehicleId = await eventually(async () => idsOf(await readFrom(0, LIST))[0]);
  const loops = [
    writing(),
    ...[0, 1].flatMap((place) => [
      reading(place, LIST),
      reading(place, `/api/v1/vehicles/${vehicleId}`),
    ]),
  ];
  await sleep(AWAY_MS);
  early = await earlyHits();
  silence(rig.redis);
  await sleep(AWAY_MS);
  resume(rig.redis);
  await sleep(AWAY_MS);
  await rig.redis.kill();
  await sleep(AWAY_MS);
  await rig.startRedis();
  await sleep(2 * AWAY_MS);
  running = false;
  await Promise.all(loops);
});

afterAll(async () => {
  await caller.close();
  await rig.stop();
});

/** One vehicle, changed without end by two instances in turn. */
async function writing(): Promise<void> {
  for (let number = 2; running; number += 1) {
    await write(instances[number % 2]?.url ?? '', number);
  }
}

async function write(origin: string, number: number): Promise<void> {
  const vehicle = {
    ...{ showroomId: rig.group.showroom.id, externalId: 'one', condition: 'used' },
    ...{ modelYear: 2022, make: 'Mazda', model: 'CX-5', mileage: number },
  };
  const body = { vehicles: [vehicle] };
  const path = '/api/v1/vehicles/batch';
  const { token } = rig.group.manager;
  const exchange = await caller.call(origin, { method: 'POST', path, token, body });
  writes.push({ number, ...(isSuccess(exchange) && { acknowledgedAt: exchange.answeredAt }) });
}

async function reading(place: number, path: string): Promise<void> {
  while (running) {
    const exchange = await readFrom(place, path);
    const number = mileageOf(exchange.body);
    if (isSuccess(exchange)) reads.push({ number, invokedAt: exchange.invokedAt });
  }
}

function readFrom(place: number, path: string) {
  const { token } = rig.group.manager;
  return caller.call(instances[place]?.url ?? '', { path, token });
}

interface Seen {
  readonly id?: string;
  readonly mileage?: number;
  readonly data?: readonly Seen[];
}

function mileageOf(body: unknown): number {
  const { mileage, data } = body as Seen;
  return mileage ?? data?.[0]?.mileage ?? 0;
}

function idsOf({ body }: { readonly body?: unknown }): readonly string[] {
  return (body as Seen).data?.flatMap(({ id }) => id ?? []) ?? [];
}

async function earlyHits(): Promise<number> {
  const metrics = await Promise.all(
    instances.map(({ url }) => caller.call(url, { path: '/metrics' })),
  );
  const figures = metrics.map(
    ({ body }) => /^cache_early_hits_total (\d+)/m.exec(String(body))?.[1],
  );
  return figures.reduce((sum, figure) => sum + Number(figure ?? 0), 0);
}

describe('two instances that keep answers, Redis silent and back, killed and back', () => {
  it('answer with nothing older than the last acknowledged write', () => {
    expect(writes.length).toBeGreaterThan(20);
    expect(reads.length).toBeGreaterThan(200);
    expect(checkKeptAnswers(writes, reads)).toEqual([]);
  });

  it('let every request succeed, in under 3 s', () => {
    expect(caller.exchanges.filter((exchange) => !isSuccess(exchange))).toEqual([]);
    expect(Math.max(...caller.exchanges.map(durationOf))).toBeLessThan(ANSWER_WITHIN_MS);
  });

  it('use what they keep, before and after', async () => {
    expect(early).toBeGreaterThan(20);
    expect(await earlyHits()).toBeGreaterThan(early);
  });
});

describe('the checker', () => {
  it('finds what is planted', () => {
    const told = [1, 2, 3].map((number) => ({ number, acknowledgedAt: number * 10 }));
    const read = (number: number, invokedAt: number) =>
      checkKeptAnswers(told, [{ number, invokedAt }]).map(({ kind }) => kind);
    expect(read(2, 25)).toEqual([]);
    expect(read(3, 25)).toEqual([]);
    expect(read(1, 25)).toEqual(['stale']);
    expect(read(4, 35)).toEqual(['unwritten']);
    expect(checkKeptAnswers(told, []).map(({ kind }) => kind)).toEqual(['nothing read']);
  });
});
