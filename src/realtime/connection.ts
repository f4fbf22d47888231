import type { WebSocket } from 'ws';
import type { UserPrincipal } from '../shared/principal.js';
import { newId } from '../shared/ids.js';
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

const MOST_MISSED_PONGS = 2;
const TEXT = { binary: false };

interface ConnectionDeps {
  readonly options: RealtimeOptions;
  readonly metrics: RealtimeMetrics;
}

/** One open socket: whose it is, whether it lives, and how much it has yet to read. */
export class Connection {
  readonly id = newId();
  private missedPongs = 0;
  private isEnded = false;

  constructor(
    private readonly socket: WebSocket,
    public principal: UserPrincipal,
    private readonly deps: ConnectionDeps,
  ) {
    socket.on('pong', () => {
      this.missedPongs = 0;
    });
  }

  /** False once either side has begun to close. */
  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** True once this side has begun to close: what the peer still wants is not done. */
  get wasCutOff(): boolean {
    return this.isEnded;
  }

  /** Sends ready-made bytes. A reader with too much unread is cut off instead (1013). */
  send(bytes: Buffer, written?: () => void): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > this.deps.options.maxBufferedBytes) {
      this.close(CLOSE.tooSlow, 'too slow a reader');
      return;
    }
    this.deps.metrics.framesSent.inc();
    this.socket.send(bytes, TEXT, written);
  }

  /** Sends a frame of the server's own. */
  sendFrame(frame: ServerFrame): void {
    this.send(encodeFrame(frame));
  }

  /**
   * Sends a part of something long, and waits while the reader is behind, so that a replay is
   * never what makes it too slow. False when the socket is closed.
   */
  async sendPaced(bytes: Buffer): Promise<boolean> {
    const written = new Promise<void>((resolve) => this.send(bytes, () => resolve()));
    const { maxBufferedBytes, drainMs } = this.deps.options;
    if (this.isOpen && this.socket.bufferedAmount > maxBufferedBytes / 4) {
      const timer = setTimeout(() => this.close(CLOSE.tooSlow, 'too slow a reader'), drainMs);
      // Settles also when the socket is dropped: the write then fails.
      await written;
      clearTimeout(timer);
    }
    return this.isOpen;
  }

  /** Pings; a peer that has missed two pongs is closed as idle (1001). */
  checkPulse(): void {
    if (!this.isOpen) return;
    if (this.missedPongs >= MOST_MISSED_PONGS) {
      this.close(CLOSE.goingAway, 'idle');
      return;
    }
    this.missedPongs += 1;
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
}
