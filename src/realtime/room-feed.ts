import type { Connection } from './connection.js';
import type { RoomName } from './room-name.js';

/** A room event, ready to be sent. */
export interface EncodedEvent {
  readonly seq: number;
  readonly bytes: Buffer;
}

/** One connection in one room. */
export interface Membership {
  readonly connection: Connection;
  readonly feed: RoomFeed;
  /** The head when it entered: its state is at or after this. */
  enteredAt: number;
  /** Last `seq` that this connection was sent. */
  position: number;
  /** Caught up with the feed: gets events as they come. */
  isLive: boolean;
  /** Frames without `seq` that came before it was live. */
  readonly waiting: Buffer[];
}

const MOST_WAITING = 100;

/**
 * What this process knows of a room that has members here: one cursor for all of them. Each live
 * member stands at the cursor or after it, and gets exactly the events after its own position.
 */
export class RoomFeed {
  readonly members = new Set<Membership>();
  private lastSeq: number | undefined;

  constructor(
    readonly name: RoomName,
    readonly organizationId: string,
  ) {}

  /** Last `seq` given to live members; undefined until the first newcomer has read the head. */
  get cursor(): number | undefined {
    return this.lastSeq;
  }

  /** The first newcomer sets the cursor; answers false to later ones, who find it set. */
  startAt(head: number): boolean {
    if (this.lastSeq !== undefined) return false;
    this.lastSeq = head;
    return true;
  }

  /** Gives events, in order, to every live member that has not had them. */
  deliver(events: readonly EncodedEvent[]): void {
    for (const event of events) {
      this.lastSeq = event.seq;
      for (const member of this.members) deliverTo(member, event);
    }
  }

  /** Gives a frame without `seq` to everybody; to newcomers as soon as they are live. */
  broadcast(bytes: Buffer): void {
    for (const member of this.members) {
      if (member.isLive) member.connection.send(bytes);
      else if (member.waiting.push(bytes) > MOST_WAITING) member.waiting.shift();
    }
  }

  /** The member has caught up. */
  goLive(member: Membership): void {
    member.isLive = true;
    for (const bytes of member.waiting.splice(0)) member.connection.send(bytes);
  }

  /** Events are missing: everybody goes on from `seq`, and is told so by `notice`. */
  restartAt(seq: number, notice: Buffer): void {
    this.lastSeq = seq;
    for (const member of this.members) {
      if (!member.isLive) continue;
      member.position = seq;
      member.connection.send(notice);
    }
  }
}

function deliverTo(member: Membership, event: EncodedEvent): void {
  if (!member.isLive || member.position >= event.seq) return;
  member.position = event.seq;
  member.connection.send(event.bytes);
}
