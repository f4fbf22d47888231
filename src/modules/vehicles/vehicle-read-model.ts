import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { conditionsOf } from './vehicle-conditions.js';
import type { Conditions, Moment } from './vehicle-conditions.js';
import type { VehicleFilters, VehicleListQuery } from './vehicle-list-query.js';
import { addKeyset, compareIn, findsIdsFirst, indexOf, orderOf } from './vehicle-order.js';
import type { Order } from './vehicle-order.js';
import { VEHICLE_COLUMNS, toVehicleAt } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import type { VehicleRow } from './vehicle-types.js';

interface VehicleReadModelDeps {
  readonly tenantDb: Pick<TenantDb, 'select' | 'selectOne'>;
  readonly clock: Clock;
}

/** Lists of vehicles: lean SQL, keyset pages, one index range a sort. */
export class VehicleReadModel {
  constructor(private readonly deps: VehicleReadModelDeps) {}

  /** One page in the order asked for. */
  async list(query: VehicleListQuery): Promise<Page<VehicleRow>> {
    const { filters, limit, after } = query;
    const order = orderOf(query.sort);
    const moment = await this.momentOf(filters);
    const conditions = conditionsOf(filters, moment);
    if (after !== undefined) addKeyset(conditions, order, after);
    const index = indexOf(filters, order);
    const statement = { conditions, order, index, limit: limit + 1 };
    const idsFirst = findsIdsFirst(index, order, filters);
    const rows = await this.deps.tenantDb.select<RawVehicleRow>(
      idsFirst ? pageByIds(statement) : `SELECT ${VEHICLE_COLUMNS} ${rangeOf(statement)}`,
      conditions.binds,
    );
    const vehicles = rows.map((row) => toVehicleAt(row, moment.now));
    if (idsFirst) vehicles.sort(compareIn(order));
    return toPage(vehicles, limit, (row) => [row[order.field] ?? '', row.id]);
  }

  /** How many vehicles fit the filters. */
  async count(filters: VehicleFilters): Promise<number> {
    const conditions: Conditions = conditionsOf(filters, await this.momentOf(filters));
    const row = await this.deps.tenantDb.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM vehicles WHERE ${conditions.sql.join(' AND ')}`,
      conditions.binds,
    );
    return row?.total ?? 0;
  }

  /** Only while holds past their time wait for their end is the status not what is stored. */
  private async momentOf(filters: VehicleFilters): Promise<Moment> {
    const now = this.deps.clock.now();
    const byStatus = filters.status !== undefined || filters.statusIn !== undefined;
    return { now, overdue: byStatus && (await this.hasOverdueHolds(now)) };
  }

  private async hasOverdueHolds(now: Date): Promise<boolean> {
    const row = await this.deps.tenantDb.selectOne<{ found: number }>(
      `SELECT 1 AS found FROM vehicles
       WHERE organization_id = $organizationId AND held_until <= $now LIMIT 1`,
      { now },
    );
    return row !== undefined;
  }
}

interface PageStatement {
  readonly conditions: Conditions;
  readonly order: Order;
  readonly index: string | undefined;
  readonly limit: number;
}

function rangeOf({ conditions, order, index, limit }: PageStatement): string {
  const by = ['organization_id', order.column, 'id'].map((name) => `${name} ${order.direction}`);
  return `FROM vehicles ${index === undefined ? '' : `FORCE INDEX (${index})`}
    WHERE ${conditions.sql.join(' AND ')} ORDER BY ${by.join(', ')} LIMIT ${limit}`;
}

/** The rows of the page, in no order. */
function pageByIds(statement: PageStatement): string {
  return `SELECT ${VEHICLE_COLUMNS}
    FROM (SELECT id AS page_id ${rangeOf(statement)}) AS page
    STRAIGHT_JOIN vehicles ON organization_id = $organizationId AND id = page_id`;
}
