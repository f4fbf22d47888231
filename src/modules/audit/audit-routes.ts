import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { MANAGERS } from '../../shared/principal.js';
import { presentAuditEvent } from './audit-presenter.js';
import { auditEventListSchema, auditListQuery } from './audit-schema.js';
import type { AuditService } from './audit-service.js';

/** Who did what: read by those who answer for it, written by no operation. */
export function auditRoutes(service: AuditService): readonly AnyRoute[] {
  return [listRoute(service)];
}

function listRoute(service: AuditService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/audit-events',
    operationId: 'listAuditEvents',
    summary: 'Who did what',
    description:
      'Who read or changed personal data, signed in, failed to, or changed rights, latest first. ' +
      'Administrators see all of their organization; sales managers what was done with customers ' +
      'and all that belongs to them, but not log-ins, users and rights. Reading is recorded, too.',
    tag: 'Audit',
    access: { roles: MANAGERS, scope: 'audit-events:read', object: 'organization' },
    audit: { action: 'audit-events.read', subjectType: 'audit_event', idFields: [] },
    query: auditListQuery,
    responses: { 200: { description: 'A page of events.', schema: auditEventListSchema } },
    handle: async ({ query, principal, url, countExact }) => {
      const { limit, cursor, action, outcome, actorId, subjectId } = query;
      const from = instantOf(query['occurredAt[gte]']);
      const to = instantOf(query['occurredAt[lte]']);
      const filters = { action, outcome, actorId, subjectId, from, to };
      const before = idOfCursor(cursor, filters);
      const page = await service.list(principal, filters, { limit, before });
      const total = countExact ? await service.count(principal, filters) : undefined;
      const rows = page.rows.map(presentAuditEvent);
      const list = listResponse({ url, limit, page: { ...page, rows }, filters, total });
      return { status: 200, ...list };
    },
  });
}

function instantOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
