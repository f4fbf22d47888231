import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { WebSocket, WebSocketServer } from 'ws';
import { createClientKey } from '../../src/realtime/client-address.js';
import { ConcurrencyGate } from '../../src/realtime/concurrency-gate.js';
import { Connection } from '../../src/realtime/connection.js';
import { FrameRate } from '../../src/realtime/frame-rate.js';
import { parseRoom } from '../../src/realtime/room-name.js';
import { UpgradeLimiter } from '../../src/realtime/upgrade-limiter.js';
import { chooseProtocol, readUpgradeRequest } from '../../src/realtime/upgrade-request.js';
import { createRealtimeMetrics } from '../../src/realtime/realtime-metrics.js';
import { defaultRealtimeOptions } from '../../src/realtime/realtime-options.js';
import { wireFrame } from '../../src/realtime/wire-frame.js';
import { MovedClock } from './support/realtime-rig.js';

const TICKET = 'A'.repeat(43);

interface Line {
  bytesWritten: number;
  writableLength: number;
}

function requestOf(parts: object): IncomingMessage {
  return { headers: {}, ...parts } as unknown as IncomingMessage;
}

describe('UpgradeLimiter', () => {
  const MINUTE_MS = 60_000;

  it('counts by minute and blocks for longer', () => {
    const clock = new MovedClock();
    const limiter = new UpgradeLimiter({ clock, perMinute: 2, blockMs: 5 * MINUTE_MS });
    limiter.take('a');
    limiter.take('a');
    clock.advance(MINUTE_MS + 1);
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 0]);
    expect(limiter.take('a')).toBeGreaterThan(4 * MINUTE_MS);
    expect(limiter.blockedFor('b')).toBe(0);
    clock.advance(5 * MINUTE_MS - 1_000);
    expect(limiter.take('a')).toBeGreaterThan(0);
    clock.advance(2_000);
    expect(limiter.take('a')).toBe(0);
  });
});

describe('FrameRate', () => {
  const options = { framesPerSecond: 2, maxDroppedFrames: 3 };

  it('lets a burst pass, then as many a second, and warns once a second', () => {
    const rate = new FrameRate(options);
    expect([0, 0, 0, 1, 500, 501, 1_002].map((now) => rate.take(now))).toEqual([
      'pass',
      'pass',
      'warn',
      'drop',
      'pass',
      'drop',
      'pass',
    ]);
  });

  it('ends what does not stop, and forgives after a quiet second', () => {
    const patient = new FrameRate(options);
    const verdicts = [0, 0, 0, 0, 0].map((now) => patient.take(now));
    expect(verdicts.at(-1)).toBe('drop');
    expect([5_000, 5_000, 5_000, 5_000, 5_000, 5_000].map((now) => patient.take(now))).toEqual([
      'pass',
      'pass',
      'warn',
      'drop',
      'drop',
      'close',
    ]);
  });
});

describe('ConcurrencyGate', () => {
  it('lets so many run, the rest in line, and refuses beyond', async () => {
    const gate = new ConcurrencyGate(2, 2);
    const order: string[] = [];
    const ends = new Map<string, () => void>();
    const work = (name: string): Promise<void> =>
      gate.run(() => {
        order.push(name);
        return new Promise((resolve) => ends.set(name, resolve));
      });
    const running = ['a', 'b', 'c', 'd'].map(work);
    await expect(work('e')).rejects.toMatchObject({ data: { code: 'busy' } });
    expect(order).toEqual(['a', 'b']);
    ends.get('b')?.();
    await running[1];
    expect(order).toEqual(['a', 'b', 'c']);
    for (const name of ['a', 'c']) ends.get(name)?.();
    await Promise.all([running[0], running[2]]);
    ends.get('d')?.();
    await running[3];
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('hands its place on when the work fails', async () => {
    const gate = new ConcurrencyGate(1, 1);
    await expect(gate.run(() => Promise.reject(new Error('planted')))).rejects.toThrow('planted');
    await expect(gate.run(() => Promise.resolve(7))).resolves.toBe(7);
  });
});

describe('the pulse of a connection', () => {
  const PING_MS = defaultRealtimeOptions.pingMs;

  /** A connection over a line whose backlog the test plays; `pulse` tells whether it still lives. */
  function connect(): { line: Line; heard: () => void; pulse: () => boolean } {
    const line: Line = { bytesWritten: 0, writableLength: 0 };
    const closes: unknown[] = [];
    const ping = (): void => {
      line.bytesWritten += 2;
      // Behind a backlog it waits.
      if (line.writableLength > 0) line.writableLength += 2;
    };
    const webSocket = { readyState: 1, OPEN: 1, ping };
    const parts = {
      webSocket: { ...webSocket, close: (...how: unknown[]) => closes.push(how) },
      transport: line,
      view: 'named',
    } as unknown as ConstructorParameters<typeof Connection>[0];
    const metrics = createRealtimeMetrics(new Registry());
    const connection = new Connection(parts, { options: defaultRealtimeOptions, metrics });
    let now = performance.now();
    return {
      line,
      heard: () => connection.heard(),
      pulse: () => {
        now += PING_MS + 1;
        connection.checkPulse(now);
        return closes.length === 0;
      },
    };
  }

  it('ends with two pings that nobody answers', () => {
    const { pulse } = connect();
    expect([pulse(), pulse(), pulse()]).toEqual([true, true, false]);
  });

  it('goes on as long as something is heard', () => {
    const { pulse, heard } = connect();
    for (let round = 0; round < 10; round += 1) {
      expect(pulse()).toBe(true);
      if (round % 2 === 1) heard();
    }
  });

  it('goes on while the network takes what was there before the ping', () => {
    const { line, pulse } = connect();
    line.bytesWritten = 1_000_000;
    for (let left = 900_000; left >= 0; left -= 100_000) {
      line.writableLength = left;
      expect(pulse()).toBe(true);
    }
    expect([pulse(), pulse()]).toEqual([true, false]);
  });

  it('ends when the network takes nothing any more, whatever is added', () => {
    const { line, pulse } = connect();
    const pulses = [1, 2, 3].map(() => {
      line.bytesWritten += 100_000;
      line.writableLength += 100_000;
      return pulse();
    });
    expect(pulses).toEqual([true, true, false]);
  });
});

describe('wireFrame', () => {
  it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])(
    'is what ws writes, for %i bytes',
    async (bytes) => {
      const text = 'é'.repeat(bytes / 2).padEnd(Math.ceil(bytes / 2), 'x');
      const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
      await once(server, 'listening');
      server.on('connection', (_socket, { socket }) => socket.write(wireFrame(text)));
      const { port } = server.address() as AddressInfo;
      const client = new WebSocket(`ws://127.0.0.1:${port}`);
      const [data, isBinary] = (await once(client, 'message')) as [Buffer, boolean];
      expect([data.toString('utf8') === text, isBinary]).toEqual([true, false]);
      client.terminate();
      server.close();
    },
  );
});

describe('client addresses', () => {
  const keyOf = (remoteAddress: string | undefined, trust: number | string[] = []): string =>
    createClientKey(trust)(
      requestOf({ socket: { remoteAddress }, headers: { 'x-forwarded-for': '203.0.113.7' } }),
    );

  it('count as one within an IPv6 network', () => {
    expect(keyOf('2001:db8:1:2::1')).toBe(keyOf('2001:db8:1:2:ffff::9'));
    expect(keyOf('2001:db8:1:2::1')).not.toBe(keyOf('2001:db9:1:2::1'));
  });

  it('come from a header only where it is trusted', () => {
    expect(keyOf('198.51.100.1')).toBe('198.51.100.1');
    expect(keyOf('198.51.100.1', 1)).toBe('203.0.113.7');
    expect(keyOf('198.51.100.1', ['198.51.100.0/24'])).toBe('203.0.113.7');
    expect(keyOf('198.51.100.1', ['loopback'])).toBe('198.51.100.1');
    expect(keyOf(undefined, 1)).toBe('unknown');
  });
});

describe('upgrade requests', () => {
  const read = (url: string, protocols = ''): ReturnType<typeof readUpgradeRequest> =>
    readUpgradeRequest(requestOf({ url, headers: { 'sec-websocket-protocol': protocols } }));

  it.each([
    ['/realtime', true],
    ['/realtime?x=1', true],
    ['/realtime/', false],
    ['/realtime/tickets', false],
    ['/', false],
    ['http://', false],
  ])('%s is ours: %s', (url, isRealtime) => {
    expect(read(url)).toEqual({ isRealtime });
  });

  it('carry the ticket in the query or among the protocols', () => {
    expect(read(`/realtime?ticket=${TICKET}`).ticket).toBe(TICKET);
    expect(read('/realtime', `showroom.v1, ticket.${TICKET}`).ticket).toBe(TICKET);
    expect(read('/realtime', TICKET).ticket).toBe(TICKET);
    expect(read('/realtime?ticket=short', 'showroom.v1').ticket).toBeUndefined();
  });

  it('are answered with an offered protocol, rather not with the ticket', () => {
    expect(chooseProtocol(new Set(['x', 'showroom.v1']))).toBe('showroom.v1');
    expect(chooseProtocol(new Set([`ticket.${TICKET}`, 'x']))).toBe('x');
    expect(chooseProtocol(new Set([TICKET]))).toBe(TICKET);
    expect(chooseProtocol(new Set())).toBe(false);
  });
});

describe('names of rooms', () => {
  const id = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

  it('are taken apart, in any case', () => {
    const parts = { room: `user:${id}`, kind: 'user', id };
    expect(parseRoom(`user:${id}`)).toEqual(parts);
    expect(parseRoom(`USER:${id.toUpperCase()}`)).toEqual(parts);
  });

  it.each(['', 'user', 'user:', `user:${id} `, `user:${id}\n`, `:${id}`, `a:b:${id}`])(
    '%j is none',
    (text) => {
      expect(parseRoom(text)).toBeUndefined();
    },
  );
});
