import { unavailable } from '../shared/errors.js';

/**
 * Lets so much work run at once and the rest wait in line, so that a thousand sockets that come
 * back together do not take every connection of the pool. Beyond `mostWaiting`: 503.
 */
export class ConcurrencyGate {
  private running = 0;
  private readonly waiting: Array<() => void> = [];

  constructor(
    private readonly mostRunning: number,
    private readonly mostWaiting: number,
  ) {}

  /** Runs `work` when it is its turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.mostRunning) this.running += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  /** Resolves when another one hands over its place. */
  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) {
      return Promise.reject(unavailable('busy', 'Too many clients connect at the same time.'));
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
