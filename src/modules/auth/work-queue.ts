import { unavailable } from '../../shared/errors.js';

/** How many pieces of work run at once, and how many may wait for their turn. */
export interface WorkQueueLimits {
  readonly running: number;
  readonly waiting: number;
}

/** Lets only so many pieces of work run at once; the rest wait in order, up to a bound. */
export class WorkQueue {
  private running = 0;
  private readonly waiting: Array<() => void> = [];

  constructor(private readonly limits: WorkQueueLimits) {}

  /** Runs `work` when its turn comes; throws 503 `busy` when too many wait already. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  /** True when nothing runs or waits. */
  isIdle(): boolean {
    return this.running === 0;
  }

  private async enter(): Promise<void> {
    if (this.running < this.limits.running) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.limits.waiting) {
      throw unavailable('busy', 'Too many requests wait for the same work.');
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Hands the place to the one who waits longest; `running` then stays as it is. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.running -= 1;
    else next();
  }
}
