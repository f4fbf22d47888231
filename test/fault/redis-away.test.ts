import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TEST_PASSWORD } from '../support/dealer-group.js';
import { eventually } from '../support/eventually.js';
import { checkFrames } from './checkers/check-frames.js';
import { checkLeads } from './checkers/check-leads.js';
import { ANSWER_WITHIN_MS } from './checkers/check-outage.js';
import { durationOf, isSuccess, textAt } from './support/exchange.js';
import type { Exchange } from './support/exchange.js';
import { FaultRig, resume, silence } from './support/fault-rig.js';
import { HttpCaller } from './support/http-caller.js';
import type { LeadClients } from './support/lead-clients.js';
import type { ProductProcess } from './support/product-process.js';
import { expectSettled } from './support/settlement.js';
import { SocketWatch } from './support/socket-watch.js';

const LIMIT = 30;
const AWAY_MS = 4_000;

const rig = new FaultRig('redis_away');
const caller = new HttpCaller();
const sockets: SocketWatch[] = [];
const limited: Exchange[][] = [];
const logIns: Exchange[] = [];
let instances: ProductProcess[] = [];
let strict: ProductProcess;
let clients: LeadClients;
let followed = 0;

beforeAll(async () => {
  await rig.start();
  // The other has no relay of its own: without Redis nobody tells it anything.
  const other = { ROLES: 'api,realtime' };
  instances = [await rig.startInstance('one'), await rig.startInstance('other', other)];
  strict = await rig.startInstance('strict', {
    ROLES: 'api',
    RATE_LIMIT_PER_MINUTE: String(LIMIT),
  });
  const room = `showroom:${rig.group.showroom.id}`;
  for (const { url } of instances) {
    for (const { token } of [rig.group.manager, ...rig.group.reps.slice(0, 2)]) {
      sockets.push(await SocketWatch.join(url, token, room));
    }
  }
  const origins = instances.map(({ url }) => url);
  clients = rig.startClients({ origins, clients: 4 });
  await sleep(1_000);
  await whileAway(async () => {
    silence(rig.redis);
    await sleep(AWAY_MS);
    await expectSocketsFollow();
    resume(rig.redis);
  });
  await whileAway(async () => {
    await rig.redis.kill();
    await sleep(AWAY_MS);
    await expectSocketsFollow();
    await rig.startRedis();
  });
  await clients.stop();
});

afterAll(async () => {
  for (const socket of sockets) socket.close();
  await caller.close();
  await rig.stop();
});

/** Takes Redis away and brings it back; meanwhile somebody logs in, and another asks too much. */
async function whileAway(takeAway: () => Promise<void>): Promise<void> {
  const away = takeAway();
  await sleep(500);
  logIns.push(await logIn(TEST_PASSWORD), await logIn('not-the-password'));
  limited.push(await askTooMuch());
  await away;
  await sleep(2_500);
}

/** What has happened until now arrives now, not when Redis is back. */
async function expectSocketsFollow(): Promise<void> {
  const stored = await rig.tables.roomSeqs(`showroom:${rig.group.showroom.id}`);
  const last = stored.at(-1) ?? 0;
  followed += await eventually(
    () => sockets.filter((socket) => (socket.received.at(-1) ?? 0) >= last).length,
    (count) => count === sockets.length,
  );
}

function logIn(password: string): Promise<Exchange> {
  const body = { email: rig.group.admin.email, password };
  const origin = instances[0]?.url ?? '';
  return caller.call(origin, { method: 'POST', path: '/api/v1/auth/login', body });
}

/** Each time somebody who has asked nothing yet. */
async function askTooMuch(): Promise<Exchange[]> {
  const person = rig.group.reps[3 + limited.length];
  if (person === undefined) throw new Error('There are too few reps.');
  const exchanges: Exchange[] = [];
  for (let asked = 0; asked < LIMIT + 5; asked += 1) {
    const call = { path: '/api/v1/auth/me', token: person.token };
    exchanges.push(await caller.call(strict.url, call));
  }
  return exchanges;
}

describe('Redis silent and back, killed and back', () => {
  it('lets every request succeed, in under 3 s', () => {
    expect(clients.acknowledged.length).toBeGreaterThan(100);
    const failed = clients.exchanges.filter((exchange) => !isSuccess(exchange));
    expect(failed).toEqual([]);
    expect(Math.max(...clients.exchanges.map(durationOf))).toBeLessThan(ANSWER_WITHIN_MS);
  });

  it('loses nothing, and makes one lead of one key', async () => {
    expect(checkLeads(clients.history, await rig.tables.leads())).toEqual([]);
  });

  it('lets who knows the password log in, and nobody else', () => {
    expect(logIns.map(({ status }) => status)).toEqual([200, 401, 200, 401]);
    expect(Math.max(...logIns.map(durationOf))).toBeLessThan(ANSWER_WITHIN_MS);
  });

  it('keeps to the limit of requests', () => {
    expect(limited).toHaveLength(2);
    for (const exchanges of limited) {
      const statuses = exchanges.map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(LIMIT);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
      expect(Math.max(...exchanges.map(durationOf))).toBeLessThan(ANSWER_WITHIN_MS);
    }
  });

  it('keeps no event from its subscribers, and scores each lead once', async () => {
    await expectSettled(rig);
  });

  it('keeps no event from a socket, of either instance, nor until it is back', async () => {
    expect(followed).toBe(2 * sockets.length);
    const stored = await rig.tables.roomSeqs(`showroom:${rig.group.showroom.id}`);
    const last = stored.at(-1) ?? 0;
    expect(last).toBeGreaterThan(100);
    await eventually(() => sockets.every((socket) => socket.received.at(-1) === last));
    for (const { from, received, isOpen } of sockets) {
      expect(isOpen).toBe(true);
      expect(checkFrames({ from, received, stored })).toEqual([]);
    }
  });

  it('is back in use: what goes through Redis alone reaches the other instance', async () => {
    const [one, other] = instances;
    if (one === undefined || other === undefined) throw new Error('There are no instances.');
    const ready = await caller.call(one.url, { path: '/ready' });
    expect(ready).toMatchObject({ status: 200, body: { dependencies: { cache: 'up' } } });
    const location = { floor: 1, x: 1, y: 1 };
    const entered = await act(other, { type: 'CUSTOMER_ENTERED', location });
    const visitId = textAt(entered, 'visitId');
    const hasMoved = (socket: SocketWatch): boolean => socket.types.includes('CUSTOMER_MOVED');
    await eventually(async () => {
      await act(other, { type: 'CUSTOMER_MOVED', visitId, location });
      return sockets.every(hasMoved);
    });
  });
});

async function act(instance: ProductProcess, body: object): Promise<Exchange> {
  const path = `/api/v1/showrooms/${rig.group.showroom.id}/activities`;
  const { token } = rig.group.manager;
  const call = { method: 'POST', path, token, key: randomUUID(), body } as const;
  const exchange = await caller.call(instance.url, call);
  expect(exchange.status).toBe(201);
  return exchange;
}
