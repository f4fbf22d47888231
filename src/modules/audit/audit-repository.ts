import type { TenantDb } from '../../database/tenant-db.js';
import type { AuditEvent } from './audit-types.js';

/** Adds events; nothing else is ever done to them but sealing. */
export class AuditRepository {
  constructor(private readonly db: TenantDb) {}

  /** One statement; alone when there is no run to join. */
  async append(event: AuditEvent): Promise<void> {
    await this.db.append(INSERT_EVENT, {
      id: event.id,
      occurredAt: event.occurredAt,
      action: event.action,
      outcome: event.outcome,
      actorType: event.actor.type,
      actorId: event.actor.id,
      subjectType: event.subjectType,
      subjectIds: JSON.stringify(event.subjectIds),
      requestId: event.requestId,
    });
  }
}

const INSERT_EVENT = `INSERT INTO audit_events (id, organization_id, occurred_at, action, outcome,
    actor_type, actor_id, subject_type, subject_ids, request_id)
  VALUES ($id, $organizationId, $occurredAt, $action, $outcome, $actorType, $actorId, $subjectType,
    $subjectIds, $requestId)`;
