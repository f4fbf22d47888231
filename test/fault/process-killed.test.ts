import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { checkLeads } from './checkers/check-leads.js';
import { isSuccess, textAt } from './support/exchange.js';
import { FaultRig } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import { leadBody } from './support/lead-clients.js';
import type { LeadClients } from './support/lead-clients.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';

const LEADS = 60;
const SCORES_EACH = 3;

const rig = new FaultRig('process_killed');
const caller = new HttpCaller();
const asked = new Map<string, { acknowledged: number; tried: number }>();
let clients: LeadClients;
let api: ProductProcess;

beforeAll(async () => {
  await rig.start();
  const [one, other] = [await rig.startInstance('one'), await rig.startInstance('other')];
  const origins = [one.url, other.url];
  clients = rig.startClients({ origins, clients: 6, loseEvery: 4 });
  await sleep(1_500);
  await one.kill();
  await sleep(500);
  const oneAgain = await rig.startAgain(one);
  await sleep(500);
  await other.kill();
  await sleep(200);
  await oneAgain.kill();
  api = await rig.startInstance('api', { ROLES: 'api,realtime' });
  clients.goOnlyTo([api.url]);
  await sleep(1_000);
  await clients.stop();
});

afterAll(async () => {
  await caller.close();
  await rig.stop();
});

describe('kill -9 of each of two instances, then of both, while leads are created', () => {
  it('loses nothing that was acknowledged, and makes one lead of one key', async () => {
    await clients.readAll();
    expect(clients.acknowledged.length).toBeGreaterThan(50);
    expect(clients.exchanges.some(({ broken }) => broken !== undefined)).toBe(true);
    expect(checkLeads(clients.history, await rig.tables.leads())).toEqual([]);
  });

  it('answers what was under way when its process died under the same key', () => {
    const creations = clients.history.filter((operation) => operation.action === 'create');
    const open = creations.filter(({ outcome }) => outcome.kind === 'open');
    const acknowledged = creations.filter(({ outcome }) => outcome.kind === 'acknowledged');
    const known = new Set(acknowledged.map(({ key }) => key));
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter(({ key }) => !known.has(key))).toEqual([]);
  });
});

describe('kill -9 of the worker, between commit and delivery', () => {
  it('leaves behind what it was at', async () => {
    const leadIds = await Promise.all(Array.from({ length: LEADS }, createLead));
    for (let round = 0; round < SCORES_EACH; round += 1) await Promise.all(leadIds.map(scoreAgain));
    expect(await rig.tables.waiting()).toBeGreaterThanOrEqual(LEADS * (1 + SCORES_EACH));
    expect(await killAtWork('leads.score-new-lead')).toBeGreaterThan(0);
    expect(await killAtWork('visits.score-during-visit')).toBeGreaterThan(0);
  });

  it('keeps no event from its subscribers, in order per stream, and scores each lead once', async () => {
    await rig.startInstance('worker', { ROLES: 'worker' });
    await expectSettled(rig, asked);
  });
});

async function createLead(): Promise<string> {
  const key = randomUUID();
  const body = leadBody(rig.group, key);
  const { token } = rig.group.manager;
  const call = { method: 'POST', path: '/api/v1/leads', token, key, body } as const;
  const exchange = await caller.call(api.url, call);
  const leadId = textAt(exchange, 'id');
  if (!isSuccess(exchange) || leadId === undefined) throw new Error(JSON.stringify(exchange));
  return leadId;
}

/** More events of the lead's own stream. */
async function scoreAgain(leadId: string): Promise<void> {
  const path = `/api/v1/leads/${leadId}/score`;
  const { token } = rig.group.manager;
  const { acknowledged, tried } = asked.get(leadId) ?? { acknowledged: 0, tried: 0 };
  const exchange = await caller.call(api.url, { method: 'POST', path, token });
  const counted = isSuccess(exchange) ? 1 : 0;
  asked.set(leadId, { acknowledged: acknowledged + counted, tried: tried + 1 });
}

/** Starts a worker, kills it while it is at such work, and answers how much it left claimed. */
async function killAtWork(subscriber: string): Promise<number> {
  const { tables } = rig;
  const before = await tables.claimed(subscriber);
  const worker = await rig.startInstance('worker', { ROLES: 'worker' });
  await eventually(
    () => tables.claimed(subscriber),
    (claimed) => claimed > before,
  );
  await worker.kill();
  return (await tables.claimed(subscriber)) - before;
}
