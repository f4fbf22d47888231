import type { Database } from '../database/create-database.js';
import { insertRows } from '../database/insert-rows.js';
import type { WorkMetrics } from '../jobs/work-metrics.js';
import type { PassResult } from '../jobs/work-loop.js';
import type { Clock } from '../shared/clock.js';
import type { DomainEvent, EventSubscriber, RelayListener } from './event.js';
import { EVENT_COLUMNS, toDomainEvent } from './event-row.js';
import type { EventRow } from './event-row.js';
import type { FrameMaker, StorableFrame } from './frame-maker.js';
import { WAKE_DELIVERIES, WAKE_ROOMS } from './wake-bus.js';
import type { WakeBus } from './wake-bus.js';

interface EventRelayDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly subscribers: readonly EventSubscriber[];
  readonly frames: FrameMaker;
  readonly wakeBus: WakeBus;
  readonly metrics: WorkMetrics;
  readonly afterRelay?: readonly RelayListener[];
  /** Events of one transaction. */
  readonly batchSize?: number;
}

/** What a batch has done that others want to hear of. */
interface Batch {
  readonly events: number;
  readonly deliveries: number;
  /** Those that got frames. */
  readonly rooms: readonly string[];
}

const BATCH_SIZE = 500;
const NOTHING: Batch = { events: 0, deliveries: 0, rooms: [] };

/**
 * Passes committed events on: numbers their room frames and makes one delivery for every
 * subscriber, in the transaction that also marks them as relayed, so that each is passed on
 * exactly once (docs/adr/0003-outbox-and-relay.md).
 *
 * Events are found by their mark, not by position: they are not committed in that order. Within a
 * stream they are, since the publisher holds the lock of the stream's root until it commits; so
 * taking them by position keeps the order of every stream.
 */
export class EventRelay {
  constructor(private readonly deps: EventRelayDeps) {}

  /** Relays one batch, if there is one and no other relay is at it; then tells who waits. */
  async pass(): Promise<PassResult> {
    if (!(await this.hasWork())) return 'nothing';
    const { database, metrics } = this.deps;
    const batch = await database.unitOfWork.run(() => this.relayBatch(), {
      isolation: 'read-committed',
    });
    if (batch.events === 0) return 'nothing';
    metrics.relayed(batch.events);
    this.announce(batch);
    return 'more';
  }

  private async hasWork(): Promise<boolean> {
    const row = await this.deps.database.rawDb.selectOne(
      'SELECT position FROM events WHERE relayed = FALSE LIMIT 1',
    );
    return row !== undefined;
  }

  private announce({ deliveries, rooms }: Batch): void {
    const { wakeBus } = this.deps;
    if (deliveries > 0) wakeBus.publish(WAKE_DELIVERIES);
    if (rooms.length > 0) wakeBus.publish(WAKE_ROOMS, rooms);
  }

  private async relayBatch(): Promise<Batch> {
    const { database } = this.deps;
    const [lock] = await database.rawDb.select(
      `SELECT name FROM relay_locks WHERE name = 'relay' FOR UPDATE SKIP LOCKED`,
    );
    if (lock === undefined) return NOTHING;
    const events = await this.nextEvents();
    if (events.length === 0) return NOTHING;
    const rooms = await this.storeFrames(this.deps.frames.framesOf(events));
    const deliveries = await this.storeDeliveries(events);
    await this.markRelayed(events);
    for (const tell of this.deps.afterRelay ?? []) {
      database.unitOfWork.onCommitted(() => tell(events));
    }
    return { events: events.length, deliveries, rooms };
  }

  private async nextEvents(): Promise<readonly DomainEvent[]> {
    const { database, batchSize = BATCH_SIZE } = this.deps;
    const rows = await database.rawDb.select<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM events AS event
       WHERE event.relayed = FALSE ORDER BY event.position LIMIT ${batchSize}`,
    );
    return rows.map(toDomainEvent);
  }

  private async storeFrames(frames: readonly StorableFrame[]): Promise<readonly string[]> {
    if (frames.length === 0) return [];
    const next = await this.advanceHeads(frames);
    for (const { room } of frames) next.set(room, (next.get(room) ?? 0) - 1);
    const now = this.deps.clock.now();
    const rows = frames.map(({ room, type, payload, event }) => {
      const seq = (next.get(room) ?? 0) + 1;
      next.set(room, seq);
      const { organizationId, id: eventId, occurredAt } = event;
      return { room, seq, organizationId, eventId, type, payload, occurredAt };
    });
    await this.deps.database.rawDb.executeMany(INSERT_ROOM_EVENT, rows, { now });
    return [...next.keys()];
  }

  /** Makes room for the new frames of every room; answers the heads after that. */
  private async advanceHeads(frames: readonly StorableFrame[]): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    const organizations = new Map<string, string>();
    for (const { room, event } of frames) {
      counts.set(room, (counts.get(room) ?? 0) + 1);
      organizations.set(room, event.organizationId);
    }
    const rows = [...counts].sort().map(([room, count]) => [room, organizations.get(room), count]);
    const { sql, bind } = insertRows('room_heads', ['room', 'organization_id', 'seq'], rows);
    const heads = await this.deps.database.rawDb.select<{ room: string; seq: number }>(
      `${sql} ON DUPLICATE KEY UPDATE seq = seq + VALUES(seq) RETURNING room, seq`,
      bind,
    );
    return new Map(heads.map(({ room, seq }) => [room, seq]));
  }

  private async storeDeliveries(events: readonly DomainEvent[]): Promise<number> {
    const { database, subscribers, clock } = this.deps;
    const now = clock.now();
    const rows = events.flatMap((event) =>
      subscribers
        .filter((subscriber) => subscriber.types.includes(event.type))
        .map(({ name }) => ({ name, position: event.position, streamId: event.streamId })),
    );
    return database.rawDb.executeMany(INSERT_DELIVERY, rows, { now });
  }

  private async markRelayed(events: readonly DomainEvent[]): Promise<void> {
    const bind: Record<string, number> = {};
    const runs = runsOf(events).map(({ from, to }, index) => {
      Object.assign(bind, { [`from${index}`]: from, [`to${index}`]: to });
      return `position BETWEEN $from${index} AND $to${index}`;
    });
    const sql = `UPDATE events SET relayed = TRUE WHERE ${runs.join(' OR ')}`;
    await this.deps.database.rawDb.execute(sql, bind);
  }
}

interface Run {
  readonly from: number;
  to: number;
}

/** Positions that follow one another without a gap: nothing else can ever stand between them. */
function runsOf(events: readonly DomainEvent[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { position } of events) {
    const last = runs.at(-1);
    if (last?.to === position - 1) last.to = position;
    else runs.push({ from: position, to: position });
  }
  return runs;
}

const INSERT_ROOM_EVENT = `INSERT INTO room_events (room, seq, organization_id, event_id, type,
    payload, occurred_at, stored_at)
  VALUES ($room, $seq, $organizationId, $eventId, $type, $payload, $occurredAt, $now)`;

const INSERT_DELIVERY = `INSERT INTO deliveries (subscriber, event_position, stream_id, due_at)
  VALUES ($name, $position, $streamId, $now)`;
