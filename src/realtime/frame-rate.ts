/** What becomes of a frame: handled, dropped with a word, dropped in silence, or the end. */
export type FrameVerdict = 'pass' | 'warn' | 'drop' | 'close';

const SECOND_MS = 1_000;
/** Longer ago than anything that is asked. */
const NEVER = -SECOND_MS;

interface FrameRateOptions {
  readonly framesPerSecond: number;
  readonly maxDroppedFrames: number;
}

/**
 * A token bucket of one socket: a second's worth at once, then as many a second. Who goes over is
 * told once a second, and is cut off when it does not stop.
 */
export class FrameRate {
  private tokens: number;
  private filledAt = NEVER;
  private droppedAt = NEVER;
  private warnedAt = NEVER;
  private dropped = 0;

  constructor(private readonly options: FrameRateOptions) {
    this.tokens = options.framesPerSecond;
  }

  /** Counts one frame; `now` is in whole milliseconds of a clock that never goes back. */
  take(now: number): FrameVerdict {
    this.refill(now);
    if (this.tokens >= 1) {
      this.tokens -= 1;
      return 'pass';
    }
    return this.drop(now);
  }

  private refill(now: number): void {
    const earned = ((now - this.filledAt) / SECOND_MS) * this.options.framesPerSecond;
    this.tokens = Math.min(this.options.framesPerSecond, this.tokens + earned);
    this.filledAt = now;
  }

  private drop(now: number): FrameVerdict {
    if (now - this.droppedAt >= SECOND_MS) this.dropped = 0;
    this.dropped += 1;
    this.droppedAt = now;
    if (this.dropped > this.options.maxDroppedFrames) return 'close';
    if (now - this.warnedAt < SECOND_MS) return 'drop';
    this.warnedAt = now;
    return 'warn';
  }
}
