import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.js';

interface ShortMemoryOptions {
  readonly clock: Clock;
  readonly maxAgeMs: number;
  /** More entries than these, and the one not asked for longest is forgotten. */
  readonly max: number;
}

interface Remembered<T> {
  readonly loadedAt: number;
  readonly value: Promise<T>;
}

/**
 * Remembers what was read, for a short while by the clock, whichever way it is set. All who ask
 * meanwhile share one reading; one that fails is not remembered.
 */
export class ShortMemory<T> {
  private readonly entries: LRUCache<string, Remembered<T>>;

  constructor(private readonly options: ShortMemoryOptions) {
    this.entries = new LRUCache({ max: options.max });
  }

  /** As read `maxAgeMs` ago at most; rejects as `load` does. */
  async get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    return known !== undefined && this.isFresh(known) ? known.value : this.read(key, load);
  }

  /** As it is now, and remembered from now on. */
  async read(key: string, load: () => Promise<T>): Promise<T> {
    const entry = { loadedAt: this.options.clock.now().getTime(), value: load() };
    this.entries.set(key, entry);
    try {
      return await entry.value;
    } catch (error) {
      if (this.entries.peek(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  /** The next who asks reads again; what is being read at the moment is not kept. */
  forget(key: string): void {
    this.entries.delete(key);
  }

  /** The same for every key that begins so. */
  forgetAll(prefix = ''): void {
    for (const key of [...this.entries.keys()]) {
      if (key.startsWith(prefix)) this.entries.delete(key);
    }
  }

  private isFresh({ loadedAt }: Remembered<T>): boolean {
    const { clock, maxAgeMs } = this.options;
    return Math.abs(clock.now().getTime() - loadedAt) < maxAgeMs;
  }
}
