import type { Connection, View } from './connection.js';
import { RoomFeed } from './room-feed.js';
import type { Membership } from './room-feed.js';
import type { RoomName } from './room-name.js';

const NO_ROOMS: ReadonlyMap<string, Membership> = new Map();

/** The rooms that have members in this process. */
export class RoomDirectory {
  private readonly feeds: Readonly<Record<View, Map<string, RoomFeed>>> = {
    named: new Map(),
    bare: new Map(),
  };
  private readonly memberships = new Map<Connection, Map<string, Membership>>();

  /** The feeds of a room: one for each view that somebody here has of it. */
  find(room: string): readonly RoomFeed[] {
    const { named, bare } = this.feeds;
    return [named.get(room), bare.get(room)].filter((feed) => feed !== undefined);
  }

  /** True when somebody here is in the room. */
  has(room: string): boolean {
    return this.feeds.named.has(room) || this.feeds.bare.has(room);
  }

  /** All feeds. */
  all(): readonly RoomFeed[] {
    return [...this.feeds.named.values(), ...this.feeds.bare.values()];
  }

  /** The rooms that a connection is in, by name. */
  roomsOf(connection: Connection): ReadonlyMap<string, Membership> {
    return this.memberships.get(connection) ?? NO_ROOMS;
  }

  /** False once the connection has closed, has left the room, or has entered it anew. */
  isCurrent(member: Membership): boolean {
    const { connection, feed } = member;
    return connection.isOpen && this.roomsOf(connection).get(feed.name.room) === member;
  }

  /** Puts a connection into a room, not live yet; takes it out of the same room first. */
  enter(connection: Connection, name: RoomName): Membership {
    this.leave(connection, name.room);
    const feed = this.open(name, connection);
    const member: Membership = {
      connection,
      feed,
      enteredAt: 0,
      position: 0,
      isLive: false,
      waiting: undefined,
    };
    const rooms = this.memberships.get(connection) ?? new Map<string, Membership>();
    feed.members.add(member);
    this.memberships.set(connection, rooms.set(name.room, member));
    return member;
  }

  /** Takes a connection out of a room; a room without members is forgotten. */
  leave(connection: Connection, room: string): void {
    const rooms = this.memberships.get(connection);
    const member = rooms?.get(room);
    if (rooms === undefined || member === undefined) return;
    rooms.delete(room);
    if (rooms.size === 0) this.memberships.delete(connection);
    member.feed.members.delete(member);
    const { members, view } = member.feed;
    if (members.size === 0) this.feeds[view].delete(room);
  }

  /** Takes a connection out of all its rooms. */
  leaveAll(connection: Connection): void {
    for (const room of [...this.roomsOf(connection).keys()]) this.leave(connection, room);
  }

  private open(name: RoomName, { principal, view }: Connection): RoomFeed {
    const { organizationId } = principal;
    if (this.find(name.room).some((feed) => feed.organizationId !== organizationId)) {
      throw new Error('A room rule let two organizations into one room.');
    }
    const feed = this.feeds[view].get(name.room) ?? new RoomFeed(name, organizationId, view);
    this.feeds[view].set(name.room, feed);
    return feed;
  }
}
