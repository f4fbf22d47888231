import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A road to a server that lets little through towards the client, or nothing at all any more. */
export interface NarrowRoad {
  readonly port: number;
  /** Keeps what is open and passes nothing on, either way: the other end has vanished. */
  block(): void;
  close(): Promise<void>;
}

const CHUNK_BYTES = 65_536;

/** Passes at most `CHUNK_BYTES` to a client every `everyMs`; the other way is free. */
export async function createNarrowRoad(target: number, everyMs: number): Promise<NarrowRoad> {
  const open = new Set<Socket>();
  let isBlocked = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const timer = setInterval(() => {
      const chunk: unknown = isBlocked ? null : (far.read(CHUNK_BYTES) ?? far.read());
      if (Buffer.isBuffer(chunk)) near.write(chunk);
    }, everyMs);
    near.on('data', (chunk) => {
      if (!isBlocked) far.write(chunk);
    });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        clearInterval(timer);
        open.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    block: () => {
      isBlocked = true;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
