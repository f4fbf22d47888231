import type { Connection, View } from './connection.js';
import type { RoomName } from './room-name.js';

/** A room event, ready for the wire. */
export interface EncodedEvent {
  readonly seq: number;
  readonly bytes: Buffer;
}

/** Events that follow one another, in one piece. */
export interface EventPiece {
  readonly events: readonly EncodedEvent[];
  readonly bytes: Buffer;
  readonly firstSeq: number;
  readonly lastSeq: number;
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
  waiting: Buffer[] | undefined;
}

const MOST_WAITING = 100;
const LARGEST_PIECE = 65_536;

/**
 * What this process knows of a room that has members here, in one view: one cursor for all of
 * them. Each live member stands at the cursor or after it, and gets exactly the events after its
 * own position.
 */
export class RoomFeed {
  readonly members = new Set<Membership>();
  private lastSeq: number | undefined;

  constructor(
    readonly name: RoomName,
    readonly organizationId: string,
    readonly view: View,
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
    for (const piece of piecesOf(events)) {
      this.lastSeq = piece.lastSeq;
      for (const member of this.members) deliverTo(member, piece);
    }
  }

  /** Gives frames without `seq` to everybody; to newcomers as soon as they are live. */
  broadcast(frames: readonly Buffer[]): void {
    const pieces = inPieces(frames, (frame) => frame);
    for (const member of this.members) {
      if (member.isLive) sendAll(member, pieces);
      else member.waiting = [...(member.waiting ?? []), ...frames].slice(-MOST_WAITING);
    }
  }

  /** The member has caught up. */
  goLive(member: Membership): void {
    member.isLive = true;
    const { waiting } = member;
    member.waiting = undefined;
    sendAll(
      member,
      inPieces(waiting ?? [], (frame) => frame),
    );
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

/** Puts events together as far as a piece goes: a hundred of them then cost a socket one write. */
export function piecesOf(events: readonly EncodedEvent[]): EventPiece[] {
  return inPieces(events, ({ bytes }) => bytes).map(({ items, bytes }) => ({
    events: items,
    bytes,
    firstSeq: items[0]?.seq ?? 0,
    lastSeq: items.at(-1)?.seq ?? 0,
  }));
}

function sendAll({ connection }: Membership, pieces: ReadonlyArray<Piece<Buffer>>): void {
  for (const { items, bytes } of pieces) connection.send(bytes, items.length);
}

function deliverTo(member: Membership, piece: EventPiece): void {
  const { position } = member;
  if (!member.isLive || position >= piece.lastSeq) return;
  member.position = piece.lastSeq;
  if (position < piece.firstSeq) {
    member.connection.send(piece.bytes, piece.events.length);
    return;
  }
  for (const { seq, bytes } of piece.events) if (seq > position) member.connection.send(bytes);
}

interface Piece<Item> {
  readonly items: readonly Item[];
  readonly bytes: Buffer;
}

/** Neighbours together, up to `LARGEST_PIECE`; what is larger stands alone. */
function inPieces<Item>(
  items: readonly Item[],
  bytesOf: (item: Item) => Buffer,
): Array<Piece<Item>> {
  const groups: Item[][] = [];
  let size = 0;
  for (const item of items) {
    const { length } = bytesOf(item);
    const group = groups.at(-1);
    if (group !== undefined && size + length <= LARGEST_PIECE) {
      group.push(item);
      size += length;
    } else {
      groups.push([item]);
      size = length;
    }
  }
  return groups.map((group) => ({ items: group, bytes: joined(group.map(bytesOf)) }));
}

function joined(parts: readonly Buffer[]): Buffer {
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts);
}
