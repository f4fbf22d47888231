import type { Logger } from '../observability/logger.js';

/**
 * What a pass has found: `more` is worth another pass at once, `underway` will be told by `wake`,
 * `nothing` lets the loop rest.
 */
export type PassResult = 'more' | 'underway' | 'nothing';

interface WorkLoopDeps {
  /** For the log. */
  readonly name: string;
  readonly pass: () => Promise<PassResult>;
  /** Milliseconds between two looks when there is no hint. */
  readonly idleMs: number;
  readonly logger: Logger;
}

interface Waiter {
  readonly since: number;
  worked: boolean;
  resolve(worked: boolean): void;
}

const LONGEST_PAUSE_MS = 1_000;

/** Looks for work again and again: at once after a hint, now and then without one. */
export class WorkLoop {
  private running: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private endPause: () => void = () => undefined;
  private passes = 0;
  private failures = 0;
  private waiters: Waiter[] = [];

  constructor(private readonly deps: WorkLoopDeps) {}

  /** Begins to look for work. */
  start(): void {
    this.stopping = false;
    this.running ??= this.loop();
  }

  /** A hint that there is work. */
  wake(): void {
    this.woken = true;
    this.endPause();
  }

  /** Ends after the pass under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.endPause();
    await this.running;
    this.running = undefined;
    for (const waiter of this.waiters.splice(0)) waiter.resolve(waiter.worked);
  }

  /**
   * Waits for a pass that began after this call and found nothing, neither due nor under way.
   * Answers whether there was work until then.
   */
  async quiet(): Promise<boolean> {
    if (this.running === undefined) return false;
    return new Promise((resolve) => {
      this.waiters.push({ since: this.passes, worked: false, resolve });
      this.wake();
    });
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      this.woken = false;
      this.passes += 1;
      const result = await this.safePass();
      this.tell(this.passes, result);
      if (result !== 'more') await this.pause();
    }
  }

  private async safePass(): Promise<PassResult | 'failed'> {
    try {
      const result = await this.deps.pass();
      this.failures = 0;
      return result;
    } catch (error) {
      this.failures += 1;
      const { logger, name } = this.deps;
      logger.error({ err: error, loop: name, failures: this.failures }, 'background pass failed');
      return 'failed';
    }
  }

  private tell(pass: number, result: PassResult | 'failed'): void {
    const remaining: Waiter[] = [];
    for (const waiter of this.waiters) {
      if (pass > waiter.since && result === 'nothing') {
        waiter.resolve(waiter.worked);
        continue;
      }
      if (result !== 'nothing') waiter.worked = true;
      remaining.push(waiter);
    }
    this.waiters = remaining;
  }

  private async pause(): Promise<void> {
    if (this.stopping || this.woken) return;
    const pauseMs = Math.min(this.deps.idleMs * 2 ** this.failures, LONGEST_PAUSE_MS);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
