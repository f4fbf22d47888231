import { bindList } from '../../database/bind-list.js';
import type { VehicleFilters } from './vehicle-list-query.js';

/** Conditions of one statement, to be joined by AND, and the values of their parameters. */
export interface Conditions {
  readonly sql: string[];
  readonly binds: Record<string, unknown>;
}

/** At what time the conditions are to hold. */
export interface Moment {
  readonly now: Date;
  /** Whether holds past their time wait for their end to be stored. */
  readonly overdue: boolean;
}

const DAY_MS = 86_400_000;

/** The status at a moment: only an overdue hold makes it differ from what is stored. */
export function statusAt({ overdue }: Moment): string {
  return overdue ? `IF(held_until <= $now, 'available', status)` : 'status';
}

/**
 * Not `=`: with it, MariaDB reads a page of a large group by `ref` from the start of the index,
 * and a deep page costs what it skips. As a range, it begins where the cursor stands.
 */
const RANGE_OF_ORGANIZATION =
  'organization_id >= $organizationId AND organization_id <= $organizationId';
const OF_ORGANIZATION = 'organization_id = $organizationId';

/** Whether a key names the one vehicle that can fit. */
export function namesOne({ vin, stockNumber, externalId }: VehicleFilters): boolean {
  return [vin, stockNumber, externalId].some((key) => key !== undefined);
}

const COLUMNS = {
  make: 'make',
  model: 'model',
  trim: 'trim',
  bodyStyle: 'body_style',
  fuelType: 'fuel_type',
  drivetrain: 'drivetrain',
  exteriorColor: 'exterior_color',
  condition: 'vehicle_condition',
  showroomId: 'showroom_id',
  modelYear: 'model_year',
  vin: 'vin',
  stockNumber: 'stock_number',
  externalId: 'external_id',
  displayed: 'displayed',
  price: 'price',
  mileage: 'mileage',
} as const;

type Named = keyof typeof COLUMNS;

/**
 * The conditions of these filters, except for the search, on the current organization's
 * vehicles. `isFew` when they are found by a key of theirs.
 */
export function conditionsOf(
  filters: VehicleFilters,
  moment: Moment,
  isFew = namesOne(filters),
): Conditions {
  const organization = isFew ? OF_ORGANIZATION : RANGE_OF_ORGANIZATION;
  const conditions: Conditions = { sql: [organization], binds: {} };
  if (moment.overdue) conditions.binds['now'] = moment.now;
  const columns: Record<string, string> = { ...COLUMNS, status: statusAt(moment) };
  for (const [name, value] of Object.entries(filters)) {
    if (value === undefined || APART.test(name)) continue;
    addCondition(conditions, columns, [name, value]);
  }
  addAge(conditions, filters, moment.now);
  (filters.features ?? []).forEach((feature, index) => {
    conditions.sql.push(`JSON_CONTAINS(LOWER(features), $feature${index})`);
    conditions.binds[`feature${index}`] = JSON.stringify(feature.toLowerCase());
  });
  return conditions;
}

/** Adds `column IN (…)`; with no values, nothing fits. */
export function addOneOf(
  { sql, binds }: Conditions,
  column: string,
  [name, values]: readonly [string, ReadonlyArray<string | number>],
): void {
  if (values.length === 0) {
    sql.push('FALSE');
    return;
  }
  const list = bindList(name, values);
  sql.push(`${column} IN (${list.sql})`);
  Object.assign(binds, list.bind);
}

/** Filters that are not one column's. */
const APART = /^(q|features|daysInStock\w*)$/;

const SUFFIXES = { In: 'IN', From: '>=', To: '<=' } as const;

function addCondition(
  conditions: Conditions,
  columns: Readonly<Record<string, string>>,
  [name, value]: readonly [string, unknown],
): void {
  const [, base = name, suffix] = /^(.+?)(In|From|To)$/.exec(name) ?? [];
  const column = columns[base];
  if (column === undefined) throw new Error(`There is no filter named ${name}.`);
  if (Array.isArray(value)) {
    addOneOf(conditions, column, [name, value as ReadonlyArray<string | number>]);
    return;
  }
  const operator = suffix === undefined ? '=' : SUFFIXES[suffix as 'From' | 'To'];
  conditions.sql.push(`${column} ${operator} $${name}`);
  conditions.binds[name] = value;
}

/** A vehicle is in stock for n days from the end of the n-th day of 24 hours on. */
function addAge({ sql, binds }: Conditions, filters: VehicleFilters, now: Date): void {
  const { daysInStock, daysInStockFrom, daysInStockTo } = filters;
  const least = Math.max(daysInStock ?? -Infinity, daysInStockFrom ?? -Infinity);
  const most = Math.min(daysInStock ?? Infinity, daysInStockTo ?? Infinity);
  if (least !== -Infinity) {
    sql.push('in_stock_since <= $stockedBefore');
    binds['stockedBefore'] = new Date(now.getTime() - least * DAY_MS);
  }
  if (most !== Infinity) {
    sql.push('in_stock_since > $stockedAfter');
    binds['stockedAfter'] = new Date(now.getTime() - (most + 1) * DAY_MS);
  }
}

/** The column of a filter or facet whose values stand in one. */
export function columnOf(name: Named): string {
  return COLUMNS[name];
}
