import { FIRST_ID, isId } from '../../shared/ids.js';
import { invalidCursor } from '../../shared/pagination.js';
import type { CursorValues } from '../../shared/pagination.js';
import { namesOne } from './vehicle-filter-read-model.js';
import type { Conditions } from './vehicle-filter-read-model.js';
import type { ColumnSort, VehicleFilters } from './vehicle-list-query.js';
import type { VehicleRow } from './vehicle-types.js';

/** An order of the list: its column, where a row has the value, and the index that has both. */
export interface Order {
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

/** The order by a column. Days in stock run against the day on which they began. */
export function orderOf(sort: ColumnSort): Order {
  const descending = sort.startsWith('-');
  const name = descending ? sort.slice(1) : sort;
  const byAge = name === 'daysInStock';
  const field = byAge ? 'inStockSince' : (name as Order['field']);
  return { field, column: COLUMNS[field], direction: descending === byAge ? 'ASC' : 'DESC' };
}

/**
 * The index to read the page from: filters are tested in it and rows come in order, so that a page
 * costs what it takes to find its rows (docs/adr/0011-searching-vehicles.md). What names one
 * vehicle needs none: the optimizer has a unique key.
 */
export function indexOf(filters: VehicleFilters, { column }: Order): string | undefined {
  const { make, model } = filters;
  if (namesOne(filters)) return undefined;
  if (column !== 'price' || make === undefined) return `ix_vehicles_by_${column}`;
  return model === undefined ? 'ix_vehicles_make_price' : 'ix_vehicles_make_model_price';
}

/**
 * MariaDB tests filters in the index before it reads the row only where it reads forwards.
 * Backwards, the ids must be found by themselves first, from what the index covers.
 */
export function findsIdsFirst(index: string | undefined, order: Order, filters: object): boolean {
  if (order.direction === 'ASC' || index?.startsWith('ix_vehicles_by_') !== true) return false;
  return Object.values(filters).some((value) => value !== undefined);
}

/** By the value of the order, then by id; as the index has them. */
export function compareIn(order: Order): (left: VehicleRow, right: VehicleRow) => number {
  const sign = order.direction === 'ASC' ? 1 : -1;
  return (left, right) => {
    const byValue = compare(left[order.field] ?? -1, right[order.field] ?? -1);
    return sign * (byValue === 0 ? compare(left.id, right.id) : byValue);
  };
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/**
 * Rows after the last one seen. A vehicle without a price sorts below every price, as MariaDB
 * sorts NULL. Throws 400 for values that no page of this order ended with.
 */
export function addKeyset(conditions: Conditions, order: Order, after: CursorValues): void {
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

/** Vehicles that fit less well than the last one seen, or as well with a lesser id. */
export function addScore(conditions: Conditions, score: string, after: CursorValues): void {
  const [value, id] = after;
  if (typeof value !== 'number' || !isId(id)) throw invalidCursor();
  Object.assign(conditions.binds, { afterScore: value, afterId: id });
  conditions.sql.push(`(${score} < $afterScore OR (${score} = $afterScore AND id < $afterId))`);
}

/**
 * Vehicles of one place, `$place`, from an id on. Answers the index of the place at which the page
 * begins.
 */
export function addPlace(
  conditions: Conditions,
  places: readonly string[],
  after: CursorValues | undefined,
): number {
  const [place, id] = after ?? [places[0], FIRST_ID];
  const index = places.indexOf(String(place));
  if (after !== undefined && (index === -1 || !isId(id))) throw invalidCursor();
  conditions.binds['afterId'] = id;
  conditions.sql.push('showroom_id = $place', 'id > $afterId');
  return Math.max(0, index);
}

function keyOf(after: CursorValues, field: Order['field']): { key: unknown; id: string } {
  const [value, id] = after;
  const key = columnValue(value, field);
  if (key !== undefined && isId(id)) return { key, id };
  throw invalidCursor();
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
