import { bindList } from '../database/bind-list.js';
import type { Database } from '../database/create-database.js';
import { byUniqueName } from '../jobs/by-unique-name.js';
import { ClaimTable } from '../jobs/claim-table.js';
import type { Claim } from '../jobs/claim-table.js';
import { ClaimWorker } from '../jobs/claim-worker.js';
import type { Work } from '../jobs/claim-worker.js';
import type { WorkMetrics } from '../jobs/work-metrics.js';
import type { Logger } from '../observability/logger.js';
import { asOrganization, runInContext } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import type { EventSubscriber } from './event.js';
import { EVENT_COLUMNS, toDomainEvent } from './event-row.js';
import type { EventRow } from './event-row.js';

interface DeliveryWorkerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
  readonly subscribers: readonly EventSubscriber[];
  readonly concurrency: number;
  readonly idleMs: number;
}

interface DeliveryRow extends EventRow {
  readonly deliveryId: number;
  readonly subscriber: string;
}

/**
 * Only the first delivery of a stream that its subscriber has not done may be claimed: one that is
 * put off, under way or dead holds back those after it, of this stream and subscriber alone.
 */
const FIRST_OF_ITS_STREAM = `NOT EXISTS (
  SELECT earlier.id FROM deliveries AS earlier
  WHERE earlier.subscriber = work.subscriber AND earlier.stream_id = work.stream_id
    AND earlier.state IN ('pending', 'dead') AND earlier.event_position < work.event_position)`;

/** Brings events to these subscribers; deliveries for others are left to other processes. */
export function createDeliveryWorker(deps: DeliveryWorkerDeps): ClaimWorker | undefined {
  const { database, clock, logger, metrics, concurrency, idleMs } = deps;
  const subscribers = byUniqueName(deps.subscribers, (subscriber) => subscriber.name);
  if (subscribers.size === 0) return undefined;
  const names = bindList('subscriber', [...subscribers.keys()]);
  const table = new ClaimTable({
    database,
    clock,
    table: 'deliveries',
    condition: `work.subscriber IN (${names.sql}) AND ${FIRST_OF_ITS_STREAM}`,
    bind: names.bind,
  });
  return new ClaimWorker({
    queue: 'deliveries',
    table,
    load: (claims) => loadDeliveries(database, subscribers, claims),
    database,
    logger,
    metrics,
    concurrency,
    idleMs,
  });
}

async function loadDeliveries(
  database: Database,
  subscribers: ReadonlyMap<string, EventSubscriber>,
  claims: readonly Claim[],
): Promise<Work[]> {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const ids = bindList('id', [...byId.keys()]);
  const rows = await database.rawDb.select<DeliveryRow>(
    `SELECT delivery.id AS deliveryId, delivery.subscriber, ${EVENT_COLUMNS}
     FROM deliveries AS delivery JOIN events AS event ON event.position = delivery.event_position
     WHERE delivery.id IN (${ids.sql})`,
    ids.bind,
  );
  return rows.flatMap((row) => {
    const [claim, subscriber] = [byId.get(row.deliveryId), subscribers.get(row.subscriber)];
    return claim === undefined || subscriber === undefined ? [] : [workOf(row, claim, subscriber)];
  });
}

function workOf(row: EventRow, claim: Claim, subscriber: EventSubscriber): Work {
  const event = toDomainEvent(row);
  const { traceparent } = event;
  const context = { requestId: event.id, ...(traceparent === undefined ? {} : { traceparent }) };
  return {
    claim,
    name: subscriber.name,
    inContext: (fn) => runInContext(context, () => asOrganization(event.organizationId, fn)),
    prepare: async () => subscriber.prepare?.(event),
    handle: (prepared) => subscriber.handle(event, prepared),
  };
}
