import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { TRANSFERS_WITH_HOLDS, TRANSFER_COLUMNS, toTransfer } from './transfer-row.js';
import type { TransferRow } from './transfer-row.js';
import { transferAt } from './transfer-rules.js';
import type { Transfer, TransferFilters, TransferListQuery } from './transfer-types.js';

interface TransferReadModelDeps {
  readonly tenantDb: TenantDb;
  readonly clock: Clock;
}

/** The filters, and the showrooms of which one must be on either side; all if absent. */
export interface VisibleTransfers extends TransferFilters {
  readonly showroomIds?: readonly string[] | undefined;
}

/** Transfers in lists. */
export class TransferReadModel {
  constructor(private readonly deps: TransferReadModelDeps) {}

  /** One page, in the order asked for; ids are in the order of time. */
  async list(
    filters: VisibleTransfers,
    { sort, limit, after }: Omit<TransferListQuery, 'filters'>,
  ): Promise<Page<Transfer>> {
    if (leavesNone(filters)) return { rows: [] };
    const now = this.deps.clock.now();
    const { where, bind } = conditions(filters, now);
    const [order, beyond] = sort === 'createdAt' ? ['ASC', '>'] : ['DESC', '<'];
    const from = after === undefined ? '' : `AND transfer.id ${beyond} $after`;
    const rows = await this.deps.tenantDb.select<TransferRow>(
      `SELECT ${TRANSFER_COLUMNS} FROM ${TRANSFERS_WITH_HOLDS}
       WHERE transfer.organization_id = $organizationId ${where} ${from}
       ORDER BY transfer.id ${order} LIMIT ${limit + 1}`,
      { ...bind, ...(after !== undefined && { after }) },
    );
    const transfers = rows.map((row) => transferAt(toTransfer(row), now));
    return toPage(transfers, limit, ({ id }) => [id]);
  }

  /** How many the filters leave. */
  async count(filters: VisibleTransfers): Promise<number> {
    if (leavesNone(filters)) return 0;
    const { where, bind } = conditions(filters, this.deps.clock.now());
    const row = await this.deps.tenantDb.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM ${TRANSFERS_WITH_HOLDS}
       WHERE transfer.organization_id = $organizationId ${where}`,
      bind,
    );
    return row?.total ?? 0;
  }
}

function leavesNone({ showroomIds, statusIn }: VisibleTransfers): boolean {
  return showroomIds?.length === 0 || statusIn?.length === 0;
}

/** Expiry by the query: a transfer whose hold is past its time is cancelled, stored or not. */
const STATUS_NOW = `IF(transfer.status IN ('requested', 'approved') AND hold.until <= $now,
  'cancelled', transfer.status)`;

type Conditions = Readonly<{ where: string; bind: Readonly<Record<string, unknown>> }>;

const EXACT = {
  fromShowroomId: 'transfer.from_showroom_id',
  toShowroomId: 'transfer.to_showroom_id',
  vehicleId: 'transfer.vehicle_id',
} as const;

function conditions(filters: VisibleTransfers, now: Date): Conditions {
  const showrooms = filters.showroomIds && bindList('showroom', filters.showroomIds);
  const statuses = filters.statusIn && bindList('status', filters.statusIn);
  const names = Object.keys(EXACT) as Array<keyof typeof EXACT>;
  const given = names.filter((name) => filters[name] !== undefined);
  const parts = [
    showrooms &&
      `AND (transfer.from_showroom_id IN (${showrooms.sql})
         OR transfer.to_showroom_id IN (${showrooms.sql}))`,
    statuses && `AND ${STATUS_NOW} IN (${statuses.sql})`,
    ...given.map((name) => `AND ${EXACT[name]} = $${name}`),
  ];
  const values = Object.fromEntries(given.map((name) => [name, filters[name]]));
  const bind = { ...showrooms?.bind, ...(statuses && { ...statuses.bind, now }), ...values };
  return { where: parts.filter(Boolean).join(' '), bind };
}
