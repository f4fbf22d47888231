import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fullJitter } from '../../clients/typescript/src/realtime/backoff.js';
import { RealtimeClient } from '../../clients/typescript/src/realtime/realtime-client.js';
import type {
  RealtimeOptions,
  RealtimeStatus,
} from '../../clients/typescript/src/realtime/realtime-client.js';
import { eventually } from '../support/eventually.js';
import { PlantedServer, admit } from './planted-server.js';

const ROOM = 'user:0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

let server: PlantedServer;
let client: RealtimeClient;

beforeEach(async () => {
  server = await PlantedServer.start(admit(10));
});

afterEach(async () => {
  client.close();
  await server.stop();
});

function connect(options: Partial<RealtimeOptions> = {}): RealtimeClient {
  client = new RealtimeClient({
    url: server.url,
    ticket: () => Promise.resolve('t'.repeat(43)),
    webSocket: WebSocket,
    backoff: { baseMs: 10, capMs: 20 },
    ...options,
  });
  return client;
}

/** Follows the room; answers what is heard, and the places from which it was asked for. */
async function follow(): Promise<{ heard: unknown[]; asked: () => unknown[] }> {
  const heard: unknown[] = [];
  const subscription = client.join(ROOM, {
    onEvent: ({ seq }) => heard.push(seq),
    onGap: ({ after, upTo }) => heard.push([after, upTo]),
  });
  await subscription.joined;
  const asked = (): unknown[] =>
    server.asked.flatMap(({ type, payload }) =>
      type === 'SUBSCRIBE' ? [payload?.['resumeFrom'] ?? 'now'] : [],
    );
  return { heard, asked };
}

describe('a server that errs', () => {
  it('and sends events twice, is heard once', async () => {
    connect();
    const { heard } = await follow();
    for (const seq of [11, 11, 12, 10, 12, 13]) server.happen(ROOM, seq);
    await eventually(() => heard.length === 3);
    expect(heard).toEqual([11, 12, 13]);
  });

  it('and leaves one out, is asked again from the last that came', async () => {
    connect();
    const { heard, asked } = await follow();
    server.reactWith(({ type, payload }) => {
      if (type !== 'SUBSCRIBE') return;
      server.tell({ type: 'SUBSCRIBED', room: ROOM, payload: { room: ROOM, seq: 14 } });
      const from = Number(payload?.['resumeFrom']);
      for (let seq = from + 1; seq <= 14; seq += 1) server.happen(ROOM, seq);
    });
    for (const seq of [11, 13, 14]) server.happen(ROOM, seq);
    await eventually(() => heard.length === 4);
    expect(heard).toEqual([11, 12, 13, 14]);
    expect(asked()).toEqual(['now', 11]);
  });

  it('and swaps two, is heard in order all the same', async () => {
    connect();
    const { heard } = await follow();
    server.reactWith(({ type }) => {
      if (type !== 'SUBSCRIBE') return;
      server.tell({ type: 'SUBSCRIBED', room: ROOM, payload: { room: ROOM, seq: 12 } });
      for (const seq of [11, 12]) server.happen(ROOM, seq);
    });
    for (const seq of [12, 11]) server.happen(ROOM, seq);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([11, 12]);
  });

  it('and has lost events, is joined afresh, and the gap is told', async () => {
    connect();
    const { heard, asked } = await follow();
    server.reactWith(admit(30));
    server.tell({ type: 'RESYNC', room: ROOM, payload: { room: ROOM, seq: 25 } });
    server.happen(ROOM, 26);
    await eventually(() => heard.length === 1);
    server.happen(ROOM, 31);
    await eventually(() => heard.length === 2);
    expect(heard).toEqual([[10, 30], 31]);
    expect(asked()).toEqual(['now', 'now']);
  });

  it('and does not know the room for a while, is asked again', async () => {
    connect();
    server.reactWith(() =>
      server.tell({
        type: 'ERROR',
        payload: { code: 'PROCESSING_ERROR', detail: 'Later.', inReplyTo: 'SUBSCRIBE' },
      }),
    );
    const following = follow();
    await eventually(() => server.asked.length > 1);
    server.reactWith(admit(3));
    await following;
    expect(client.status).toBe('open');
  });

  it('and sends what is no frame, is heard on', async () => {
    const errors: unknown[] = [];
    connect({ onError: (error) => errors.push(error) });
    const { heard } = await follow();
    server.tell([]);
    server.happen(ROOM, 11);
    await eventually(() => heard.length === 1);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  it('falls silent: the client notices, and finds another connection', async () => {
    connect({ heartbeat: { quietMs: 40, answerMs: 40 } });
    const { heard, asked } = await follow();
    server.happen(ROOM, 11);
    await eventually(() => heard.length === 1);
    server.fallSilent();
    await eventually(() => asked().length === 2);
    expect(asked()).toEqual(['now', 11]);
  });

  it('has nothing to say: the client asks, and stays', async () => {
    connect({ heartbeat: { quietMs: 20, answerMs: 500 } });
    await follow();
    await eventually(() => server.asked.filter(({ type }) => type === 'PING').length > 2);
    expect(server.connections).toBe(1);
  });
});

describe('a client that has lost its server', () => {
  it('waits as long as the server said', async () => {
    const waits: number[] = [];
    let since = 0;
    const onStatus = (status: RealtimeStatus): void => {
      if (status === 'waiting') since = performance.now();
      if (status === 'connecting' && since > 0) waits.push(performance.now() - since);
    };
    connect({ onStatus });
    await follow();
    server.tell({ type: 'RECONNECT', payload: { afterMs: 150 } });
    server.hangUp();
    await eventually(() => server.connections === 2);
    expect(waits).toEqual([expect.any(Number)]);
    expect(waits[0]).toBeGreaterThan(140);
  });

  it('waits for anything up to a time that doubles, up to a limit', () => {
    const options = { baseMs: 100, capMs: 1_000 };
    const longest = [0, 1, 2, 3, 4, 99].map((attempt) => fullJitter(attempt, options, () => 1));
    expect(longest).toEqual([100, 200, 400, 800, 1_000, 1_000]);
    expect(fullJitter(3, options, () => 0)).toBe(0);
  });

  it('gets a new ticket for each connection, and shows it in no address', async () => {
    let issued = 0;
    connect({ ticket: async () => String((issued += 1)).repeat(43) });
    await follow();
    server.hangUp();
    await eventually(() => server.connections === 2);
    expect(server.protocols).toEqual([
      `showroom.v1,ticket.${'1'.repeat(43)}`,
      `showroom.v1,ticket.${'2'.repeat(43)}`,
    ]);
  });

  it('tries again when there is no ticket, and ends when there will be none', async () => {
    let status = 503;
    connect({ ticket: () => Promise.reject(Object.assign(new Error('No.'), { status })) });
    await eventually(() => client.status === 'waiting');
    const { joined } = client.join(ROOM, {});
    const ready = client.ready();
    status = 401;
    await expect(ready).rejects.toMatchObject({ cause: { status: 401 } });
    await expect(joined).rejects.toMatchObject({ name: 'RealtimeClosedError' });
    expect(client.status).toBe('ended');
    expect(server.connections).toBe(0);
  });

  it('is silent once it is closed', async () => {
    connect();
    const { heard } = await follow();
    server.happen(ROOM, 11);
    client.close();
    await expect(client.ready()).rejects.toMatchObject({ name: 'RealtimeClosedError' });
    expect(() => client.join(ROOM, {})).toThrow('closed');
    expect(heard).toEqual([]);
  });
});

describe('a client with much to say', () => {
  it('sends no more a second than the server takes', async () => {
    connect({ framesPerSecond: 3 });
    await client.ready();
    const rooms = Array.from({ length: 5 }, (_, number) => client.join(`user:${number}`, {}));
    await Promise.all(rooms.slice(0, 3).map(({ joined }) => joined));
    expect(server.asked).toHaveLength(3);
    const began = performance.now();
    await Promise.all(rooms.map(({ joined }) => joined));
    expect(performance.now() - began).toBeGreaterThan(800);
  });

  it('hands on what a handler throws, and goes on', async () => {
    const errors: unknown[] = [];
    connect({ onError: (error) => errors.push(error) });
    const heard: number[] = [];
    const onEvent = ({ seq }: { seq: number }): void => {
      heard.push(seq);
      throw new Error(`At ${seq}.`);
    };
    await client.join(ROOM, { onEvent }).joined;
    server.happen(ROOM, 11);
    server.happen(ROOM, 12);
    await eventually(() => errors.length === 2);
    expect(heard).toEqual([11, 12]);
  });
});
