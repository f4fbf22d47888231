import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { createRedis } from '../../src/cache/create-redis.js';
import { workerPoolLimits } from '../../src/database/create-database.js';
import { RedisWakeBus } from '../../src/events/redis-wake-bus.js';
import { WAKE_ROOMS } from '../../src/events/wake-bus.js';
import { newId } from '../../src/shared/ids.js';
import { eventually } from '../support/eventually.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { EventFixture } from './event-fixture.js';

let fixture: EventFixture;
let proxy: TcpProxy;
let channel: string;
let port: number;
const buses: RedisWakeBus[] = [];
const clients: Redis[] = [];

beforeAll(async () => {
  fixture = await EventFixture.create();
});

beforeEach(async () => {
  channel = `wake:${newId()}`;
  proxy = await startProxy();
  port = proxy.port;
});

afterEach(async () => {
  await fixture.reset();
  for (const bus of buses.splice(0)) await bus.close();
  for (const client of clients.splice(0)) client.disconnect();
  await proxy.stop();
});

afterAll(() => fixture.drop());

function redisUrl(): URL {
  const url = process.env['REDIS_URL'];
  if (url === undefined) throw new Error('REDIS_URL is not set.');
  return new URL(url);
}

function startProxy(at = 0): Promise<TcpProxy> {
  const { hostname, port: redisPort } = redisUrl();
  return TcpProxy.start({ host: hostname, port: Number(redisPort || 6379) }, at);
}

/** A bus as another process would have it, through the proxy. */
function openBus(): RedisWakeBus {
  const url = redisUrl();
  url.host = `127.0.0.1:${port}`;
  const redis = createRedis(url.href, fixture.logger);
  clients.push(redis);
  const bus = new RedisWakeBus({ redis, logger: fixture.logger, channel });
  buses.push(bus);
  return bus;
}

/** Publishes until the other side has heard of it: connections take their time. */
async function untilHeard(from: RedisWakeBus, heard: readonly unknown[]): Promise<void> {
  await eventually(() => {
    from.publish('topic', ['x']);
    return heard.length > 0;
  });
}

describe('RedisWakeBus', () => {
  it('tells other processes, once and with all items, and its own at once', async () => {
    const [sender, receiver] = [openBus(), openBus()];
    const heard: unknown[] = [];
    receiver.subscribe('topic', (items) => heard.push(items));
    await untilHeard(sender, heard);

    const [own, others]: [unknown[], string[][]] = [[], []];
    sender.subscribe(WAKE_ROOMS, (items) => own.push(items));
    receiver.subscribe(WAKE_ROOMS, (items) => others.push([...(items ?? [])]));
    sender.publish(WAKE_ROOMS, ['showroom:a']);
    sender.publish(WAKE_ROOMS, ['showroom:a', 'showroom:b']);
    expect(own).toEqual([['showroom:a'], ['showroom:a', 'showroom:b']]);
    await eventually(() => others.length > 0);
    expect(others).toEqual([['showroom:a', 'showroom:b']]);
    expect(own).toHaveLength(2);
  });

  it('says nothing of what it is about when one hint did not', async () => {
    const [sender, receiver] = [openBus(), openBus()];
    const heard: unknown[] = [];
    receiver.subscribe('topic', (items) => heard.push(items));
    await untilHeard(sender, heard);
    const rooms: unknown[] = [];
    receiver.subscribe(WAKE_ROOMS, (items) => rooms.push(items));
    sender.publish(WAKE_ROOMS, ['showroom:a']);
    sender.publish(WAKE_ROOMS);
    await eventually(() => rooms.length > 0);
    expect(rooms).toEqual([undefined]);
  });

  it('passes over what is no hint', async () => {
    const [sender, receiver] = [openBus(), openBus()];
    const heard: unknown[] = [];
    receiver.subscribe('topic', (items) => heard.push(items));
    await untilHeard(sender, heard);
    const [redis] = clients;
    await redis?.publish(channel, 'not JSON');
    await redis?.publish(channel, '{"topic": 1}');
    heard.length = 0;
    await untilHeard(sender, heard);
    expect(heard[0]).toEqual(['x']);
  });

  it('tells everybody to look for himself when Redis is back', async () => {
    const [sender, receiver] = [openBus(), openBus()];
    const heard: unknown[] = [];
    receiver.subscribe('topic', (items) => heard.push(items));
    await untilHeard(sender, heard);
    await proxy.stop();
    const missed: unknown[] = [];
    receiver.subscribe('missed', (items) => missed.push(items));
    sender.publish('missed', ['x']);
    proxy = await startProxy(port);
    await eventually(() => missed.length > 0);
    expect(missed[0]).toBeUndefined();
    heard.length = 0;
    await untilHeard(sender, heard);
  });
});

describe('delivery', () => {
  it('happens without Redis, and with it again', async () => {
    await proxy.stop();
    const database = fixture.schema.open(workerPoolLimits);
    const publisher = fixture.publisher(fixture.database, openBus());
    fixture.start({ wakeBus: openBus(), subscribers: [fixture.subscriber(database)] }, database);
    await fixture.publish({ data: { n: 1 } }, publisher);
    await eventually(async () => (await fixture.effects()).length === 1);
    proxy = await startProxy(port);
    await fixture.publish({ data: { n: 2 } }, publisher);
    await eventually(async () => (await fixture.effects()).length === 2);
  });
});
