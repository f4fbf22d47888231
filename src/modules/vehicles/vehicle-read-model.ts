import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { invalidRequest } from '../../shared/errors.js';
import { toPage } from '../../shared/pagination.js';
import type { CursorValues, Page } from '../../shared/pagination.js';
import { VEHICLE_COLUMNS, toVehicleAt } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import type { VehicleFilters, VehicleListQuery, VehicleSort } from './vehicle-list-query.js';
import type { VehicleRow } from './vehicle-types.js';

interface VehicleReadModelDeps {
  readonly tenantDb: TenantDb;
  readonly clock: Clock;
}

/** Lists of vehicles: lean SQL, keyset pages, one index range a sort. */
export class VehicleReadModel {
  constructor(private readonly deps: VehicleReadModelDeps) {}

  /** One page in the order asked for. */
  async list(query: VehicleListQuery): Promise<Page<VehicleRow>> {
    const order = orderOf(query.sort);
    const now = this.deps.clock.now();
    const conditions = await this.conditionsOf(query.filters, now);
    if (query.after !== undefined) addKeyset(conditions, order, query.after);
    const by = (column: string): string => `${column} ${order.direction}`;
    const rows = await this.deps.tenantDb.select<RawVehicleRow>(
      `SELECT ${VEHICLE_COLUMNS} FROM vehicles WHERE ${conditions.sql.join(' AND ')}
       ORDER BY ${['organization_id', order.column, 'id'].map(by).join(', ')}
       LIMIT ${query.limit + 1}`,
      conditions.binds,
    );
    const vehicles = rows.map((row) => toVehicleAt(row, now));
    return toPage(vehicles, query.limit, (row) => [row[order.field] ?? '', row.id]);
  }

  /** How many vehicles fit the filters. */
  async count(filters: VehicleFilters): Promise<number> {
    const conditions = await this.conditionsOf(filters, this.deps.clock.now());
    const row = await this.deps.tenantDb.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM vehicles WHERE ${conditions.sql.join(' AND ')}`,
      conditions.binds,
    );
    return row?.total ?? 0;
  }

  /** Only while holds past their time wait for their end is the status not what is stored. */
  private async conditionsOf(filters: VehicleFilters, now: Date): Promise<Conditions> {
    const byStatus = filters.status !== undefined || filters.statusIn !== undefined;
    const overdue = byStatus && (await this.hasOverdueHolds(now));
    const conditions = conditionsOf(filters, overdue ? STATUS_NOW : 'status');
    if (overdue) conditions.binds['now'] = now;
    return conditions;
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

interface Conditions {
  readonly sql: string[];
  readonly binds: Record<string, unknown>;
}

const STATUS_NOW = `IF(held_until <= $now, 'available', status)`;

const FILTERS: Readonly<Record<keyof VehicleFilters, string>> = {
  make: 'make = $make',
  model: 'model = $model',
  vin: 'vin = $vin',
  stockNumber: 'stock_number = $stockNumber',
  status: '{status} = $status',
  statusIn: '{status} IN ($statusIn)',
  condition: 'vehicle_condition = $condition',
  showroomId: 'showroom_id = $showroomId',
  bodyStyle: 'body_style = $bodyStyle',
  displayed: 'displayed = $displayed',
  modelYearFrom: 'model_year >= $modelYearFrom',
  modelYearTo: 'model_year <= $modelYearTo',
  priceFrom: 'price >= $priceFrom',
  priceTo: 'price <= $priceTo',
  mileageFrom: 'mileage >= $mileageFrom',
  mileageTo: 'mileage <= $mileageTo',
};

/**
 * Not `=`: with it, MariaDB reads a page of a large group by `ref` from the start of the index,
 * and a deep page costs what it skips. As a range, it begins where the cursor stands.
 */
const OF_THIS_ORGANIZATION =
  'organization_id >= $organizationId AND organization_id <= $organizationId';

function conditionsOf(filters: VehicleFilters, status: string): Conditions {
  const sql = [OF_THIS_ORGANIZATION];
  const binds: Record<string, unknown> = {};
  for (const key of Object.keys(FILTERS) as Array<keyof VehicleFilters>) {
    const value = filters[key];
    if (value === undefined) continue;
    const condition = FILTERS[key].replace('{status}', () => status);
    if (Array.isArray(value)) {
      const list = bindList(key, value);
      sql.push(condition.replace(`$${key}`, () => list.sql));
      Object.assign(binds, list.bind);
      continue;
    }
    sql.push(condition);
    binds[key] = value;
  }
  return { sql, binds };
}

interface Order {
  readonly field: 'price' | 'modelYear' | 'mileage' | 'createdAt' | 'inStockSince';
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
}

const COLUMNS: Readonly<Record<Order['field'], string>> = {
  price: 'price',
  modelYear: 'model_year',
  mileage: 'mileage',
  createdAt: 'created_at',
  inStockSince: 'in_stock_since',
};

function orderOf(sort: VehicleSort): Order {
  const descending = sort.startsWith('-');
  const field = (descending ? sort.slice(1) : sort) as Order['field'];
  return { field, column: COLUMNS[field], direction: descending ? 'DESC' : 'ASC' };
}

/**
 * Rows after the last one seen. A vehicle without a price sorts below every price, as MariaDB
 * sorts NULL.
 */
function addKeyset(conditions: Conditions, order: Order, after: CursorValues): void {
  const { key, id } = keyOf(after, order.field);
  const { column } = order;
  const beyond = order.direction === 'ASC' ? '>' : '<';
  conditions.binds['afterId'] = id;
  if (key === null) {
    const others = order.direction === 'ASC' ? `OR ${column} IS NOT NULL` : '';
    conditions.sql.push(`((${column} IS NULL AND id ${beyond} $afterId) ${others})`);
    return;
  }
  conditions.binds['afterKey'] = key;
  const unpriced = order.direction === 'DESC' && column === 'price' ? 'OR price IS NULL' : '';
  conditions.sql.push(`(${column} ${beyond} $afterKey
    OR (${column} = $afterKey AND id ${beyond} $afterId) ${unpriced})`);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function keyOf(after: CursorValues, field: Order['field']): { key: unknown; id: string } {
  const [value, id] = after;
  const key = columnValue(value, field);
  if (key !== undefined && typeof id === 'string' && UUID.test(id)) return { key, id };
  const detail = 'The cursor is not one of this list and these filters.';
  throw invalidRequest([
    { pointer: '/cursor', parameter: 'cursor', code: 'invalid_cursor', detail },
  ]);
}

/** The sort value of a cursor as its column has it; undefined when it cannot be one. */
function columnValue(
  value: string | number | undefined,
  field: Order['field'],
): Date | number | null | undefined {
  if (field === 'price' && value === '') return null;
  if (field !== 'createdAt' && field !== 'inStockSince') {
    return typeof value === 'number' ? value : undefined;
  }
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? undefined : new Date(time);
}
