import { ChangedSinceReadError, translateViolations } from '../database/database-errors.js';
import type { RawDb } from '../database/tenant-db.js';
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
    const { unitOfWork, wakeRelay } = this.deps;
    if (!unitOfWork.isActive()) throw new Error(`publish(${event.type}) needs a unit of work.`);
    const { version } = event;
    const id = newId();
    if (version === undefined) {
      await unitOfWork.run(() => translateViolations(VERSION_TAKEN, () => this.append(id, event)));
    } else {
      await this.insert(id, event, version);
    }
    unitOfWork.onCommitted(wakeRelay);
    return id;
  }

  private async append(id: string, event: NewEvent): Promise<void> {
    await this.insert(id, event, await this.nextVersion(event));
  }

  private async insert(id: string, event: NewEvent, version: number): Promise<void> {
    const { rawDb, clock } = this.deps;
    await rawDb.execute(INSERT_EVENT, {
      id,
      organizationId: currentOrganizationId(),
      showroomId: event.showroomId,
      stream: event.stream,
      streamId: event.streamId,
      version,
      type: event.type,
      data: JSON.stringify(event.data),
      occurredAt: event.occurredAt ?? clock.now(),
      traceparent: currentContext()?.traceparent,
    });
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

const VERSION_TAKEN = {
  uq_events_stream_version: () =>
    new ChangedSinceReadError('The stream has gone on since it was read.'),
};

const INSERT_EVENT = `INSERT INTO events (id, organization_id, showroom_id, stream, stream_id,
    version, type, data, occurred_at, traceparent)
  VALUES ($id, $organizationId, $showroomId, $stream, $streamId, $version, $type, $data,
    $occurredAt, $traceparent)`;
