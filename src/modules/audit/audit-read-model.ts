import { bindList } from '../../database/bind-list.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import { firstIdAt } from '../../shared/ids.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { EVENT_COLUMNS, toAuditEvent } from './audit-row.js';
import type { AuditEventRow } from './audit-row.js';
import type { AuditFilters, ListedAuditEvent } from './audit-types.js';

/** Filters, and the subject types that the caller may see events of; all if absent. */
export interface AuditListFilters extends AuditFilters {
  readonly subjectTypes: readonly string[] | undefined;
}

/** Lists of events. An event's id begins with its time: the order of ids is that of time. */
export class AuditReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page, latest first; `before` is the id of the last one seen. */
  async list(
    filters: AuditListFilters,
    { limit, before }: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Page<ListedAuditEvent>> {
    const { where, bind } = conditions(filters, before);
    const { from, id } = source(filters);
    const rows = await this.db.select<AuditEventRow>(
      `SELECT ${EVENT_COLUMNS} ${from} ${where} ORDER BY ${id} DESC LIMIT ${limit + 1}`,
      bind,
    );
    return toPage(rows.map(toAuditEvent), limit, (event) => [event.id]);
  }

  /** How many the filters leave. */
  async count(filters: AuditListFilters): Promise<number> {
    const { where, bind } = conditions(filters);
    const sql = `SELECT COUNT(*) AS total ${source(filters).from} ${where}`;
    return (await this.db.selectOne<{ total: number }>(sql, bind))?.total ?? 0;
  }
}

/** Events of one subject are found by the index that the sealer writes. */
function source({ subjectId }: AuditListFilters): { from: string; id: string } {
  const own = 'WHERE e.organization_id = $organizationId';
  if (subjectId === undefined) return { from: `FROM audit_events e ${own}`, id: 'e.id' };
  const from = `FROM audit_subjects s
    JOIN audit_events e ON e.organization_id = s.organization_id AND e.id = s.event_id
    ${own} AND s.organization_id = $organizationId AND s.subject_id = $subjectId`;
  return { from, id: 's.event_id' };
}

function conditions(filters: AuditListFilters, before?: string): { where: string; bind: Bind } {
  const { action, outcome, actorId, subjectId, from, to, subjectTypes } = filters;
  const { id } = source(filters);
  const types = subjectTypes && bindList('subjectType', subjectTypes);
  const parts: ReadonlyArray<[sql: string, bind: Bind] | undefined> = [
    action === undefined ? undefined : ['AND e.action = $action', { action }],
    outcome === undefined ? undefined : ['AND e.outcome = $outcome', { outcome }],
    actorId === undefined ? undefined : ['AND e.actor_id = $actorId', { actorId }],
    subjectId === undefined ? undefined : ['', { subjectId }],
    from === undefined ? undefined : [`AND ${id} >= $from`, { from: firstIdAt(from) }],
    to === undefined ? undefined : [`AND ${id} < $to`, { to: firstIdAt(next(to)) }],
    before === undefined ? undefined : [`AND ${id} < $before`, { before }],
    types && [`AND e.subject_type IN (${types.sql})`, types.bind],
  ];
  const given = parts.filter((part) => part !== undefined);
  return {
    where: given.map(([sql]) => sql).join(' '),
    bind: Object.assign({}, ...given.map(([, bind]) => bind)) as Bind,
  };
}

/** The bound itself belongs to the list. */
function next(instant: Date): Date {
  return new Date(instant.getTime() + 1);
}
