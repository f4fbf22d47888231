import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { VISIT_COLUMNS, toVisit } from './visit-row.js';
import type { VisitRow } from './visit-row.js';
import type { Visit } from './visit-types.js';

/** What a list of visits is narrowed to. */
export interface VisitFilters {
  /** The showrooms that the caller may see. */
  readonly showroomIds?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  readonly open?: boolean | undefined;
}

/** Visits in lists, and who is on a floor. */
export class VisitReadModel {
  constructor(private readonly db: TenantDb) {}

  /** Visits, latest first; `before` is the id of the last one seen. */
  async list(
    filters: VisitFilters,
    options: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Page<Visit>> {
    if (filters.showroomIds?.length === 0) return { rows: [] };
    const { where, bind } = conditions(filters);
    const { limit, before } = options;
    const rows = await this.db.select<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE organization_id = $organizationId ${where}
         ${before === undefined ? '' : 'AND id < $before'}
       ORDER BY id DESC LIMIT $rows`,
      { ...bind, rows: limit + 1, ...(before !== undefined && { before }) },
    );
    return toPage(rows.map(toVisit), limit, (visit) => [visit.id]);
  }

  /** How many visits the filters leave. */
  async count(filters: VisitFilters): Promise<number> {
    if (filters.showroomIds?.length === 0) return 0;
    const { where, bind } = conditions(filters);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM visits WHERE organization_id = $organizationId ${where}`,
      bind,
    );
    return row?.total ?? 0;
  }

  /** Visits of the showroom with these ids, and the open ones of these customers; unlocked. */
  async named(
    showroomId: string,
    visitIds: readonly string[],
    customerIds: readonly string[],
  ): Promise<readonly Visit[]> {
    const byId = await this.where(showroomId, 'id', visitIds);
    return [...byId, ...(await this.where(showroomId, 'open_customer_id', customerIds))];
  }

  private async where(
    showroomId: string,
    column: 'id' | 'open_customer_id',
    ids: readonly string[],
  ): Promise<readonly Visit[]> {
    if (ids.length === 0) return [];
    const list = bindList('id', [...new Set(ids)]);
    const rows = await this.db.select<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         AND ${column} IN (${list.sql})`,
      { showroomId, ...list.bind },
    );
    return rows.map(toVisit);
  }

  /** Everybody who is in the showroom now, the longest first. */
  async onFloor(showroomId: string): Promise<readonly Visit[]> {
    const rows = await this.db.select<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         AND exited_at IS NULL
       ORDER BY id LIMIT 1000`,
      { showroomId },
    );
    return rows.map(toVisit);
  }

  /** Open visits of any tenant that nobody has heard of since; for the one who closes them. */
  async silentSince(
    since: Date,
  ): Promise<ReadonlyArray<{ organizationId: string; showroomId: string; visitId: string }>> {
    return this.db.select(
      `SELECT organization_id AS organizationId, showroom_id AS showroomId, id AS visitId
       FROM visits WHERE exited_at IS NULL AND last_activity_at <= $since
       ORDER BY last_activity_at LIMIT 500`,
      { since },
    );
  }
}

function conditions(filters: VisitFilters): {
  where: string;
  bind: Readonly<Record<string, unknown>>;
} {
  const { showroomIds, customerId, open } = filters;
  const parts: string[] = [];
  const bind: Record<string, unknown> = {};
  if (showroomIds !== undefined) {
    parts.push(`AND showroom_id IN (${showroomIds.map((_, index) => `$s${index}`).join(', ')})`);
    showroomIds.forEach((id, index) => (bind[`s${index}`] = id));
  }
  if (customerId !== undefined) {
    parts.push('AND customer_id = $customerId');
    bind['customerId'] = customerId;
  }
  if (open !== undefined) parts.push(`AND exited_at IS ${open ? '' : 'NOT '}NULL`);
  return { where: parts.join(' '), bind };
}
