import type { RawDb } from '../database/tenant-db.js';
import type { Clock } from '../shared/clock.js';
import type { OutboxLag } from './metrics.js';
import { asSystem } from './request-context.js';

interface LagRow {
  readonly unrelayed: number;
  readonly oldest: Date | string | null;
  readonly pending: number;
  readonly dead: number;
}

const LAG = `SELECT
  (SELECT COUNT(*) FROM events WHERE relayed = FALSE) AS unrelayed,
  (SELECT occurred_at FROM events WHERE relayed = FALSE ORDER BY position LIMIT 1) AS oldest,
  (SELECT COUNT(*) FROM deliveries WHERE state = 'pending') AS pending,
  (SELECT COUNT(*) FROM deliveries WHERE state = 'dead') AS dead`;

/** Counts what waits in the outbox and at the subscribers, over all tenants. */
export function createOutboxLag(rawDb: RawDb, clock: Clock): () => Promise<OutboxLag> {
  return async () => {
    const row = await asSystem('metrics', () => rawDb.selectOne<LagRow>(LAG));
    const oldest = row?.oldest ?? undefined;
    const age = oldest === undefined ? 0 : clock.now().getTime() - new Date(oldest).getTime();
    return {
      unrelayedEvents: row?.unrelayed ?? 0,
      oldestAgeSeconds: Math.max(0, age / 1_000),
      pendingDeliveries: row?.pending ?? 0,
      deadDeliveries: row?.dead ?? 0,
    };
  };
}
