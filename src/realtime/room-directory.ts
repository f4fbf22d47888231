import type { Connection } from './connection.js';
import { RoomFeed } from './room-feed.js';
import type { Membership } from './room-feed.js';
import type { RoomName } from './room-name.js';

const NO_ROOMS: ReadonlyMap<string, Membership> = new Map();

/** The rooms that have members in this process. */
export class RoomDirectory {
  private readonly feeds = new Map<string, RoomFeed>();
  private readonly memberships = new Map<Connection, Map<string, Membership>>();

  /** The feed of a room, if somebody here is in it. */
  find(room: string): RoomFeed | undefined {
    return this.feeds.get(room);
  }

  /** All feeds. */
  all(): Iterable<RoomFeed> {
    return this.feeds.values();
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
    const feed = this.open(name, connection.principal.organizationId);
    const member: Membership = {
      connection,
      feed,
      enteredAt: 0,
      position: 0,
      isLive: false,
      waiting: [],
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
    if (member.feed.members.size === 0) this.feeds.delete(room);
  }

  /** Takes a connection out of all its rooms. */
  leaveAll(connection: Connection): void {
    for (const room of [...this.roomsOf(connection).keys()]) this.leave(connection, room);
  }

  private open(name: RoomName, organizationId: string): RoomFeed {
    const feed = this.feeds.get(name.room) ?? new RoomFeed(name, organizationId);
    if (feed.organizationId !== organizationId) {
      throw new Error('A room rule let two organizations into one room.');
    }
    this.feeds.set(name.room, feed);
    return feed;
  }
}
