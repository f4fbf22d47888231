import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { newId } from '../shared/ids.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { RealtimeMetrics } from './realtime-metrics.js';
import type { RealtimeOptions } from './realtime-options.js';
import { encodeFrame } from './server-frames.js';
import type { ServerFrame } from './server-frames.js';

/** Close codes of the contract (RFC 6455, 7.4.1). */
export const CLOSE = {
  goingAway: 1001,
  notAllowed: 1008,
  internalError: 1011,
  tooSlow: 1013,
} as const;

/** Which form of a frame somebody gets: with names of customers, or with ids alone. */
export type View = 'named' | 'bare';

const MOST_UNANSWERED_PINGS = 2;

/** What all connections share. */
interface ConnectionDeps {
  readonly options: RealtimeOptions;
  readonly metrics: RealtimeMetrics;
}

/** What a connection is made of. */
interface ConnectionParts {
  readonly webSocket: WebSocket;
  /** What the WebSocket speaks over; frames that are ready for the wire are written to it. */
  readonly transport: Socket;
  readonly principal: UserPrincipal;
  readonly view: View;
}

/** One open socket: whose it is, whether it lives, and how much it has yet to read. */
export class Connection {
  readonly id = newId();
  readonly view: View;
  principal: UserPrincipal;
  /** Rooms that it asked for and may not enter. */
  refusedRooms = 0;
  private unansweredPings = 0;
  private nextPulseAt: number;
  private hadBacklog = false;
  private writtenOut = 0;
  private isEnded = false;
  private readonly socket: WebSocket;
  private readonly transport: Socket;

  constructor(
    { webSocket, transport, principal, view }: ConnectionParts,
    private readonly deps: ConnectionDeps,
  ) {
    this.socket = webSocket;
    this.transport = transport;
    this.principal = principal;
    this.view = view;
    // Spread out: ten thousand pings in one go would hold up everything else.
    this.nextPulseAt = Math.trunc(performance.now() + Math.random() * deps.options.pingMs);
  }

  /** False once either side has begun to close. */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** True once this side has begun to close: what the peer still wants is not done. */
  get wasCutOff(): boolean {
    return this.isEnded;
  }

  /**
   * Sends one or more frames that are ready for the wire, in one piece. A reader with too much
   * unread is cut off instead (1013).
   */
  send(bytes: Buffer, frames = 1, written?: () => void): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > this.deps.options.maxBufferedBytes) {
      this.close(CLOSE.tooSlow, 'too slow a reader');
      return;
    }
    this.deps.metrics.framesSent.inc(frames);
    this.transport.write(bytes, written);
  }

  /** Sends a frame of the server's own. */
  sendFrame(frame: ServerFrame): void {
    this.send(encodeFrame(frame));
  }

  /**
   * Sends a part of something long, and waits while the reader is behind, so that a replay is
   * never what makes it too slow. False when the socket is closed.
   */
  async sendPaced(bytes: Buffer, frames = 1): Promise<boolean> {
    const { maxBufferedBytes, drainMs } = this.deps.options;
    const written = new Promise<void>((resolve) => this.send(bytes, frames, () => resolve()));
    if (this.isOpen && this.socket.bufferedAmount > maxBufferedBytes / 4) {
      const timer = setTimeout(() => this.close(CLOSE.tooSlow, 'too slow a reader'), drainMs);
      // Settles also when the socket is dropped: the write then fails.
      await written;
      clearTimeout(timer);
    }
    return this.isOpen;
  }

  /** The peer has said something, be it a pong: it lives. */
  heard(): void {
    this.unansweredPings = 0;
  }

  /**
   * Pings when it is time; a peer that has left two pings unanswered is closed as idle (1001).
   * One that still takes what was sent before the ping has not come to it yet, and lives.
   * `now` is a reading of `performance.now()`.
   */
  checkPulse(now: number): void {
    if (now < this.nextPulseAt || !this.isOpen) return;
    this.nextPulseAt = Math.trunc(now) + this.deps.options.pingMs;
    if (this.hasTakenBacklog()) this.unansweredPings = 0;
    if (this.unansweredPings >= MOST_UNANSWERED_PINGS) {
      this.close(CLOSE.goingAway, 'idle');
      return;
    }
    this.unansweredPings += 1;
    this.socket.ping();
  }

  /** Begins to close; a peer that does not answer is dropped after the grace time. */
  close(code: number, reason: string): void {
    this.isEnded = true;
    this.socket.close(code, reason);
  }

  /** Drops the socket at once. */
  terminate(): void {
    this.socket.terminate();
  }

  /** Whether the network took some of what waited at the last pulse: then the peer has read. */
  private hasTakenBacklog(): boolean {
    const { bytesWritten, writableLength } = this.transport;
    const writtenOut = bytesWritten - writableLength;
    const hasTaken = this.hadBacklog && writtenOut > this.writtenOut;
    this.hadBacklog = writableLength > 0;
    this.writtenOut = writtenOut;
    return hasTaken;
  }
}
