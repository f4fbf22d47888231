import { WAKE_ROOMS } from '../events/wake-bus.js';
import type { WakeBus } from '../events/wake-bus.js';
import type { Logger } from '../observability/logger.js';
import { ConcurrencyGate } from './concurrency-gate.js';
import type { FrameEncoder } from './frame-encoder.js';
import type { RealtimeOptions } from './realtime-options.js';
import type { RoomDirectory } from './room-directory.js';
import type { RoomFeed } from './room-feed.js';
import type { RoomLog, StoredRoomEvent } from './room-log.js';
import { encodeFrame, resyncFrame } from './server-frames.js';

interface RoomFollowerDeps {
  readonly directory: RoomDirectory;
  readonly log: RoomLog;
  readonly encoder: FrameEncoder;
  readonly wakeBus?: Pick<WakeBus, 'subscribe'> | undefined;
  readonly logger: Logger;
  readonly options: RealtimeOptions;
}

interface Move {
  done: Promise<void>;
  /** How often there was word of more. */
  calls: number;
}

const CONCURRENT_READS = 4;
const REPORT_EVERY_MS = 10_000;

/**
 * Moves the feeds of this process forward: at once on a hint, and at the latest by a poll of all
 * heads in one query. Without hints events come later, and all of them come.
 */
export class RoomFollower {
  private readonly moves = new Map<RoomFeed, Move>();
  private readonly gate = new ConcurrencyGate(CONCURRENT_READS, Infinity);
  private timer: NodeJS.Timeout | undefined;
  private polling: Promise<void> | undefined;
  private endHints: (() => void) | undefined;
  private isPollWanted = false;
  private nextReportAt = 0;
  private isStopped = true;

  constructor(private readonly deps: RoomFollowerDeps) {}

  /** Begins to listen and to poll. */
  start(): void {
    this.isStopped = false;
    this.endHints = this.deps.wakeBus?.subscribe(WAKE_ROOMS, (rooms) => this.onHint(rooms));
    this.pollLater();
  }

  /** Ends listening and polling. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.endHints?.();
    clearTimeout(this.timer);
    await this.polling;
    await Promise.all([...this.moves.values()].map(({ done }) => done));
  }

  private onHint(rooms: readonly string[] | undefined): void {
    if (rooms === undefined) {
      void this.poll();
      return;
    }
    for (const feed of rooms.flatMap((room) => this.deps.directory.find(room))) this.move(feed);
  }

  private pollLater(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(
      () => void this.poll().then(() => this.pollLater()),
      this.deps.options.pollMs,
    );
  }

  /** Compares heads; once more, if there is word of more while it does. */
  private poll(): Promise<void> {
    this.isPollWanted = true;
    this.polling ??= this.pollUntilQuiet().finally(() => {
      this.polling = undefined;
    });
    return this.polling;
  }

  private async pollUntilQuiet(): Promise<void> {
    while (this.isPollWanted && !this.isStopped) {
      this.isPollWanted = false;
      await this.report(() => this.compareHeads());
    }
  }

  private async compareHeads(): Promise<void> {
    const before = new Map<RoomFeed, number>();
    for (const feed of this.deps.directory.all()) {
      if (feed.cursor !== undefined) before.set(feed, feed.cursor);
    }
    if (before.size === 0) return;
    const cursors = [...before].map(([feed, seq]) => [feed.name.room, seq] as const);
    const heads = await this.deps.log.movedHeads(cursors);
    for (const [feed, cursor] of before) {
      const head = heads.get(feed.name.room) ?? cursor;
      if (head > cursor) this.move(feed);
      if (head < cursor) this.restart(feed, head);
    }
  }

  /** Reads and delivers until nothing is left; a second call meanwhile only asks for more. */
  move(feed: RoomFeed): void {
    const underWay = this.moves.get(feed);
    if (underWay !== undefined) {
      underWay.calls += 1;
      return;
    }
    const move: Move = { done: Promise.resolve(), calls: 1 };
    this.moves.set(feed, move);
    move.done = this.report(() => this.readUntilQuiet(feed, move)).finally(() => {
      this.moves.delete(feed);
    });
  }

  private async readUntilQuiet(feed: RoomFeed, move: Move): Promise<void> {
    for (let answered = 0; answered < move.calls && !this.isStopped;) {
      answered = move.calls;
      await this.readAll(feed);
    }
  }

  private async readAll(feed: RoomFeed): Promise<void> {
    const { log, encoder, options } = this.deps;
    let read = options.pageSize;
    while (feed.cursor !== undefined && read === options.pageSize) {
      const { cursor } = feed;
      const events = await this.gate.run(() => log.after(feed, cursor, options.pageSize));
      this.mendGap(feed, cursor, events);
      feed.deliver(await encoder.encodeEvents(feed, events));
      read = events.length;
    }
  }

  /** Events that are gone before they were read: nobody may take what follows for the whole. */
  private mendGap(feed: RoomFeed, cursor: number, events: readonly StoredRoomEvent[]): void {
    const [first] = events;
    if (first !== undefined && first.seq > cursor + 1) this.restart(feed, first.seq - 1);
  }

  private restart(feed: RoomFeed, seq: number): void {
    const { room } = feed.name;
    this.deps.logger.error({ room, seq }, 'room events are missing; members start again');
    feed.restartAt(seq, encodeFrame(resyncFrame(room, seq)));
  }

  /** What fails is tried again by the next poll; a state that lasts is logged now and then. */
  private async report(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (performance.now() < this.nextReportAt) return;
      this.nextReportAt = performance.now() + REPORT_EVERY_MS;
      this.deps.logger.error({ err: error }, 'room events cannot be read; trying again');
    }
  }
}
