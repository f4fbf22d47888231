import type { ConcurrencyGate } from './concurrency-gate.js';
import type { Connection } from './connection.js';
import type { FrameEncoder } from './frame-encoder.js';
import type { RealtimeOptions } from './realtime-options.js';
import type { RoomSnapshot } from './realtime-ports.js';
import { asPrincipal } from './room-access.js';
import type { RoomAudit } from './room-audit.js';
import type { RoomDirectory } from './room-directory.js';
import { piecesOf } from './room-feed.js';
import type { Membership, RoomFeed } from './room-feed.js';
import type { RoomFollower } from './room-follower.js';
import type { RoomLog } from './room-log.js';
import type { RoomName } from './room-name.js';
import { encodeFrame, resyncFrame } from './server-frames.js';
import type { ServerFrame } from './server-frames.js';

interface RoomJoinerDeps {
  readonly directory: RoomDirectory;
  readonly log: RoomLog;
  readonly encoder: FrameEncoder;
  readonly follower: RoomFollower;
  readonly snapshots: readonly RoomSnapshot[];
  readonly gate: ConcurrencyGate;
  readonly audit: RoomAudit;
  readonly options: RealtimeOptions;
}

/**
 * Brings a connection into a room: `seq`, then the state at or after it, then what was missed,
 * then what happens (docs/adr/0005-websocket-resume.md).
 */
export class RoomJoiner {
  private readonly snapshots: ReadonlyMap<string, RoomSnapshot>;

  constructor(private readonly deps: RoomJoinerDeps) {
    this.snapshots = new Map(deps.snapshots.map((snapshot) => [snapshot.kind, snapshot]));
  }

  /**
   * Joins, with the frames of the contract. Everything is read before the first of them is sent:
   * when that fails, the connection is not in the room and this rejects.
   */
  async join(connection: Connection, name: RoomName, resumeFrom?: number): Promise<void> {
    if (!connection.isOpen) return;
    const member = this.deps.directory.enter(connection, name);
    try {
      const opening = await this.deps.gate.run(() => this.prepare(member, resumeFrom));
      for (const frame of opening) {
        if (!(await connection.sendPaced(encodeFrame(frame)))) return;
      }
      await this.catchUp(member);
    } catch (error) {
      if (this.deps.directory.isCurrent(member)) this.deps.directory.leave(connection, name.room);
      throw error;
    }
  }

  /** Joins at the present end of the room, without a word, and stays silent until it is asked. */
  async joinSilently(connection: Connection, name: RoomName): Promise<() => Promise<void>> {
    const member = this.deps.directory.enter(connection, name);
    member.position = await this.deps.gate.run(() => this.readHead(member));
    return () => this.catchUp(member);
  }

  /** Reads what the newcomer is told first, and sets the place from which events follow. */
  private async prepare(member: Membership, resumeFrom?: number): Promise<ServerFrame[]> {
    await this.deps.audit.entered(member.connection.principal, member.feed.name);
    const head = await this.readHead(member);
    const { room } = member.feed.name;
    const state = await this.readState(member);
    const canReplay = await this.canReplay(member.feed, resumeFrom ?? head, head);
    member.position = canReplay ? (resumeFrom ?? head) : head;
    const subscribed = { type: 'SUBSCRIBED', room, payload: { room, seq: head } };
    const opening = [subscribed, ...state];
    return canReplay ? opening : [...opening, resyncFrame(room, head)];
  }

  private async readHead(member: Membership): Promise<number> {
    const { feed } = member;
    const head = await this.deps.log.head(feed);
    member.enteredAt = head;
    // What was hinted at before there was a cursor has moved nothing; and a head that is ahead of
    // the cursor is as good as a hint.
    if (feed.startAt(head) || head > (feed.cursor ?? 0)) this.deps.follower.move(feed);
    return head;
  }

  private async readState({ connection, feed }: Membership): Promise<ServerFrame[]> {
    const { room, kind, id } = feed.name;
    const snapshot = this.snapshots.get(kind);
    if (snapshot === undefined) return [];
    const withNames = feed.view === 'named';
    return asPrincipal(connection.principal, async () => [
      { type: 'INITIAL_STATE', room, payload: await snapshot.initialState(id, { withNames }) },
      { type: 'RECENT_ACTIVITY', room, payload: await snapshot.recentActivity(id) },
    ]);
  }

  /** Whether everything after `from` is still kept, and not too much of it. */
  private async canReplay(feed: RoomFeed, from: number, head: number): Promise<boolean> {
    if (from === head) return true;
    if (from > head || head - from > this.deps.options.maxReplay) return false;
    const oldest = await this.deps.log.oldest(feed);
    return oldest !== undefined && oldest <= from + 1;
  }

  /** Sends what lies between the member and the feed; then both move together. */
  private async catchUp(member: Membership): Promise<void> {
    const { feed, connection } = member;
    while (this.deps.directory.isCurrent(member)) {
      const cursor = feed.cursor ?? 0;
      if (member.position >= cursor) {
        feed.goLive(member);
        return;
      }
      if (await this.sendNext(member)) continue;
      // Forgotten meanwhile. The state that was sent covers what came before it, and no more.
      member.position = member.position < member.enteredAt ? member.enteredAt : cursor;
      connection.sendFrame(resyncFrame(feed.name.room, member.position));
    }
  }

  /** Sends the next page; false when what should come next is no longer kept. */
  private async sendNext(member: Membership): Promise<boolean> {
    const { feed, connection } = member;
    const { log, encoder, gate, options } = this.deps;
    const events = await gate.run(() => log.after(feed, member.position, options.pageSize));
    if (events[0]?.seq !== member.position + 1) return false;
    for (const piece of piecesOf(await encoder.encodeEvents(feed, events))) {
      member.position = piece.lastSeq;
      const isSent = await connection.sendPaced(piece.bytes, piece.events.length);
      if (!isSent || !this.deps.directory.isCurrent(member)) return true;
    }
    return true;
  }
}
