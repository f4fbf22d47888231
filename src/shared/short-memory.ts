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
  /** The same, once it is there. */
  known?: T;
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

  /** The same at once; undefined when it would have to be read. */
  remembered(key: string): T | undefined {
    const entry = this.entries.get(key);
    return entry !== undefined && this.isFresh(entry) ? entry.known : undefined;
  }

  /** As it is now, and remembered from now on. */
  async read(key: string, load: () => Promise<T>): Promise<T> {
    const loadedAt = this.options.clock.now().getTime();
    const entry: Remembered<T> = { loadedAt, value: load() };
    this.entries.set(key, entry);
    try {
      entry.known = await entry.value;
      return entry.known;
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
