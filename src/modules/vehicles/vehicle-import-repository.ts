import { translateViolations } from '../../database/database-errors.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import type { InventoryChanges } from './inventory-changes.js';
import { VEHICLE_COLUMNS, toVehicleRow } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import type { VehicleRow } from './vehicle-types.js';
import { TAKEN } from './vehicle-violations.js';

const instant = (text: string): string => text.slice(0, -1).replace('T', ' ');

/** Every column that a file may fill, under the name that its value has in a `VehicleRow`. */
const COLUMNS: Readonly<Record<string, keyof VehicleRow>> = {
  showroom_id: 'showroomId',
  vin: 'vin',
  external_id: 'externalId',
  stock_number: 'stockNumber',
  status: 'status',
  vehicle_condition: 'condition',
  model_year: 'modelYear',
  make: 'make',
  model: 'model',
  trim: 'trim',
  body_style: 'bodyStyle',
  fuel_type: 'fuelType',
  transmission: 'transmission',
  drivetrain: 'drivetrain',
  exterior_color: 'exteriorColor',
  interior_color: 'interiorColor',
  mileage: 'mileage',
  currency: 'currency',
  price: 'price',
  msrp: 'msrp',
  cost: 'cost',
  pack: 'pack',
  features: 'features',
  photos: 'photos',
  displayed: 'displayed',
  position_floor: 'positionFloor',
  position_x_mm: 'positionXMm',
  position_y_mm: 'positionYMm',
  in_stock_since: 'inStockSince',
  updated_at: 'updatedAt',
  version: 'version',
};

const NAMES = Object.keys(COLUMNS);

const INSERT = `INSERT INTO vehicles (organization_id, id, created_at, ${NAMES.join(', ')})
  VALUES ($organizationId, $id, $createdAt,
    ${NAMES.map((name) => `$${COLUMNS[name]}`).join(', ')})`;

const UPDATE = `UPDATE vehicles SET ${NAMES.map((name) => `${name} = $${COLUMNS[name]}`).join(', ')}
  WHERE organization_id = $organizationId AND id = $id`;

/** By what vehicles are known. */
export interface KnownNames {
  readonly externalIds: readonly string[];
  readonly stockNumbers: readonly string[];
  readonly vins: readonly string[];
}

/** Vehicles by the hundred: found, locked and written with one statement each. */
export class VehicleImportRepository {
  constructor(
    private readonly db: TenantDb,
    private readonly changes: InventoryChanges,
  ) {}

  /**
   * Those that have one of these names, locked until the end of the run in the order of their ids.
   * What got or lost such a name meanwhile may be among them or not.
   */
  async lockKnown(names: KnownNames): Promise<VehicleRow[]> {
    const parts = LOOKUPS.filter(({ name }) => names[name].length > 0);
    if (parts.length === 0) return [];
    const binds = parts.map(({ name }) => [name, JSON.stringify(names[name])]);
    const found = await this.db.select<{ id: string }>(
      parts.map(({ sql }) => sql).join(' UNION '),
      Object.fromEntries(binds) as Record<string, string>,
    );
    return this.lockMany(found.map(({ id }) => id));
  }

  /** Those of the ids that exist, locked until the end of the run. */
  async lockMany(vehicleIds: readonly string[]): Promise<VehicleRow[]> {
    if (vehicleIds.length === 0) return [];
    const rows = await this.db.select<RawVehicleRow>(LOCK, {
      ids: JSON.stringify(vehicleIds.toSorted()),
    });
    return rows.map(toVehicleRow);
  }

  /** Adds vehicles; 409 when a VIN or stock number is taken. */
  async insertMany(vehicles: readonly VehicleRow[]): Promise<void> {
    await this.write(INSERT, vehicles);
  }

  /** Stores all of the vehicles as given, but not their holds; the caller has locked them. */
  async updateMany(vehicles: readonly VehicleRow[]): Promise<void> {
    await this.write(UPDATE, vehicles);
  }

  /** Notes the prices that the vehicles have from these versions on. */
  async appendPrices(vehicles: readonly VehicleRow[], changedBy: string): Promise<void> {
    const rows = vehicles.map(({ id, version, price, currency, updatedAt }) => ({
      ...{ id, version, price, currency, changedAt: instant(updatedAt) },
    }));
    await this.db.executeMany(INSERT_PRICE, rows, { changedBy });
  }

  private async write(sql: string, vehicles: readonly VehicleRow[]): Promise<void> {
    this.changes.note(vehicles.map(({ id }) => id));
    await translateViolations(TAKEN, () => this.db.executeMany(sql, bindsOf(vehicles)));
  }
}

/** One by one, as they are sent: a thousand at once would only be moved around in memory. */
function* bindsOf(vehicles: readonly VehicleRow[]): Generator<Bind> {
  for (const vehicle of vehicles) {
    yield {
      ...vehicle,
      features: JSON.stringify(vehicle.features),
      photos: JSON.stringify(vehicle.photos),
      inStockSince: instant(vehicle.inStockSince),
      createdAt: instant(vehicle.createdAt),
      updatedAt: instant(vehicle.updatedAt),
    };
  }
}

function lookup(
  name: keyof KnownNames,
  column: string,
  type: string,
): { readonly name: keyof KnownNames; readonly sql: string } {
  const sql = `SELECT vehicles.id FROM
      JSON_TABLE($${name}, '$$[*]' COLUMNS (known ${type} PATH '$$')) AS r
    STRAIGHT_JOIN vehicles FORCE INDEX (uq_vehicles_${column})
      ON vehicles.organization_id = $organizationId AND vehicles.${column} = r.known`;
  return { name, sql };
}

/** One parameter however many names: the text stays short, and is prepared once. */
const LOOKUPS = [
  lookup('externalIds', 'external_id', 'VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin'),
  lookup(
    'stockNumbers',
    'stock_number',
    'VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  ),
  lookup('vins', 'vin', 'CHAR(17) CHARACTER SET ascii COLLATE ascii_bin'),
];

const LOCK = `SELECT ${VEHICLE_COLUMNS} FROM
    JSON_TABLE($ids, '$$[*]' COLUMNS (known CHAR(36) PATH '$$')) AS r
  STRAIGHT_JOIN vehicles FORCE INDEX (uq_vehicles_organization_id_id)
    ON vehicles.organization_id = $organizationId AND vehicles.id = r.known
  FOR UPDATE`;

const INSERT_PRICE = `INSERT INTO vehicle_prices (organization_id, vehicle_id, vehicle_version,
    price, currency, changed_at, changed_by)
  VALUES ($organizationId, $id, $version, $price, $currency, $changedAt, $changedBy)`;
