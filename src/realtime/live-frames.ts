import type { Logger } from '../observability/logger.js';
import type { FrameEncoder } from './frame-encoder.js';
import type { OutgoingFrame } from './realtime-ports.js';
import type { RoomDirectory } from './room-directory.js';
import type { RoomFeed } from './room-feed.js';

interface LiveFramesDeps {
  readonly directory: RoomDirectory;
  readonly encoder: FrameEncoder;
  readonly logger: Logger;
}

/** Frames of one room that wait for their names; beyond it the oldest are out of date. */
const MOST_WAITING = 1_000;

/**
 * Gives frames without `seq` to the members here. While names are looked up for some, those that
 * come meanwhile gather, and are looked up together: order is kept, and look-ups stay few.
 */
export class LiveFrames {
  private readonly waiting = new Map<RoomFeed, OutgoingFrame[]>();

  constructor(private readonly deps: LiveFramesDeps) {}

  /** Takes one frame; drops it when nobody here is in its room. */
  accept(frame: OutgoingFrame): void {
    for (const feed of this.deps.directory.find(frame.room)) this.queue(feed, frame);
  }

  private queue(feed: RoomFeed, frame: OutgoingFrame): void {
    const line = this.waiting.get(feed);
    if (line === undefined) {
      this.waiting.set(feed, [frame]);
      // What one batch of a sensor gateway moves goes out in one piece.
      setImmediate(() => void this.drain(feed));
    } else if (line.push(frame) > MOST_WAITING) {
      line.shift();
    }
  }

  private async drain(feed: RoomFeed): Promise<void> {
    const line = this.waiting.get(feed) ?? [];
    try {
      while (line.length > 0) {
        const frames = line.splice(0);
        feed.broadcast(await this.deps.encoder.encodeLive(feed, frames));
      }
    } catch (error) {
      this.deps.logger.error({ err: error, room: feed.name.room }, 'live frames were lost');
    } finally {
      this.waiting.delete(feed);
    }
  }
}
