import type { AuditOutcome } from '../../shared/audit-trail.js';
import type { ChainRow } from './audit-chain.js';
import type { ListedAuditEvent } from './audit-types.js';

/** Columns of `audit_events` under the names of `ChainRow`; the table is `e`. */
export const CHAIN_COLUMNS = `e.id, e.organization_id AS organizationId, e.occurred_at AS occurredAt,
  e.action, e.outcome, e.actor_type AS actorType, e.actor_id AS actorId,
  e.subject_type AS subjectType, CAST(e.subject_ids AS CHAR) AS subjectIds,
  e.request_id AS requestId`;

/** The same with the place in the chain. */
export const EVENT_COLUMNS = `${CHAIN_COLUMNS}, e.chain_position AS position, e.chain_hash AS hash`;

/** A row, sealed or not yet. */
export interface AuditEventRow extends ChainRow {
  readonly position: number | null;
  readonly hash: Buffer | null;
}

/** A row that is part of the chain. */
export interface SealedRow extends ChainRow {
  readonly position: number;
  readonly hash: Buffer;
}

/** The event that a row holds. */
export function toAuditEvent(row: AuditEventRow): ListedAuditEvent {
  const { actorType: type, actorId, subjectType, position, hash } = row;
  return {
    id: row.id,
    organizationId: row.organizationId,
    occurredAt: row.occurredAt,
    action: row.action,
    // The column has no other values.
    outcome: row.outcome as AuditOutcome,
    actor: actorId === null ? { type } : { type, id: actorId },
    ...(subjectType === null ? {} : { subjectType }),
    // Written by the repository, as an array of UUIDs.
    subjectIds: JSON.parse(row.subjectIds) as string[],
    requestId: row.requestId,
    ...(position === null || hash === null ? {} : { link: { position, hash } }),
  };
}
