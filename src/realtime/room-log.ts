import type { Database } from '../database/create-database.js';
import { asOrganization, asSystem } from '../observability/request-context.js';
import type { RoomFeed } from './room-feed.js';

/** A room event as it is kept: ids only. */
export interface StoredRoomEvent {
  readonly seq: number;
  readonly eventId: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

interface StoredRow extends Omit<StoredRoomEvent, 'payload'> {
  readonly payload: string | StoredRoomEvent['payload'];
}

/** Reads what the relay has written of rooms: heads and events. */
export class RoomLog {
  constructor(private readonly database: Database) {}

  /** The last `seq` of a room; 0 when nothing has happened in it. */
  async head(feed: RoomFeed): Promise<number> {
    const row = await this.selectOne<{ seq: number }>(feed, HEAD);
    return row?.seq ?? 0;
  }

  /** The first `seq` that is still kept. */
  async oldest(feed: RoomFeed): Promise<number | undefined> {
    const row = await this.selectOne<{ seq: number }>(feed, OLDEST);
    return row?.seq;
  }

  /** Events after `seq`, in order, at most `limit`. */
  async after(feed: RoomFeed, seq: number, limit: number): Promise<StoredRoomEvent[]> {
    const { name, organizationId } = feed;
    const rows = await asOrganization(organizationId, () =>
      this.database.tenantDb.select<StoredRow>(AFTER, { room: name.room, seq, limit }),
    );
    return rows.map((row) => ({ ...row, payload: parsePayload(row.payload) }));
  }

  /** Of many rooms and the `seq` that each was read to, the heads that are another: one query. */
  async movedHeads(
    cursors: ReadonlyArray<readonly [room: string, seq: number]>,
  ): Promise<ReadonlyMap<string, number>> {
    const found = await asSystem('rooms of all tenants have members here', () =>
      this.database.rawDb.select<{ room: string; seq: number }>(MOVED_HEADS, {
        cursors: JSON.stringify(cursors),
      }),
    );
    return new Map(found.map(({ room, seq }) => [room, seq]));
  }

  private selectOne<Row extends object>(feed: RoomFeed, sql: string): Promise<Row | undefined> {
    const { name, organizationId } = feed;
    return asOrganization(organizationId, () =>
      this.database.tenantDb.selectOne<Row>(sql, { room: name.room }),
    );
  }
}

function parsePayload(payload: StoredRow['payload']): StoredRoomEvent['payload'] {
  if (typeof payload !== 'string') return payload;
  return JSON.parse(payload) as StoredRoomEvent['payload'];
}

const HEAD = 'SELECT seq FROM room_heads WHERE room = $room AND organization_id = $organizationId';

const OLDEST = `SELECT seq FROM room_events
  WHERE room = $room AND organization_id = $organizationId ORDER BY seq LIMIT 1`;

const AFTER = `SELECT seq, event_id AS eventId, type, payload, occurred_at AS occurredAt
  FROM room_events WHERE room = $room AND organization_id = $organizationId AND seq > $seq
  ORDER BY seq LIMIT $limit`;

// A list in one parameter: thousands of rooms make neither thousands of parameters nor a new text.
const MOVED_HEADS = `SELECT known.room, COALESCE(heads.seq, 0) AS seq
  FROM JSON_TABLE($cursors, '$$[*]' COLUMNS (
    room VARCHAR(64) CHARACTER SET ascii PATH '$$[0]', seq BIGINT UNSIGNED PATH '$$[1]')) AS known
  LEFT JOIN room_heads AS heads ON heads.room = known.room
  WHERE COALESCE(heads.seq, 0) <> known.seq`;
