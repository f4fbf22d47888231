import { connect as connectTcp } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import type { UserPrincipal } from '../../src/shared/principal.js';
import { createNarrowRoad } from './support/narrow-road.js';
import type { NarrowRoad } from './support/narrow-road.js';
import { createRealtimeRig, roomOf } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';
import { openSocket } from './support/socket-client.js';
import type { SocketClient } from './support/socket-client.js';

const LARGE = 'x'.repeat(200_000);

let rig: RealtimeRig;
const roads: NarrowRoad[] = [];

beforeAll(async () => {
  rig = await createRealtimeRig();
});

afterEach(async () => {
  for (const road of roads.splice(0)) await road.close();
});

afterAll(() => rig.stop());

/** Connects over a road that lets 64 KiB through every `everyMs`, and enters the room. */
async function joinOverNarrowRoad(
  here: Instance,
  person: UserPrincipal,
  everyMs: number,
): Promise<{ road: NarrowRoad; client: SocketClient }> {
  const road = await createNarrowRoad(here.port, everyMs);
  roads.push(road);
  const url = `ws://127.0.0.1:${road.port}/realtime?ticket=${await here.ticket(person)}`;
  const client = await openSocket(url);
  client.send('SUBSCRIBE', { room: roomOf(person) });
  await client.untilType('RECENT_ACTIVITY');
  return { road, client };
}

function sendMuch(here: Instance, person: UserPrincipal, frames: number): void {
  for (let number = 1; number <= frames; number += 1) {
    here.realtime.broadcast.send(roomOf(person), 'CUSTOMER_MOVED', { number, filling: LARGE });
  }
}

async function metricOf(here: Instance, name: string): Promise<number> {
  const { values } = (await here.registry.getSingleMetric(name)?.get()) ?? { values: [] };
  return values[0]?.value ?? NaN;
}

function openSockets(here: Instance): Promise<number> {
  return metricOf(here, 'realtime_open_sockets');
}

function movedTo(client: SocketClient): number {
  return client.types().filter((type) => type === 'CUSTOMER_MOVED').length;
}

async function answersAtOnce(client: SocketClient): Promise<void> {
  client.send('PING');
  await client.untilType('PONG');
}

describe('a client that has vanished without a word', () => {
  it.each([
    ['with nothing on its way to it', 0],
    ['with much on its way to it', 100],
  ])('is dropped, %s, and others go on', async (_what, frames) => {
    const options = { pingMs: 500, closeGraceMs: 100, maxBufferedBytes: 64 * 1_048_576 };
    const here = await rig.start({ options });
    const person = rig.person();
    const bystander = await here.join(person, roomOf(person));
    const { road } = await joinOverNarrowRoad(here, person, 1);
    road.block();
    sendMuch(here, person, frames);
    while ((await openSockets(here)) > 1) await sleep(20);
    await answersAtOnce(bystander);
    expect(movedTo(bystander)).toBe(frames);
    await bystander.close();
  });
});

describe('a client that never reads', () => {
  it('costs a bounded backlog, however much there is for it, and then its place', async () => {
    const here = await rig.start({ options: { closeGraceMs: 100 } });
    const person = rig.person();
    const bystander = await here.join(person, roomOf(person));
    const client = await here.join(person, roomOf(person));
    client.socket.pause();
    for (let round = 0; round < 40; round += 1) {
      sendMuch(here, person, 10);
      await sleep(10);
    }
    await bystander.when(() => movedTo(bystander) === 400);
    // Beyond what the system itself keeps for a connection, one MiB and no more.
    const sent = (await metricOf(here, 'realtime_frames_sent_total')) - 400;
    expect(sent * LARGE.length).toBeLessThan(20_000_000);
    while ((await openSockets(here)) > 1) await sleep(20);
    await answersAtOnce(bystander);
    await bystander.close();
  });
});

describe('a client that wants ten thousand rooms', () => {
  it('gets fifty, an error for each of the rest, and costs no query for them', async () => {
    const here = await rig.start({ options: { framesPerSecond: 100_000 } });
    const person = rig.person({ showroomIds: 'all' });
    const client = await here.connect(person);
    const bystander = await here.connect(rig.person());
    const rooms = Array.from({ length: 10_000 }, () => `showroom:${newId()}`);
    const statements: string[] = [];
    const stopObserving = here.database.sequelize.observe((sql) => statements.push(sql));
    const wanted = (count: number): boolean =>
      client.types().filter((type) => type === 'SUBSCRIBED' || type === 'ERROR').length >= count;
    for (let first = 0; first < rooms.length; first += 100) {
      for (const room of rooms.slice(first, first + 100)) client.send('SUBSCRIBE', { room });
      await client.when(() => wanted(first + 100));
    }
    stopObserving();
    const errors = client.frames.filter(({ type }) => type === 'ERROR');
    // The person's own room is one of the fifty.
    expect(client.types().filter((type) => type === 'SUBSCRIBED')).toHaveLength(49);
    expect(new Set(errors.map(({ payload }) => payload?.['code']))).toEqual(
      new Set(['TOO_MANY_ROOMS']),
    );
    expect(statements.length).toBeLessThan(500);
    await answersAtOnce(bystander);
    await Promise.all([client.close(), bystander.close()]);
  });

  it('is cut off when they are not its own', async () => {
    const here = await rig.start({ options: { framesPerSecond: 100_000 } });
    const client = await here.connect(rig.person());
    for (let count = 0; count < 100; count += 1) {
      client.send('SUBSCRIBE', { room: `showroom:${newId()}` });
    }
    expect(await client.ended).toEqual({ code: 1008, reason: 'too many forbidden rooms' });
    const refused = client.frames.filter(({ payload }) => payload?.['code'] === 'FORBIDDEN_ROOM');
    expect(refused).toHaveLength(50);
  });
});

describe('floods beneath the frames', () => {
  it.each([
    // The library drops who has sixty pongs waiting for him; else it is our limit.
    ['pings', (client: SocketClient): void => client.socket.ping(), [1006, 1008]],
    ['pongs', (client: SocketClient): void => client.socket.pong(), [1008]],
  ])('of %s end the socket', async (_what, send, codes) => {
    const here = await rig.start();
    const client = await here.connect(rig.person());
    for (let count = 0; count < 150; count += 1) send(client);
    expect(codes).toContain((await client.ended).code);
  });

  it('of fragments end the socket', async () => {
    const here = await rig.start();
    const client = await here.connect(rig.person());
    for (let count = 0; count < 20_000; count += 1) client.socket.send('', { fin: false });
    expect((await client.ended).code).toBe(1008);
  });

  it('of bytes that are no WebSocket end the connection', async () => {
    const here = await rig.start();
    const bystander = await here.connect(rig.person());
    const ticket = await here.ticket(rig.person());
    const raw = connectTcp(here.port, '127.0.0.1');
    raw.on('error', () => undefined);
    raw.write(
      `GET /realtime?ticket=${ticket} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n` +
        'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n',
    );
    raw.write(Buffer.alloc(65_536, 0xff));
    raw.resume();
    await new Promise((resolve) => raw.on('close', resolve));
    await answersAtOnce(bystander);
    await bystander.close();
  });
});
