import type { Violation } from './violation.js';

/** What has to become of a row of the file. */
export interface ExpectedRow {
  readonly row: number;
  readonly stockNumber: string;
  readonly status: 'created' | 'updated' | 'unchanged' | 'failed';
  /** Minor units, of what is stored afterwards. */
  readonly price?: number;
}

/** What was told of a row. */
export interface ToldRow {
  readonly row?: number;
  readonly status: string;
  readonly resourceId?: string;
}

/** A vehicle as it is stored, with how often it was written about. */
export interface StoredVehicle {
  readonly id: string;
  readonly stockNumber: string;
  readonly version: number;
  readonly price: number;
  readonly prices: number;
  readonly events: number;
}

/** All that an import leaves behind. */
export interface ImportRecord {
  readonly expected: readonly ExpectedRow[];
  readonly told: readonly ToldRow[];
  readonly stored: readonly StoredVehicle[];
}

/**
 * Holds a file against what was told of its rows and what is stored at the end:
 *
 * - `missing`: a row that should have made a vehicle, and none is there;
 * - `doubled`: two vehicles of one row, or two events or prices of one change;
 * - `different`: another price than the file's, or another version than one change each makes;
 * - `unasked`: a vehicle that no row names;
 * - `untold`: a row of which nothing is told; `told twice`; `told wrongly`.
 */
export function checkImport({ expected, told, stored }: ImportRecord): Violation[] {
  const byStock = grouped(stored, ({ stockNumber }) => stockNumber);
  const byRow = grouped(told, ({ row }) => String(row));
  const named = new Set(expected.map(({ stockNumber }) => stockNumber));
  return [
    ...expected.flatMap((row) => checkStored(row, byStock.get(row.stockNumber) ?? [])),
    ...expected.flatMap((row) => checkTold(row, byRow.get(String(row.row)) ?? [], byStock)),
    ...stored
      .filter(({ stockNumber }) => !named.has(stockNumber))
      .map(({ stockNumber }) => ({ kind: 'unasked', detail: stockNumber })),
  ];
}

function checkStored(
  { stockNumber, status, price }: ExpectedRow,
  vehicles: readonly StoredVehicle[],
): Violation[] {
  if (status === 'failed') {
    return vehicles.length === 0 ? [] : [{ kind: 'unasked', detail: stockNumber }];
  }
  const [vehicle, second] = vehicles;
  if (vehicle === undefined) return [{ kind: 'missing', detail: stockNumber }];
  if (second !== undefined) return [{ kind: 'doubled', detail: stockNumber }];
  const changes = status === 'updated' ? 2 : 1;
  const violations = checkWritings(vehicle, changes);
  if (vehicle.price !== price || vehicle.version !== changes) {
    violations.push({ kind: 'different', detail: JSON.stringify(vehicle) });
  }
  return violations;
}

/** Each change is told once, and each of these changes the price. */
function checkWritings(vehicle: StoredVehicle, changes: number): Violation[] {
  const written = (['events', 'prices'] as const).filter((what) => vehicle[what] !== changes);
  return written.map((what) => ({
    kind: vehicle[what] > changes ? 'doubled' : 'missing',
    detail: `${what} of ${vehicle.stockNumber}: ${vehicle[what]}`,
  }));
}

function checkTold(
  { row, stockNumber, status }: ExpectedRow,
  results: readonly ToldRow[],
  byStock: ReadonlyMap<string, readonly StoredVehicle[]>,
): Violation[] {
  const [result, second] = results;
  if (result === undefined) return [{ kind: 'untold', detail: String(row) }];
  if (second !== undefined) return [{ kind: 'told twice', detail: String(row) }];
  const id = byStock.get(stockNumber)?.[0]?.id;
  if (result.status === status && result.resourceId === id) return [];
  return [{ kind: 'told wrongly', detail: JSON.stringify(result) }];
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
