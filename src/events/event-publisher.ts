import { ChangedSinceReadError, translateViolations } from '../database/database-errors.js';
import type { Bind, RawDb } from '../database/tenant-db.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { currentContext, currentOrganizationId } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { NewEvent } from './event.js';

interface EventPublisherDeps {
  readonly rawDb: RawDb;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Tells the relay, after the commit, that there is something to fetch. A hint only. */
  readonly wakeRelay: () => void;
}

/** Writes events into the caller's transaction (the outbox). */
export class EventPublisher {
  constructor(private readonly deps: EventPublisherDeps) {}

  /**
   * Appends one event; answers its id. Throws outside a unit of work. The caller holds the lock
   * of the stream's root, so that versions follow one another; when its snapshot is older than
   * the lock, the whole run is repeated.
   */
  async publish(event: NewEvent): Promise<string> {
    const { rawDb, unitOfWork, clock, wakeRelay } = this.deps;
    if (!unitOfWork.isActive()) throw new Error(`publish(${event.type}) needs a unit of work.`);
    const { version } = event;
    const id = newId();
    if (version === undefined) {
      await unitOfWork.run(() => translateViolations(VERSION_TAKEN, () => this.append(id, event)));
    } else {
      const row = rowOf(id, event, version, clock.now());
      await rawDb.executeLater(INSERT_EVENT, { ...row, ...commonOf() });
    }
    unitOfWork.onCommitted(wakeRelay);
    return id;
  }

  /**
   * Appends events of different streams with one statement; those without a version are looked up
   * together. As with `publish`, the caller holds the locks of the streams' roots.
   */
  async publishMany(events: readonly NewEvent[]): Promise<void> {
    const { rawDb, unitOfWork, clock, wakeRelay } = this.deps;
    if (!unitOfWork.isActive()) throw new Error('publishMany needs a unit of work.');
    if (events.length === 0) return;
    const versions = await this.nextVersions(events);
    const now = clock.now();
    const rows = events.map((event) => {
      const version = event.version ?? versions.get(event.streamId) ?? 1;
      return rowOf(newId(), event, version, now);
    });
    unitOfWork.onCommitted(wakeRelay);
    await unitOfWork.run(() =>
      translateViolations(VERSION_TAKEN, () => rawDb.executeMany(INSERT_EVENT, rows, commonOf())),
    );
  }

  private async nextVersions(events: readonly NewEvent[]): Promise<ReadonlyMap<string, number>> {
    const open = events.filter(({ version }) => version === undefined);
    if (open.length === 0) return new Map();
    const rows = await this.deps.rawDb.select<{ streamId: string; version: number }>(
      NEXT_VERSIONS,
      {
        streams: JSON.stringify(open.map(({ stream, streamId }) => [stream, streamId])),
        organizationId: currentOrganizationId(),
      },
    );
    return new Map(rows.map(({ streamId, version }) => [streamId, version]));
  }

  private async append(id: string, event: NewEvent): Promise<void> {
    const row = rowOf(id, event, await this.nextVersion(event), this.deps.clock.now());
    await this.deps.rawDb.execute(INSERT_EVENT, { ...row, ...commonOf() });
  }

  private async nextVersion(event: NewEvent): Promise<number> {
    const row = await this.deps.rawDb.selectOne<{ version: number }>(
      `SELECT version FROM events WHERE stream = $stream AND stream_id = $streamId
       ORDER BY version DESC LIMIT 1`,
      { stream: event.stream, streamId: event.streamId },
    );
    return (row?.version ?? 0) + 1;
  }
}

/** In one piece: of a file, a million are made. */
function rowOf(id: string, event: NewEvent, version: number, now: Date): Bind {
  return {
    id,
    showroomId: event.showroomId,
    stream: event.stream,
    streamId: event.streamId,
    version,
    type: event.type,
    data: JSON.stringify(event.data),
    occurredAt: event.occurredAt ?? now,
  };
}

/** What all events of one request have in common. */
function commonOf(): Bind {
  return { organizationId: currentOrganizationId(), traceparent: currentContext()?.traceparent };
}

const VERSION_TAKEN = {
  uq_events_stream_version: () =>
    new ChangedSinceReadError('The stream has gone on since it was read.'),
};

const NEXT_VERSIONS = `SELECT events.stream_id AS streamId, MAX(events.version) + 1 AS version
  FROM JSON_TABLE($streams, '$$[*]' COLUMNS (stream VARCHAR(32) CHARACTER SET ascii PATH '$$[0]',
    stream_id CHAR(36) PATH '$$[1]')) AS r
  STRAIGHT_JOIN events FORCE INDEX (uq_events_stream_version) ON events.stream = r.stream AND events.stream_id = r.stream_id
    AND events.organization_id = $organizationId
  GROUP BY events.stream_id`;

const INSERT_EVENT = `INSERT INTO events (id, organization_id, showroom_id, stream, stream_id,
    version, type, data, occurred_at, traceparent)
  VALUES ($id, $organizationId, $showroomId, $stream, $streamId, $version, $type, $data,
    $occurredAt, $traceparent)`;
