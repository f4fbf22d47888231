import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DaemonEnd } from '../../scripts/lib/processes.mjs';
import { checkLeads } from './checkers/check-leads.js';
import { isSuccess } from './support/exchange.js';
import type { Exchange } from './support/exchange.js';
import { FaultRig } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import type { LeadClients } from './support/lead-clients.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';
import { SocketWatch } from './support/socket-watch.js';

const PROMISED_MS = 20_000;
const PROBE_MS = 50;

const rig = new FaultRig('orderly_stop');
const probes = new HttpCaller();
let leaving: ProductProcess;
let clients: LeadClients;
let socket: SocketWatch;
let end: DaemonEnd;
let tookMs: number;
let lastAt: number;

beforeAll(async () => {
  await rig.start();
  leaving = await rig.startInstance('leaving');
  const staying = await rig.startInstance('staying');
  const room = `showroom:${rig.group.showroom.id}`;
  socket = await SocketWatch.join(leaving.url, rig.group.manager.token, room);
  // As behind a load balancer: who says 503 gets nothing new.
  const origins = [leaving.url, leaving.url, leaving.url, staying.url];
  clients = rig.startClients({ origins, clients: 12 });
  await sleep(1_500);
  const stoppedAt = performance.now();
  const stopping = leaving.stop();
  await untilNotReady();
  clients.goOnlyTo([staying.url]);
  end = await stopping;
  lastAt = performance.now();
  tookMs = lastAt - stoppedAt;
  await sleep(1_000);
  await clients.stop();
});

afterAll(async () => {
  socket.close();
  await probes.close();
  await rig.stop();
});

async function untilNotReady(): Promise<void> {
  for (;;) {
    const probe = await probes.call(leaving.url, { path: '/ready' });
    if (!isSuccess(probe)) return;
    await sleep(PROBE_MS);
  }
}

describe('SIGTERM under load, behind a load balancer', () => {
  it('is announced by /ready first', () => {
    const probe = probes.exchanges.at(-1);
    expect(probe).toMatchObject({ status: 503, body: { status: 'NOT_READY' } });
  });

  it('costs no request: none is refused, none is reset, none fails', () => {
    const failed = clients.exchanges.filter((exchange: Exchange) => !isSuccess(exchange));
    expect(failed).toEqual([]);
    expect(clients.acknowledged.length).toBeGreaterThan(50);
    expect(clients.exchanges.some(({ invokedAt }) => invokedAt > lastAt)).toBe(true);
  });

  it('ends with exit code 0 within 20 s', () => {
    expect(end).toEqual({ code: 0, signal: null });
    expect(tookMs).toBeLessThan(PROMISED_MS);
  });

  it('tells sockets that it goes away, and when to come back', () => {
    expect(socket.closeCode).toBe(1001);
    expect(socket.types.at(-1)).toBe('RECONNECT');
  });

  it('loses nothing, and leaves its work to others', async () => {
    await clients.readAll();
    expect(checkLeads(clients.history, await rig.tables.leads())).toEqual([]);
    expect(await expectSettled(rig)).toBeLessThan(PROMISED_MS);
  });
});
