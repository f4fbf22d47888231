import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PrincipalLoader } from '../../src/realtime/realtime-ports.js';
import { newId } from '../../src/shared/ids.js';
import { eventually } from '../support/eventually.js';
import { createRealtimeRig, KnownPrincipals, roomOf } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';
import { openSocket, refusedSocket } from './support/socket-client.js';

const SOON = { options: { principalCheckMs: 50 } };

let rig: RealtimeRig;

beforeAll(async () => {
  rig = await createRealtimeRig();
});

afterAll(() => rig.stop());

async function metric(instance: Instance, line: string): Promise<number> {
  const text = await instance.registry.metrics();
  const found = text.split('\n').find((candidate) => candidate.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

describe('people who are no longer welcome', () => {
  it('are closed with 1008 within a round, and others stay', async () => {
    const here = await rig.start(SOON);
    const [gone, stays] = [rig.person(), rig.person()];
    const lost = [await here.connect(gone), await here.connect(gone)];
    const kept = await here.connect(stays);
    rig.principals.disable(gone);
    for (const client of lost) {
      expect(await client.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    }
    kept.send('PING');
    await kept.untilType('PONG');
    await kept.close();
  });

  it('are closed also when they have no session, by themselves', async () => {
    const here = await rig.start(SOON);
    const { sessionId, ...outsider } = rig.person();
    const [gone, stays] = [outsider, { ...outsider, userId: newId() }];
    expect(sessionId).toEqual(expect.any(String));
    for (const person of [gone, stays]) rig.principals.add(person);
    const [lost, kept] = [await here.connect(gone), await here.connect(stays)];
    rig.principals.disable(gone);
    expect(await lost.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    kept.send('PING');
    await kept.untilType('PONG');
    await kept.close();
  });

  it('leave the rooms that they may not be in any more, and are told', async () => {
    const here = await rig.start(SOON);
    const [kept, taken] = [newId(), newId()];
    const person = rig.person({ showroomIds: [kept, taken] });
    const client = await here.join(person, `showroom:${taken}`);
    client.send('SUBSCRIBE', { room: `showroom:${kept}` });
    await client.when(() => client.types().filter((type) => type === 'SUBSCRIBED').length === 2);
    rig.principals.add({ ...person, showroomIds: [kept] });
    const { payload } = await client.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'FORBIDDEN_ROOM', room: `showroom:${taken}` });
    await rig.append(`showroom:${taken}`, person.organizationId);
    await rig.append(`showroom:${kept}`, person.organizationId);
    await client.when(() => client.seqs(`showroom:${kept}`).length === 1);
    expect(client.seqs(`showroom:${taken}`)).toEqual([]);
    await client.close();
  });

  it('are closed when the token ends with which they came, if they have no session', async () => {
    const here = await rig.start(SOON);
    const { sessionId: _none, ...outsider } = rig.person();
    const expiresAt = rig.clock.now().getTime() + 60_000;
    const lasting = { ...outsider, userId: newId(), expiresAt: expiresAt + 600_000 };
    for (const person of [outsider, lasting]) rig.principals.add(person);
    const [client, kept] = [
      await here.connect({ ...outsider, expiresAt }),
      await here.connect(lasting),
    ];
    const unused = await here.ticket({ ...outsider, expiresAt: expiresAt - 45_000 });
    rig.clock.advance(20_000);
    const late = await openSocket(`${here.url}?ticket=${unused}`);
    expect(await late.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    rig.clock.advance(41_000);
    expect(await client.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    kept.send('PING');
    await kept.untilType('PONG');
    await kept.close();
  });

  it('are found among many, who stay', async () => {
    const here = await rig.start(SOON);
    const people = Array.from({ length: 60 }, () => rig.person());
    const clients = await Promise.all(people.map((person) => here.connect(person)));
    for (const index of [0, 30, 59]) {
      rig.principals.disable(people[index] ?? rig.person());
      expect((await clients[index]?.ended)?.code).toBe(1008);
    }
    await eventually(
      () => metric(here, 'realtime_open_sockets'),
      (open) => open === 57,
    );
    await Promise.all(clients.map((client) => client.close()));
  });

  it('stay while nobody can tell', async () => {
    const principals = new KnownPrincipals();
    let reads = 0;
    const loader: PrincipalLoader = {
      load: (userId) => {
        reads += 1;
        return reads === 2 ? Promise.reject(new Error('planted')) : principals.load(userId);
      },
    };
    const here = await rig.start({ ...SOON, principalLoader: loader });
    const person = principals.add(rig.person());
    const client = await here.connect(person);
    while (reads < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    await client.close();
  });

  it('are read once a round, however many sockets they have', async () => {
    const principals = new KnownPrincipals();
    const reads: Array<string | undefined> = [];
    const loader: PrincipalLoader = {
      load: (userId, sessionId) => {
        reads.push(sessionId);
        return principals.load(userId);
      },
    };
    const here = await rig.start({ options: { principalCheckMs: 300 }, principalLoader: loader });
    const person = principals.add(rig.person());
    const clients = [await here.connect(person), await here.connect(person)];
    reads.length = 0;
    while (reads.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reads).toEqual([person.sessionId]);
    await Promise.all(clients.map((client) => client.close()));
  });
});

describe('heartbeat', () => {
  it('closes who misses two pongs (1001), and nobody else', async () => {
    const here = await rig.start({ options: { pingMs: 60 } });
    const person = rig.person();
    const living = await here.connect(person);
    const dead = await here.connect(person, { socket: { autoPong: false } });
    let pings = 0;
    dead.socket.on('ping', () => (pings += 1));
    expect(await dead.ended).toEqual({ code: 1001, reason: 'idle' });
    // The first may have come before anybody counted.
    expect([1, 2]).toContain(pings);
    expect(living.socket.readyState).toBe(living.socket.OPEN);
    await living.close();
  });

  it('does not take a living peer for dead because this process was busy', async () => {
    const here = await rig.start({ options: { pingMs: 40 } });
    const client = await here.connect(rig.person());
    for (let round = 0; round < 12; round += 1) {
      const until = performance.now() + 100;
      while (performance.now() < until);
      await new Promise((resolve) => setImmediate(resolve));
    }
    client.send('PING');
    await client.untilType('PONG');
    await client.close();
  });

  it('drops a peer that does not answer the close either', async () => {
    const here = await rig.start({ options: { pingMs: 50, closeGraceMs: 100 } });
    const client = await here.connect(rig.person(), { socket: { autoPong: false } });
    client.socket.pause();
    while ((await metric(here, 'realtime_open_sockets')) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    client.socket.resume();
    await client.ended;
  });
});

describe('shutdown', () => {
  it('closes every socket with 1001, tells each when to come back, and takes no more', async () => {
    const here = await rig.start();
    const person = rig.person();
    const clients = [await here.join(person, roomOf(person))];
    while (clients.length < 5) clients.push(await here.connect(person));
    const ticket = await here.ticket(person);
    await here.realtime.stop();
    const moments: unknown[] = [];
    for (const client of clients) {
      expect(await client.ended).toEqual({ code: 1001, reason: 'shutdown' });
      const last = client.frames.at(-1);
      expect(last).toEqual({ type: 'RECONNECT', payload: { afterMs: expect.any(Number) } });
      moments.push(last?.payload?.['afterMs']);
    }
    expect(moments.filter((ms) => Number(ms) < 0 || Number(ms) >= 1_000)).toEqual([]);
    expect(new Set(moments).size).toBeGreaterThan(1);
    expect((await refusedSocket(`${here.url}?ticket=${ticket}`)).status).toBe(503);
  });

  it('does not wait for a peer that is silent', async () => {
    const here = await rig.start({ options: { closeGraceMs: 100 } });
    const client = await here.connect(rig.person());
    client.socket.pause();
    await here.realtime.stop();
    expect(await metric(here, 'realtime_open_sockets')).toBe(0);
    client.socket.resume();
    await client.ended;
  });

  it('does not wait for a newcomer who is still being let in', async () => {
    let letIn = (): void => undefined;
    const snapshot = {
      kind: 'showroom',
      initialState: (): Promise<Record<string, unknown>> =>
        new Promise((resolve) => (letIn = (): void => resolve({}))),
      recentActivity: (): Promise<unknown[]> => Promise.resolve([]),
    };
    const here = await rig.start({ snapshots: [snapshot] });
    const person = rig.person();
    const client = await here.connect(person);
    client.send('SUBSCRIBE', { room: roomOf(person) });
    await client.close();
    await here.realtime.stop();
    letIn();
    expect(client.types()).toEqual(['WELCOME']);
  });
});

describe('metrics', () => {
  it('count open sockets, frames and closes', async () => {
    const here = await rig.start();
    const person = rig.person();
    const [first, second] = [await here.connect(person), await here.connect(person)];
    expect(await metric(here, 'realtime_open_sockets')).toBe(2);
    expect(await metric(here, 'realtime_frames_sent_total')).toBe(2);
    first.send('PING');
    await first.untilType('PONG');
    expect(await metric(here, 'realtime_frames_sent_total')).toBe(3);
    first.socket.close(1000);
    await first.ended;
    await second.close();
    while ((await metric(here, 'realtime_open_sockets')) > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await metric(here, 'realtime_closes_total{code="1000"}')).toBe(1);
  });
});
