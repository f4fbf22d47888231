import { Heartbeat } from './heartbeat.js';
import type { HeartbeatOptions } from './heartbeat.js';
import type { ServerFrame } from './frames.js';
import { Outbox } from './outbox.js';
import type { SocketLike } from './socket-like.js';

/** How a connection ended; 1006 is an end without a word. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

interface ConnectionDeps {
  readonly socket: SocketLike;
  readonly heartbeat: HeartbeatOptions;
  readonly framesPerSecond: number;
  /** Milliseconds until the first frame has to be here. */
  readonly answerMs: number;
  readonly onFrame: (frame: ServerFrame) => void;
  readonly onError: (error: unknown) => void;
}

const NORMAL = 1000;
const LOST: Ending = { code: 1006, reason: 'no answer' };

/** One socket: frames in, frames out, and whether the other end is still there. */
export class Connection {
  readonly ended: Promise<Ending>;
  private readonly outbox: Outbox;
  private readonly heartbeat: Heartbeat;
  private readonly patience: ReturnType<typeof setTimeout>;
  private isOpen = false;
  private isEnded = false;
  private settle: (ending: Ending) => void = () => undefined;

  constructor(private readonly deps: ConnectionDeps) {
    const { socket, heartbeat, framesPerSecond, answerMs } = deps;
    this.ended = new Promise((resolve) => {
      this.settle = resolve;
    });
    this.outbox = new Outbox((text) => socket.send(text), framesPerSecond);
    this.heartbeat = new Heartbeat({
      ...heartbeat,
      ping: () => this.ping(),
      dead: () => this.abandon(),
    });
    this.patience = setTimeout(() => this.abandon(), answerMs);
    socket.addEventListener('open', () => {
      this.isOpen = true;
    });
    socket.addEventListener('message', ({ data }) => this.receive(data));
    socket.addEventListener('close', ({ code = LOST.code, reason = '' }) =>
      this.end({ code, reason }),
    );
    // What it is about is not told to programs; `close` follows.
    socket.addEventListener('error', () => undefined);
  }

  /** Sends a frame, if need be a little later; without effect after the end. */
  send(frame: object): void {
    if (!this.isEnded) this.outbox.send(frame);
  }

  /** Closes in good order; what the server still sends is not heard. */
  close(): void {
    this.deps.socket.close(NORMAL);
    this.end({ code: NORMAL, reason: 'closed by the client' });
  }

  private receive(data: unknown): void {
    if (this.isEnded) return;
    clearTimeout(this.patience);
    this.heartbeat.heard();
    const frame = readFrame(data);
    if (frame === undefined) this.deps.onError(new TypeError('A frame that is not one came.'));
    else this.deps.onFrame(frame);
  }

  private ping(): void {
    if (this.isOpen) this.outbox.send({ type: 'PING' });
  }

  private abandon(): void {
    const { socket } = this.deps;
    if (socket.terminate === undefined) socket.close();
    else socket.terminate();
    this.end(LOST);
  }

  private end(ending: Ending): void {
    if (this.isEnded) return;
    this.isEnded = true;
    clearTimeout(this.patience);
    this.heartbeat.stop();
    this.outbox.stop();
    this.settle(ending);
  }
}

function readFrame(data: unknown): ServerFrame | undefined {
  if (typeof data !== 'string') return undefined;
  try {
    const frame: unknown = JSON.parse(data);
    const isFrame = typeof frame === 'object' && frame !== null && 'type' in frame;
    return isFrame ? (frame as ServerFrame) : undefined;
  } catch {
    return undefined;
  }
}
