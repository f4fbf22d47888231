import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { expectFrameContract } from '../../support/frame-contract.js';

/** A frame as it came over the wire. */
export interface ReceivedFrame {
  readonly type: string;
  readonly room?: string;
  readonly seq?: number;
  readonly eventId?: string;
  readonly occurredAt?: string;
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** How a socket ended. */
export interface SocketEnd {
  readonly code: number;
  readonly reason: string;
}

const WAIT_MS = 10_000;

/** The far end of a socket, as a tablet would hold it. */
export class SocketClient {
  readonly frames: ReceivedFrame[] = [];
  readonly ended: Promise<SocketEnd>;
  private readonly watchers = new Set<() => void>();

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString('utf8')) as ReceivedFrame;
      expectFrameContract(frame);
      this.frames.push(frame);
      for (const watcher of this.watchers) watcher();
    });
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    });
  }

  send(type: string, payload?: unknown): void {
    this.socket.send(JSON.stringify(payload === undefined ? { type } : { type, payload }));
  }

  /** The first frame that fits, also one that has come already. */
  async until(fits: (frame: ReceivedFrame) => boolean): Promise<ReceivedFrame> {
    await this.when(() => this.frames.some(fits));
    const [frame] = this.frames.filter(fits);
    if (frame === undefined) throw new Error('The frame is gone.');
    return frame;
  }

  /** The first frame of a type. */
  async untilType(type: string): Promise<ReceivedFrame> {
    return this.until((frame) => frame.type === type);
  }

  /** Resolves as soon as `holds` does; looked at after each frame. Rejects at the end. */
  async when(holds: () => boolean): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        settle();
      };
      const fail = (why: string): void => {
        const last = this.types().slice(-10).join(', ');
        finish(() => reject(new Error(`${why}; the last frames were: ${last}`)));
      };
      const timer = setTimeout(() => fail('Waited in vain'), WAIT_MS);
      const look = (): void => {
        if (holds()) finish(resolve);
      };
      this.watchers.add(look);
      void this.ended.then(({ code }) => fail(`Closed with ${code}`));
      look();
    });
  }

  /** The `seq` of all events of a room, in the order of arrival. */
  seqs(room: string): number[] {
    return this.frames.flatMap((frame) =>
      frame.room === room && frame.seq !== undefined ? [frame.seq] : [],
    );
  }

  /** The types of all frames, in the order of arrival. */
  types(): string[] {
    return this.frames.map(({ type }) => type);
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.ended;
  }
}

/** Opens a socket; resolves when the handshake is done. */
export async function openSocket(
  url: string,
  protocols: string[] = [],
  options: ClientOptions = {},
): Promise<SocketClient> {
  const socket = new WebSocket(url, protocols, options);
  const client = new SocketClient(socket);
  await once(socket, 'open');
  return client;
}

/** Tries a handshake that is answered with an HTTP status instead. */
export async function refusedSocket(
  url: string,
  options: ClientOptions = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  const socket = new WebSocket(url, options);
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      socket.terminate();
      reject(new Error('The handshake was accepted.'));
    });
    socket.on('unexpected-response', (_request, response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    socket.on('error', () => undefined);
  });
}
