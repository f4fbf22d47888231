import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { checkContents, checkFrames } from './checkers/check-frames.js';
import { FaultRig } from './support/fault-rig.js';
import { Follower } from './support/follower.js';
import { RoomWriters } from './support/room-writers.js';

const CLIENTS = 200;
const REPS = 40;
const EVENTS = 10_000;
const EVENTS_PER_SECOND = 250;
const BREAK_EVERY_MS = 80;
const CAUGHT_UP_WITHIN_MS = 60_000;

const rig = new FaultRig('never_a_gap', { reps: REPS });
const followers: Follower[] = [];
let writers: RoomWriters;
let head: number;

beforeAll(async () => {
  await rig.start();
  const [one, other] = [await rig.startInstance('one'), await rig.startInstance('other')];
  const room = `showroom:${rig.group.showroom.id}`;
  const origins = [one.url, other.url];
  for (let number = 0; number < CLIENTS; number += 1) {
    const { token } = rig.group.reps[number % REPS] ?? rig.group.manager;
    followers.push(new Follower({ origins, token, room }));
  }
  const { organizationId } = rig.group;
  writers = new RoomWriters({
    ...{ databaseUrl: rig.mariaDb.url, organizationId, showroomId: rig.group.showroom.id },
    ...{ events: EVENTS, eventsPerSecond: EVENTS_PER_SECOND },
  });
  const stopBreaking = breakLines();
  const writing = writers.run();
  await sleep(6_000);
  await one.kill();
  await sleep(2_000);
  await rig.startAgain(one);
  await sleep(6_000);
  await rig.redis.kill();
  await sleep(3_000);
  await rig.startRedis();
  await sleep(5_000);
  await other.stop();
  await rig.startAgain(other);
  await writing;
  await stopBreaking();
  head = Math.max(...(await rig.tables.roomSeqs(room)), 0);
  await eventually(
    () => followers.filter(({ last }) => last < head).length,
    (behind) => behind === 0 && head >= EVENTS,
    CAUGHT_UP_WITHIN_MS,
  );
}, 300_000);

afterAll(async () => {
  for (const follower of followers) follower.close();
  await rig.stop();
});

/** Breaks a line by chance, again and again, or lets a client doze. Answers how to end that. */
function breakLines(): () => Promise<void> {
  const end = new AbortController();
  const breaking = (async () => {
    while (!end.signal.aborted) {
      const follower = followers[Math.floor(Math.random() * followers.length)];
      if (Math.random() < 0.8) follower?.breakLine();
      else follower?.doze(500 + Math.random() * 2_000);
      await sleep(BREAK_EVERY_MS);
    }
  })();
  return async () => {
    end.abort();
    await breaking;
  };
}

describe('200 clients on two instances, 10,000 events; lines break, an instance is killed, Redis restarts', () => {
  it('is what has happened', () => {
    const connections = followers.map((follower) => follower.connections);
    expect(connections.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(2 * CLIENTS);
    expect(followers.reduce((sum, { hints }) => sum + hints, 0)).toBeGreaterThan(0);
    expect(writers.committed).toHaveLength(EVENTS);
  });

  it('gives every client every seq, exactly once and in order, already on the wire', () => {
    const stored = Array.from({ length: head }, (_, index) => index + 1);
    for (const { onWire, heard, gaps } of followers) {
      expect(checkFrames({ from: 0, received: onWire, stored })).toEqual([]);
      expect(checkFrames({ from: 0, received: heard.map(({ seq }) => seq), stored })).toEqual([]);
      expect(gaps).toBe(0);
    }
  });

  it('gives every client every committed event, exactly once, under the same seq', () => {
    const { committed } = writers;
    const orders = new Set<string>();
    for (const { heard } of followers) {
      orders.add(heard.map(({ seq, eventId }) => `${seq} ${eventId}`).join());
      expect(checkContents({ committed, received: heard.map(({ eventId }) => eventId) })).toEqual(
        [],
      );
    }
    expect(orders.size).toBe(1);
  });
});
