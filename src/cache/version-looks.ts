import { randomFillSync } from 'node:crypto';
import type { Registry } from 'prom-client';
import { createCircuitBreaker } from '../integrations/circuit-breaker.js';
import type { CircuitBreaker } from '../integrations/circuit-breaker.js';
import type { Logger } from '../observability/logger.js';
import type { RedisLink } from './redis-link.js';

interface VersionLooksDeps {
  readonly link: RedisLink;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
}

/** What Redis had at a moment after it was asked for. */
export interface Look {
  /** Of guard and epoch together; undefined when one of them has no version. */
  readonly tag: string | undefined;
  /** The second tier's bytes, if they were asked for and are there. */
  readonly bytes: Buffer | undefined;
}

interface Ask {
  readonly guard: string;
  readonly key: string | undefined;
  readonly resolve: (look: Look) => void;
  readonly reject: (error: unknown) => void;
}

/** Longer than any bytes live; without its version they are worth nothing. */
const VERSION_MS = 600_000;
const EPOCH_MS = 86_400_000;
const BREAKER = { timeoutMs: 100, halfOpenAfterMs: 1_000, capacity: 1_000 };

/** There is no Redis to ask at present. */
export class CacheAwayError extends Error {
  override readonly name = 'CacheAwayError';
}

/**
 * Versions of what answers are made from. A version is a random value: it is deleted when
 * something changes, and the next who asks sets another. All looks of one turn of the event loop
 * are one `MGET`, which is sent after every request of that turn has arrived.
 */
export class VersionLooks {
  private readonly breaker: CircuitBreaker<[string[]], Array<Buffer | null>>;
  private waiting: Ask[] = [];

  constructor(private readonly deps: VersionLooksDeps) {
    this.breaker = createCircuitBreaker({
      name: 'cache',
      action: (_signal, keys: string[]) => deps.link.redis.mgetBuffer(keys),
      figures: BREAKER,
      ...{ logger: deps.logger, registry: deps.registry },
    });
  }

  /** Whether there is a Redis to ask at present. */
  get isReady(): boolean {
    return this.deps.link.keySpace !== undefined;
  }

  /** Looks at the version of a guard, and at the bytes of `key`. Rejects without Redis. */
  look(guard: string, key?: string): Promise<Look> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => void this.lookNow());
      this.waiting.push({ guard, key, resolve, reject });
    });
  }

  /** Gives a guard a version unless somebody else has; answers the one it has then. */
  async claim(guard: string): Promise<string | undefined> {
    const space = this.requireSpace();
    const [epochKey, versionKey] = [epochKeyOf(space), versionKeyOf(space, guard)];
    const answers = await this.deps.link.redis
      .pipeline()
      .set(epochKey, randomVersion(), 'PX', EPOCH_MS, 'NX')
      .set(versionKey, randomVersion(), 'PX', VERSION_MS, 'NX')
      .mget(epochKey, versionKey)
      .exec();
    const [error, values] = answers?.[2] ?? [];
    if (error) throw error;
    const [epoch, version] = Array.isArray(values) ? (values as unknown[]) : [];
    return typeof epoch === 'string' && typeof version === 'string'
      ? tagOf(epoch, version)
      : undefined;
  }

  /** Makes every answer under these guards one of the past, for all instances. */
  async forget(guards: readonly string[]): Promise<void> {
    const space = this.requireSpace();
    await this.deps.link.redis.del(guards.map((guard) => versionKeyOf(space, guard)));
  }

  /** The same for all answers there are. */
  async forgetAll(): Promise<void> {
    await this.deps.link.redis.del(epochKeyOf(this.requireSpace()));
  }

  /** Stores bytes in the second tier. */
  async store(key: string, bytes: Buffer, milliseconds: number): Promise<void> {
    await this.deps.link.redis.set(bytesKeyOf(this.requireSpace(), key), bytes, 'PX', milliseconds);
  }

  close(): void {
    this.breaker.shutdown();
  }

  private async lookNow(): Promise<void> {
    const asks = this.waiting;
    this.waiting = [];
    try {
      const space = this.requireSpace();
      const keys = new KeyList();
      const epochAt = keys.place(epochKeyOf(space));
      const wanted = asks.map(({ guard, key, resolve }) => ({
        versionAt: keys.place(versionKeyOf(space, guard)),
        bytesAt: key === undefined ? undefined : keys.place(bytesKeyOf(space, key)),
        resolve,
      }));
      const values = await this.breaker.call(keys.list);
      const epoch = values[epochAt]?.toString('latin1');
      for (const { versionAt, bytesAt, resolve } of wanted) {
        const version = values[versionAt]?.toString('latin1');
        const isKnown = epoch !== undefined && version !== undefined;
        resolve({
          tag: isKnown ? tagOf(epoch, version) : undefined,
          bytes: bytesAt === undefined ? undefined : (values[bytesAt] ?? undefined),
        });
      }
    } catch (error) {
      for (const { reject } of asks) reject(error);
    }
  }

  private requireSpace(): string {
    const space = this.deps.link.keySpace;
    if (space === undefined) throw new CacheAwayError('Redis is away.');
    return space;
  }
}

/** Keys to be asked for, each once. */
class KeyList {
  readonly list: string[] = [];
  private readonly places = new Map<string, number>();

  /** Where the value of this key will stand in the answer. */
  place(key: string): number {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.list.length);
    return this.list.push(key) - 1;
  }
}

function epochKeyOf(space: string): string {
  return `${space}epoch`;
}

function versionKeyOf(space: string, guard: string): string {
  return `${space}version:${guard}`;
}

function bytesKeyOf(space: string, key: string): string {
  return `${space}bytes:${key}`;
}

function tagOf(epoch: string, version: string): string {
  return `${epoch}.${version}`;
}

const random = Buffer.alloc(12);

/** 96 bits: two are never the same. */
function randomVersion(): string {
  return randomFillSync(random).toString('base64url');
}
