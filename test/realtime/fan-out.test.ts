import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { WebSocket } from 'ws';
import { RealtimeClient } from '../../clients/typescript/src/realtime/realtime-client.js';
import { createRedis } from '../../src/cache/create-redis.js';
import { RedisWakeBus } from '../../src/events/redis-wake-bus.js';
import { WAKE_ROOMS } from '../../src/events/wake-bus.js';
import { createLogger } from '../../src/observability/logger.js';
import { newId } from '../../src/shared/ids.js';
import type { UserPrincipal } from '../../src/shared/principal.js';
import { checkFrames } from '../fault/checkers/check-frames.js';
import { eventually } from '../support/eventually.js';
import { createCuttableProxy } from './support/cuttable-proxy.js';
import type { CuttableProxy } from './support/cuttable-proxy.js';
import { createRealtimeRig, roomOf } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';
import { redisUrlThrough } from '../support/worker-database.js';

let rig: RealtimeRig;
let redisRoad: CuttableProxy;
const clients: Redis[] = [];

beforeAll(async () => {
  rig = await createRealtimeRig();
  const target = new URL(process.env['REDIS_URL'] ?? '');
  redisRoad = await createCuttableProxy(Number(target.port || 6379));
});

afterEach(() => redisRoad.mend());

afterAll(async () => {
  await rig.stop();
  for (const redis of clients) redis.disconnect();
  await redisRoad.close();
});

async function connectRedis(): Promise<Redis> {
  const redis = createRedis(redisUrlThrough(redisRoad.port), createLogger('silent'));
  clients.push(redis);
  await once(redis, 'ready');
  return redis;
}

/** A client that comes to one instance after the other, and whose line can be broken. */
class ShakyFollower {
  /** What came over the wire, before the client made anything of it. */
  readonly onWire: number[] = [];
  connections = 0;
  private socket: WebSocket | undefined;
  private readonly client: RealtimeClient;

  constructor(instances: readonly Instance[], person: UserPrincipal, room: string) {
    const next = (): Instance | undefined => instances[this.connections % instances.length];
    const keep = (socket: WebSocket): void => {
      this.socket = socket;
      this.connections += 1;
    };
    this.client = new RealtimeClient({
      url: () => next()?.url ?? '',
      ticket: async () => (await next()?.ticket(person)) ?? '',
      webSocket: class extends WebSocket {
        constructor(url: string, protocols: string[]) {
          super(url, protocols);
          keep(this);
        }
      },
      backoff: { baseMs: 5, capMs: 20 },
      onFrame: ({ seq }) => {
        if (seq !== undefined) this.onWire.push(seq);
      },
    });
    this.client.join(room, {}, 0);
  }

  breakLine(): void {
    this.socket?.terminate();
  }

  close(): void {
    this.client.close();
    this.breakLine();
  }
}

/** Sends until the subscription to Redis, which takes its time, has carried one over. */
async function sendUntilSeen(from: Instance, room: string, hasCome: () => boolean): Promise<void> {
  while (!hasCome()) {
    from.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'probe' });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('two instances behave as one', () => {
  it('for room events, in order, to every socket', async () => {
    const [here, there] = [await rig.start(), await rig.start()];
    const person = rig.person();
    const room = roomOf(person);
    const members = await Promise.all(
      [here, there, here, there].map((instance) => instance.join(person, room)),
    );
    for (let count = 0; count < 20; count += 1) await rig.append(room, person.organizationId, 3);
    for (const member of members) {
      await member.when(() => member.seqs(room).length >= 60);
      expect(member.seqs(room)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
      await member.close();
    }
  });

  it('without any hint, within a poll', async () => {
    const instance = await rig.start({ wakeBus: undefined });
    const person = rig.person();
    const room = roomOf(person);
    const [first, second] = [await instance.join(person, room), await instance.join(person, room)];
    await rig.append(room, person.organizationId, 3);
    for (const member of [first, second]) {
      await member.when(() => member.seqs(room).length === 3);
      expect(member.seqs(room)).toEqual([1, 2, 3]);
    }
    await Promise.all([first.close(), second.close()]);
  });

  it('on a hint that does not say which rooms', async () => {
    const instance = await rig.start({ options: { pollMs: 60_000 } });
    const person = rig.person();
    const room = roomOf(person);
    const member = await instance.join(person, room);
    await member.untilType('RECENT_ACTIVITY');
    await rig.append(room, person.organizationId);
    rig.wakeBus.publish(WAKE_ROOMS);
    await member.when(() => member.seqs(room).length === 1);
    await member.close();
  });

  it('with hints through Redis, long before a poll', async () => {
    const logger = createLogger('silent');
    const channel = newId();
    const bus = new RedisWakeBus({ redis: await connectRedis(), logger, channel });
    const relayBus = new RedisWakeBus({ redis: await connectRedis(), logger, channel });
    const instance = await rig.start({ wakeBus: bus, options: { pollMs: 60_000 } });
    const person = rig.person();
    const room = roomOf(person);
    const member = await instance.join(person, room);
    await member.untilType('RECENT_ACTIVITY');
    await rig.append(room, person.organizationId, 2);
    while (member.seqs(room).length < 2) {
      relayBus.publish(WAKE_ROOMS, [room]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(member.seqs(room)).toEqual([1, 2]);
    await member.close();
    await Promise.all([bus.close(), relayBus.close()]);
  });

  it('for frames that are not kept, through Redis', async () => {
    const here = await rig.start({}, await connectRedis());
    const there = await rig.start({}, await connectRedis());
    const person = rig.person();
    const room = roomOf(person);
    const [near, far] = [await here.join(person, room), await there.join(person, room)];
    await sendUntilSeen(here, room, () => far.types().includes('CUSTOMER_MOVED'));
    const newLocation = { floor: 1, x: 2, y: 3 };
    here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'v', newLocation });
    for (const member of [near, far]) {
      const frame = await member.until(({ payload }) => payload?.['visitId'] === 'v');
      expect(frame).toEqual({
        type: 'CUSTOMER_MOVED',
        room,
        occurredAt: expect.stringMatching(/Z$/),
        payload: { visitId: 'v', newLocation },
      });
    }
    there.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'last' });
    for (const member of [near, far]) {
      await member.until(({ payload }) => payload?.['visitId'] === 'last');
      expect(member.frames.filter(({ payload }) => payload?.['visitId'] === 'v')).toHaveLength(1);
    }
    await Promise.all([near.close(), far.close()]);
  });

  it('losing Redis costs speed, and its return heals the rest', async () => {
    const here = await rig.start({ wakeBus: undefined }, await connectRedis());
    const there = await rig.start({ wakeBus: undefined }, await connectRedis());
    const person = rig.person();
    const room = roomOf(person);
    const [near, far] = [await here.join(person, room), await there.join(person, room)];
    await sendUntilSeen(here, room, () => far.types().includes('CUSTOMER_MOVED'));

    redisRoad.cut();
    await rig.append(room, person.organizationId, 2);
    here.realtime.broadcast.send(room, 'CUSTOMER_MOVED', { visitId: 'alone' });
    await near.until(({ payload }) => payload?.['visitId'] === 'alone');
    for (const member of [near, far]) {
      await member.when(() => member.seqs(room).length === 2);
      expect(member.seqs(room)).toEqual([1, 2]);
    }

    redisRoad.mend();
    const seen = far.types().length;
    await sendUntilSeen(here, room, () => far.types().slice(seen).includes('CUSTOMER_MOVED'));
    await Promise.all([near.close(), far.close()]);
  });

  it('nobody misses or doubles anything while lines break, hints are lost and one goes', async () => {
    const here = await rig.start({ wakeBus: undefined, options: { pollMs: 50 } });
    const there = await rig.start();
    const instances = [here, there];
    const person = rig.person();
    const room = roomOf(person);
    const followers = Array.from({ length: 10 }, () => new ShakyFollower(instances, person, room));
    let last = 0;
    for (let round = 1; last < 400; round += 1) {
      last = await rig.append(room, person.organizationId, 5);
      followers[round % followers.length]?.breakLine();
      if (round === 25) instances.push(await rig.start());
      if (round === 40) {
        instances.shift();
        await here.realtime.stop();
      }
    }
    await eventually(() => followers.every(({ onWire }) => onWire.at(-1) === last));
    const stored = Array.from({ length: last }, (_, index) => index + 1);
    for (const { onWire, connections } of followers) {
      expect(checkFrames({ from: 0, received: onWire, stored })).toEqual([]);
      expect(connections).toBeGreaterThan(1);
    }
    for (const follower of followers) follower.close();
  });

  it('a message of somebody else on the channel harms nobody', async () => {
    const redis = await connectRedis();
    const here = await rig.start({}, redis);
    const there = await rig.start({}, await connectRedis());
    const person = rig.person();
    const room = roomOf(person);
    const member = await here.join(person, room);
    for (const text of ['nonsense', '{"sender":"x"}', `x ${room} {}`, `x ${room} null`]) {
      await redis.publish('showroom:live-frames:2', text);
    }
    await sendUntilSeen(there, room, () => member.types().includes('CUSTOMER_MOVED'));
    await member.close();
  });
});
