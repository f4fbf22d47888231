import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { LeadRepository } from './lead-repository.js';
import { LEAD_COLUMNS, toLead } from './lead-row.js';
import type { LeadRow } from './lead-row.js';
import type { Lead, LeadStatus } from './lead-types.js';

/** What a list of leads is narrowed to. */
export interface LeadFilters {
  readonly showroomIds?: readonly string[] | undefined;
  readonly customerId?: string | undefined;
  readonly status?: LeadStatus | undefined;
  readonly source?: string | undefined;
}

/** Leads in lists. */
export class LeadReadModel {
  constructor(
    private readonly db: TenantDb,
    private readonly leads: Pick<LeadRepository, 'vehiclesOf'>,
  ) {}

  /** Leads, latest first; `before` is the id of the last one seen. */
  async list(
    filters: LeadFilters,
    options: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Page<Lead>> {
    if (filters.showroomIds?.length === 0) return { rows: [] };
    const { where, bind } = conditions(filters, options.before);
    const rows = await this.db.select<LeadRow>(
      `SELECT ${LEAD_COLUMNS} FROM leads WHERE organization_id = $organizationId ${where}
       ORDER BY id DESC LIMIT $rows`,
      { ...bind, rows: options.limit + 1 },
    );
    const vehicles = await this.leads.vehiclesOf(rows.map((row) => row.id));
    const leads = rows.map((row) => toLead(row, vehicles));
    return toPage(leads, options.limit, (lead) => [lead.id]);
  }

  /** How many leads the filters leave. */
  async count(filters: LeadFilters): Promise<number> {
    if (filters.showroomIds?.length === 0) return 0;
    const { where, bind } = conditions(filters);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM leads WHERE organization_id = $organizationId ${where}`,
      bind,
    );
    return row?.total ?? 0;
  }
}

function conditions(
  { showroomIds, customerId, status, source }: LeadFilters,
  before?: string,
): { where: string; bind: Readonly<Record<string, unknown>> } {
  const equal = { customer_id: customerId, status, source };
  const parts: string[] = [];
  const bind: Record<string, unknown> = {};
  for (const [column, value] of Object.entries(equal)) {
    if (value === undefined) continue;
    parts.push(`AND ${column} = $${column}`);
    bind[column] = value;
  }
  if (showroomIds !== undefined) {
    parts.push(`AND showroom_id IN (${showroomIds.map((_, index) => `$s${index}`).join(', ')})`);
    showroomIds.forEach((id, index) => (bind[`s${index}`] = id));
  }
  if (before !== undefined) {
    parts.push('AND id < $before');
    bind['before'] = before;
  }
  return { where: parts.join(' '), bind };
}
