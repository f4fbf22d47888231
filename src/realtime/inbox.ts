import { InvalidFrameError, readFrame } from './client-frame.js';
import type { ClientFrame } from './client-frame.js';
import { CLOSE } from './connection.js';
import type { Connection } from './connection.js';
import { FrameRate } from './frame-rate.js';
import { invalidMessage } from './frame-router.js';
import type { FrameRouter } from './frame-router.js';
import type { RealtimeOptions } from './realtime-options.js';
import { errorFrame } from './server-frames.js';

/**
 * What one client sends: counted, read, and handled one after the other, so that answers come in
 * the order of the questions. Pings do not wait in that line.
 */
export class Inbox {
  private readonly rate: FrameRate;
  private last: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly connection: Connection,
    private readonly router: FrameRouter,
    private readonly options: RealtimeOptions,
  ) {
    this.rate = new FrameRate(options);
  }

  /** Lets everything but pings wait for `first`. */
  after(first: Promise<void>): void {
    this.last = this.last.then(() => first);
  }

  /** Takes a ping or a pong: proof of life, and counted like any other frame. */
  receiveControl(): void {
    this.connection.heard();
    if (this.connection.isOpen) this.admit();
  }

  /** Takes one message as it came from the socket. */
  receive(data: Buffer, isBinary: boolean): void {
    this.connection.heard();
    if (!this.connection.isOpen || !this.admit()) return;
    try {
      if (isBinary) throw new InvalidFrameError('A frame is text.');
      this.dispatch(readFrame(data.toString('utf8')));
    } catch (error) {
      if (!(error instanceof InvalidFrameError)) throw error;
      this.connection.sendFrame(errorFrame(invalidMessage(error)));
    }
  }

  private admit(): boolean {
    const verdict = this.rate.take(Math.trunc(performance.now()));
    if (verdict === 'warn') this.refuse();
    if (verdict === 'close') this.connection.close(CLOSE.notAllowed, 'too many frames');
    return verdict === 'pass';
  }

  private dispatch(frame: ClientFrame): void {
    if (frame.type === 'PING') {
      void this.router.handle(this.connection, frame);
      return;
    }
    if (this.waiting >= this.options.maxWaitingFrames) {
      this.refuse();
      return;
    }
    this.waiting += 1;
    this.last = this.last
      .then(() => this.handle(frame))
      .finally(() => {
        this.waiting -= 1;
      });
  }

  private async handle(frame: ClientFrame): Promise<void> {
    if (!this.connection.wasCutOff) await this.router.handle(this.connection, frame);
  }

  private refuse(): void {
    const detail = `At most ${this.options.framesPerSecond} frames a second; this one was dropped.`;
    this.connection.sendFrame(errorFrame({ code: 'RATE_LIMITED', detail }));
  }
}
