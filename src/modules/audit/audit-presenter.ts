import type { z } from 'zod';
import type { auditEventSchema } from './audit-schema.js';
import type { ListedAuditEvent } from './audit-types.js';

type AuditEventBody = z.output<typeof auditEventSchema>;

/** The JSON form of an event. */
export function presentAuditEvent(event: ListedAuditEvent): AuditEventBody {
  const { link, actor, subjectType } = event;
  return {
    id: event.id,
    occurredAt: event.occurredAt.toISOString(),
    action: event.action,
    outcome: event.outcome,
    actor: { ...actor },
    ...(subjectType === undefined ? {} : { subjectType }),
    subjectIds: [...event.subjectIds],
    requestId: event.requestId,
    ...(link === undefined
      ? {}
      : { link: { position: link.position, hash: link.hash.toString('hex') } }),
  };
}
