import { LRUCache } from 'lru-cache';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import type { CacheMetrics } from './cache-metrics.js';
import type { RedisOutages } from './redis-outages.js';
import type { Look, VersionLooks } from './version-looks.js';

/** How values become bytes for the second tier, and what they take up in the first. */
export interface CacheCodec<Value> {
  encode(value: Value): Buffer;
  /** Undefined for bytes that it has not made. */
  decode(bytes: Buffer): Value | undefined;
  sizeOf(value: Value): number;
}

/** What somebody wants to read. */
export interface CacheQuery<Value> {
  /** Of this very answer. */
  readonly key: string;
  /** Of what changes it. */
  readonly guard: string;
  /** Reads it from the database. */
  fill(): Promise<Filled<Value>>;
}

/** A value as it was read, and when time alone changes it, in milliseconds since 1970. */
export interface Filled<Value> {
  readonly value: Value;
  readonly endsAt?: number | undefined;
}

interface Held<Value> {
  readonly tag: string;
  readonly value: Value;
  readonly endsAt: number;
}

interface TwoTierCacheDeps<Value> {
  readonly codec: CacheCodec<Value>;
  readonly looks: VersionLooks;
  readonly outages: Pick<RedisOutages, 'areOver' | 'areOverNow'>;
  readonly metrics: CacheMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LIFE_MS = 300_000;
const PROCESS_BYTES = 64 * 1_048_576;
const LARGEST_BYTES = 1_048_576;
/** What a value takes up beside its bytes. */
const OVERHEAD_BYTES = 1_024;

/**
 * Values in this process and in Redis, each with the version under which it was read. One is used
 * only if that is still the version, by a look that began after it was asked for: so no instance
 * answers with what was true before a write that has been acknowledged
 * (docs/adr/0013-ready-made-answers.md). Without Redis everything is read from the database.
 */
export class TwoTierCache<Value extends object> {
  private readonly held: LRUCache<string, Held<Value>>;
  private readonly flights = new Map<string, Promise<Value>>();

  constructor(private readonly deps: TwoTierCacheDeps<Value>) {
    this.held = new LRUCache({
      maxSize: PROCESS_BYTES,
      maxEntrySize: LARGEST_BYTES,
      sizeCalculation: ({ value }) => deps.codec.sizeOf(value) + OVERHEAD_BYTES,
      dispose: (_value, _key, reason) => {
        if (reason === 'evict') deps.metrics.evicted();
      },
    });
  }

  /**
   * The value of this process if it is the present one; never reads the database. Undefined at
   * once where there is none. Rejects when Redis does not answer.
   */
  atHand(key: string, guard: string): Promise<Value | undefined> | undefined {
    const held = this.held.get(key);
    if (held === undefined || !this.isUsable(held)) return undefined;
    return this.deps.looks.look(guard).then(({ tag }) => {
      if (tag !== held.tag || !this.isUsable(held)) return undefined;
      this.deps.metrics.hit('process');
      this.deps.metrics.early();
      return held.value;
    });
  }

  /** The value: from this process, from Redis, or read once for all who ask at the time. */
  async read(query: CacheQuery<Value>): Promise<Value> {
    const { outages, metrics } = this.deps;
    const seen = (await this.isOpen()) ? await this.look(query.guard, query.key) : undefined;
    const look = seen && (seen.tag === undefined ? await this.claim(query.guard) : seen);
    const known = look && this.valueOf(query.key, look);
    if (known !== undefined) return known;
    if (look?.tag === undefined || !outages.areOver()) {
      metrics.bypassed();
      return (await query.fill()).value;
    }
    metrics.missed();
    return this.join(query, look.tag);
  }

  private async isOpen(): Promise<boolean> {
    return this.deps.looks.isReady && this.deps.outages.areOverNow();
  }

  private valueOf(key: string, { tag, bytes }: Look): Value | undefined {
    if (tag === undefined) return undefined;
    const held = this.held.get(key);
    if (held?.tag === tag && this.isUsable(held)) {
      this.deps.metrics.hit('process');
      return held.value;
    }
    const stored = bytes === undefined ? undefined : this.decode(bytes);
    if (stored?.tag !== tag || !this.isUsable(stored)) return undefined;
    this.held.set(key, stored);
    this.deps.metrics.hit('redis');
    return stored.value;
  }

  private isUsable({ endsAt }: Held<Value>): boolean {
    return this.deps.clock.now().getTime() < endsAt && this.deps.outages.areOver();
  }

  /** Whoever saw the same version may share a flight: nothing has changed since it began. */
  private join(query: CacheQuery<Value>, tag: string): Promise<Value> {
    const name = `${tag} ${query.key}`;
    const flight = this.flights.get(name) ?? this.fill(query, tag);
    this.flights.set(name, flight);
    const land = (): void => {
      if (this.flights.get(name) === flight) this.flights.delete(name);
    };
    flight.then(land, land);
    return flight;
  }

  private async fill({ key, fill }: CacheQuery<Value>, tag: string): Promise<Value> {
    const { value, endsAt = Number.POSITIVE_INFINITY } = await fill();
    const now = this.deps.clock.now().getTime();
    const held = { tag, value, endsAt: Math.min(endsAt, now + LIFE_MS) };
    if (held.endsAt > now) this.keep(key, held, held.endsAt - now);
    return value;
  }

  private keep(key: string, held: Held<Value>, milliseconds: number): void {
    const { metrics, codec, looks, logger } = this.deps;
    this.held.set(key, held);
    metrics.stored('process');
    if (codec.sizeOf(held.value) > LARGEST_BYTES) return;
    looks.store(key, this.encode(held), milliseconds).then(
      () => metrics.stored('redis'),
      (err: unknown) => {
        metrics.failed('store');
        logger.debug({ err }, 'an answer could not be kept in Redis');
      },
    );
  }

  private async look(guard: string, key?: string): Promise<Look | undefined> {
    try {
      return await this.deps.looks.look(guard, key);
    } catch (err) {
      this.deps.metrics.failed('look');
      this.deps.logger.debug({ err }, 'nothing kept is used: Redis does not answer');
      return undefined;
    }
  }

  private async claim(guard: string): Promise<Look | undefined> {
    try {
      return { tag: await this.deps.looks.claim(guard), bytes: undefined };
    } catch (err) {
      this.deps.metrics.failed('claim');
      this.deps.logger.debug({ err }, 'nothing is kept: Redis does not answer');
      return undefined;
    }
  }

  private encode({ tag, endsAt, value }: Held<Value>): Buffer {
    const head = Buffer.from(`${tag} ${endsAt}\n`, 'latin1');
    return Buffer.concat([head, this.deps.codec.encode(value)]);
  }

  private decode(bytes: Buffer): Held<Value> | undefined {
    const end = bytes.indexOf(LINE_FEED);
    const [tag, endsAt] = bytes.toString('latin1', 0, Math.max(0, end)).split(' ');
    const value = end === -1 ? undefined : this.deps.codec.decode(bytes.subarray(end + 1));
    if (tag === undefined || value === undefined) return undefined;
    return { tag, endsAt: Number(endsAt), value };
  }
}

const LINE_FEED = 0x0a;
