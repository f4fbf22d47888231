import { LRUCache } from 'lru-cache';
import type { Logger } from '../observability/logger.js';
import { asOrganization } from '../observability/request-context.js';
import { withTimeout } from '../shared/with-timeout.js';
import type { FrameEnricher, OutgoingFrame } from './realtime-ports.js';
import type { EncodedEvent, RoomFeed } from './room-feed.js';
import type { StoredRoomEvent } from './room-log.js';
import { encodeFrame } from './server-frames.js';

const MOST_CACHED_BYTES = 16 * 1_048_576;
/** Names do not stay in memory for longer than a reconnect takes. */
const CACHED_FOR_MS = 60_000;

interface FrameEncoderDeps {
  readonly enrichers: readonly FrameEnricher[];
  readonly enrichMs: number;
  readonly logger: Logger;
}

/**
 * Puts names into frames and makes their bytes: once an event and view, not once a socket. Who may
 * not read names gets the frames as they are kept, with ids alone.
 */
export class FrameEncoder {
  private readonly encoded = new LRUCache<string, Buffer>({
    maxSize: MOST_CACHED_BYTES,
    sizeCalculation: (bytes) => Math.max(1, bytes.length),
    ttl: CACHED_FOR_MS,
  });

  constructor(private readonly deps: FrameEncoderDeps) {}

  /** The bytes of stored events, in the same order. */
  async encodeEvents(feed: RoomFeed, events: readonly StoredRoomEvent[]): Promise<EncodedEvent[]> {
    const { room } = feed.name;
    const bytesBySeq = new Map<number, Buffer>();
    const missing: OutgoingFrame[] = [];
    for (const event of events) {
      const known = this.encoded.get(cacheKey(feed, event.seq));
      if (known === undefined) missing.push(toFrame(room, event));
      else bytesBySeq.set(event.seq, known);
    }
    for (const frame of await this.enrich(feed, missing)) {
      if (frame.seq === undefined) continue;
      const bytes = encodeFrame(frame);
      bytesBySeq.set(frame.seq, bytes);
      this.encoded.set(cacheKey(feed, frame.seq), bytes);
    }
    return [...bytesBySeq].map(([seq, bytes]) => ({ seq, bytes })).sort((a, b) => a.seq - b.seq);
  }

  /** The bytes of frames that are not kept, in the same order. */
  async encodeLive(feed: RoomFeed, frames: readonly OutgoingFrame[]): Promise<Buffer[]> {
    const enriched = await this.enrich(feed, frames);
    return enriched.map(encodeFrame);
  }

  /** A frame whose names cannot be found goes out without them rather than not at all. */
  private async enrich(
    feed: RoomFeed,
    frames: readonly OutgoingFrame[],
  ): Promise<readonly OutgoingFrame[]> {
    if (frames.length === 0 || feed.view === 'bare') return frames;
    let enriched = frames;
    for (const enricher of this.deps.enrichers) {
      enriched = await this.apply(enricher, feed, enriched);
    }
    return enriched;
  }

  private async apply(
    enricher: FrameEnricher,
    feed: RoomFeed,
    frames: readonly OutgoingFrame[],
  ): Promise<readonly OutgoingFrame[]> {
    const { enrichMs, logger } = this.deps;
    try {
      const work = (): Promise<readonly OutgoingFrame[]> =>
        asOrganization(feed.organizationId, () => enricher(frames));
      const enriched = await withTimeout(work, { timeoutMs: enrichMs });
      if (enriched.length !== frames.length) throw new Error('An enricher lost frames.');
      return enriched;
    } catch (error) {
      logger.error({ err: error, room: feed.name.room }, 'frames are sent without names');
      return frames;
    }
  }
}

function toFrame(room: string, event: StoredRoomEvent): OutgoingFrame {
  const { type, seq, eventId, payload } = event;
  return { type, room, seq, eventId, occurredAt: event.occurredAt.toISOString(), payload };
}

function cacheKey({ name, view }: RoomFeed, seq: number): string {
  return `${view}/${name.room}/${seq}`;
}
