import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkLeads } from './checkers/check-leads.js';
import { ANSWER_WITHIN_MS, checkOutage, recoveryTime } from './checkers/check-outage.js';
import type { Outage } from './checkers/check-outage.js';
import { durationOf } from './support/exchange.js';
import { FaultRig, resume, silence } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import type { LeadClients } from './support/lead-clients.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';

/** Longer than any patience of the product. */
const SILENT_MS = 8_000;
/** A look at a dependency ends within a second (`src/observability/readiness.ts`). */
const READY_WITHIN_MS = 1_500;

const rig = new FaultRig('database_silent');
const probes = new HttpCaller();
const reads = new HttpCaller(40);
let instance: ProductProcess;
let clients: LeadClients;
let outage: Outage;

beforeAll(async () => {
  await rig.start();
  instance = await rig.startInstance('api');
  clients = rig.startClients({
    origins: [instance.url],
    clients: 6,
    loseEvery: 4,
  });
  await sleep(1_500);
  const downAt = performance.now();
  silence(rig.mariaDb);
  const probing = probeUntil(downAt + SILENT_MS + 3_500);
  // Many more than there are connections: they have to wait, and must not wait long.
  const crowd = Promise.all(Array.from({ length: 40 }, readLeads));
  await sleep(SILENT_MS);
  resume(rig.mariaDb);
  outage = { downAt, backAt: performance.now() };
  await Promise.all([probing, crowd]);
  await clients.stop();
});

afterAll(async () => {
  await probes.close();
  await reads.close();
  await rig.stop();
});

async function probeUntil(end: number): Promise<void> {
  while (performance.now() < end) {
    await probes.call(instance.url, { path: '/health' });
    await probes.call(instance.url, { path: '/ready' });
    await sleep(50);
  }
}

async function readLeads(): Promise<void> {
  await reads.call(instance.url, { path: '/api/v1/leads', token: rig.group.manager.token });
}

describe('MariaDB silent, its connections open', () => {
  it('is answered with 503 in under 3 s, and over within 2 s of its return', () => {
    expect(checkOutage(clients.exchanges, outage)).toEqual([]);
    expect(recoveryTime(clients.exchanges, outage)).toBeLessThan(2_000);
  });

  it('keeps nobody of a crowd waiting for more than 3 s', () => {
    expect(reads.exchanges).toHaveLength(40);
    const slow = reads.exchanges.filter((exchange) => durationOf(exchange) >= ANSWER_WITHIN_MS);
    expect(slow).toEqual([]);
    expect(new Set(reads.exchanges.map(({ status }) => status))).toEqual(new Set([503]));
  });

  it('shows in /ready within its bound, and never in /health', () => {
    const health = probes.exchanges.filter(({ path }) => path === '/health');
    const ready = probes.exchanges.filter(({ path }) => path === '/ready');
    expect(new Set(health.map(({ status }) => status))).toEqual(new Set([200]));
    const late = (one: { invokedAt: number }): boolean =>
      one.invokedAt > outage.downAt + 1_000 && one.invokedAt < outage.backAt - 1_000;
    expect(new Set(ready.filter(late).map(({ status }) => status))).toEqual(new Set([503]));
    expect(Math.max(...ready.map(durationOf))).toBeLessThan(READY_WITHIN_MS);
    expect(ready.at(-1)).toMatchObject({ status: 200, body: { status: 'READY' } });
  });

  it('loses nothing, and makes one lead of one key', async () => {
    await clients.readAll();
    expect(clients.acknowledged.length).toBeGreaterThan(20);
    expect(checkLeads(clients.history, await rig.tables.leads())).toEqual([]);
    await expectSettled(rig);
  });
});
