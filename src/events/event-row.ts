import type { DomainEvent } from './event.js';

/** Columns of `events` for a row that `toDomainEvent` reads; the table is called `event`. */
export const EVENT_COLUMNS = `event.id, event.position, event.stream, event.stream_id AS streamId,
  event.version, event.type, event.organization_id AS organizationId,
  event.showroom_id AS showroomId, event.data, event.occurred_at AS occurredAt,
  event.traceparent`;

/** A row of `EVENT_COLUMNS`. */
export interface EventRow {
  readonly id: string;
  readonly position: number;
  readonly stream: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly organizationId: string;
  readonly showroomId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
  readonly traceparent: string | null;
}

/** The event of a row. */
export function toDomainEvent(row: EventRow): DomainEvent {
  const { id, position, stream, streamId, version, type, organizationId, data, occurredAt } = row;
  return {
    id,
    position,
    stream,
    streamId,
    version,
    type,
    organizationId,
    data,
    occurredAt,
    ...(row.showroomId === null ? {} : { showroomId: row.showroomId }),
    ...(row.traceparent === null ? {} : { traceparent: row.traceparent }),
  };
}
