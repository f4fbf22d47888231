import { WorkQueue } from './work-queue.js';

/** Lets work of one key follow one another; work of different keys runs side by side. */
export class KeyedTurns {
  private readonly queues = new Map<string, WorkQueue>();

  /** `waiting`: how many may wait for their turn, for each key. */
  constructor(private readonly waiting: number) {}

  /** Runs `work` when its turn comes; throws 503 `busy` when too many wait already. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const limits = { running: 1, waiting: this.waiting };
    const queue = this.queues.get(key) ?? new WorkQueue(limits);
    this.queues.set(key, queue);
    try {
      return await queue.run(work);
    } finally {
      if (queue.isIdle()) this.queues.delete(key);
    }
  }
}
