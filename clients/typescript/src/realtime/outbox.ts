const SECOND_MS = 1_000;

/**
 * Sends no more frames a second than the server takes from one connection; what is more waits,
 * in order. Belongs to one connection.
 */
export class Outbox {
  private readonly waiting: string[] = [];
  private readonly sentAt: number[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly sendNow: (text: string) => void,
    private readonly perSecond: number,
  ) {}

  /** Sends the frame, at once or as soon as it may. */
  send(frame: object): void {
    this.waiting.push(JSON.stringify(frame));
    if (this.timer === undefined) this.drain();
  }

  /** Forgets what waits. */
  stop(): void {
    clearTimeout(this.timer);
    this.waiting.length = 0;
  }

  private drain(): void {
    this.timer = undefined;
    while (this.waiting.length > 0) {
      const waitMs = this.waitMs(Date.now());
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.drain(), waitMs);
        return;
      }
      this.sentAt.push(Date.now());
      const text = this.waiting.shift();
      if (text !== undefined) this.sendNow(text);
    }
  }

  /** Until when the oldest of a second's worth is a second old. */
  private waitMs(now: number): number {
    while (this.sentAt.length > this.perSecond) this.sentAt.shift();
    const [oldest] = this.sentAt;
    if (oldest === undefined || this.sentAt.length < this.perSecond) return 0;
    return oldest + SECOND_MS - now;
  }
}
