import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkLeads } from './checkers/check-leads.js';
import { checkOutage, recoveryTime } from './checkers/check-outage.js';
import type { Outage } from './checkers/check-outage.js';
import { kindsOf } from './checkers/violation.js';
import { FaultRig } from './support/fault-rig.js';
import type { LeadClients } from './support/lead-clients.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';

const rig = new FaultRig('database_killed');
const outages: Outage[] = [];
let instance: ProductProcess;
let clients: LeadClients;

beforeAll(async () => {
  await rig.start();
  instance = await rig.startInstance('api');
  clients = rig.startClients({
    origins: [instance.url],
    clients: 6,
    loseEvery: 4,
  });
  for (const downMs of [1_500, 200]) {
    await sleep(1_500);
    outages.push(await killMariaDb(downMs));
    await sleep(2_500);
  }
  await clients.stop();
});

afterAll(() => rig.stop());

async function killMariaDb(downMs: number): Promise<Outage> {
  const downAt = performance.now();
  await rig.mariaDb.kill();
  await sleep(downMs);
  await rig.startMariaDb();
  return { downAt, backAt: performance.now() };
}

describe('kill -9 of MariaDB, twice, while leads are created', () => {
  it('loses nothing that was acknowledged, and makes one lead of one key', async () => {
    await clients.readAll();
    expect(clients.acknowledged.length).toBeGreaterThan(50);
    expect(checkLeads(clients.history, await rig.tables.leads())).toEqual([]);
  });

  it('is answered with 503 in under 3 s, and over within 2 s of its return', () => {
    for (const [index, outage] of outages.entries()) {
      const from = index === 0 ? 0 : (outages[index - 1]?.backAt ?? 0) + 2_000;
      const to = outages[index + 1]?.downAt ?? Infinity;
      const exchanges = clients.exchanges.filter(
        ({ invokedAt, answeredAt }) => invokedAt >= from && answeredAt < to,
      );
      expect(checkOutage(exchanges, outage)).toEqual([]);
      expect(recoveryTime(exchanges, outage)).toBeLessThan(2_000);
    }
  });

  it('leaves the process of the API alone', async () => {
    const health = await fetch(`${instance.url}/health`);
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'UP' });
  });

  it('keeps no event from its subscribers, and scores each lead once', async () => {
    await expectSettled(rig);
  });

  it('would have shown a loss: the checker sees one that is planted in the table', async () => {
    const [one, other] = await rig.tables.leads();
    if (one === undefined || other === undefined) throw new Error('There are no leads.');
    await rig.tables.plantSameKey(one.leadId, other.leadId);
    const violations = checkLeads(clients.history, await rig.tables.leads());
    expect(kindsOf(violations)).toEqual(['doubled', 'lost']);
    expect(violations.some(({ detail }) => detail.includes(other.leadId))).toBe(true);
  });
});
