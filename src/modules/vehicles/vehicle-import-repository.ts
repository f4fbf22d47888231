import { translateViolations } from '../../database/database-errors.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import type { InventoryChanges } from './inventory-changes.js';
import { VEHICLE_COLUMNS, toVehicleRow } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import type { VehicleRow } from './vehicle-types.js';
import { TAKEN } from './vehicle-violations.js';

const instant = (text: string): string => text.slice(0, -1).replace('T', ' ');

/** Every column that a file may fill. */
const NAMES = [
  'showroom_id',
  'vin',
  'external_id',
  'stock_number',
  'status',
  'vehicle_condition',
  'model_year',
  'make',
  'model',
  'trim',
  'body_style',
  'fuel_type',
  'transmission',
  'drivetrain',
  'exterior_color',
  'interior_color',
  'mileage',
  'currency',
  'price',
  'msrp',
  'cost',
  'pack',
  'features',
  'photos',
  'displayed',
  'position_floor',
  'position_x_mm',
  'position_y_mm',
  'in_stock_since',
  'updated_at',
  'version',
] as const;

const INSERT = `INSERT INTO vehicles (organization_id, id, created_at, ${NAMES.join(', ')})
  VALUES ($organizationId, $id, $created_at, ${NAMES.map((name) => `$${name}`).join(', ')})`;

const UPDATE = `UPDATE vehicles SET ${NAMES.map((name) => `${name} = $${name}`).join(', ')}
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

  /** Ids of those that have one of these names, without a lock. */
  async idsOf(names: KnownNames): Promise<string[]> {
    const parts = LOOKUPS.filter(({ name }) => names[name].length > 0);
    if (parts.length === 0) return [];
    const binds = parts.map(({ name }) => [name, JSON.stringify(names[name])]);
    const found = await this.db.select<{ id: string }>(
      parts.map(({ sql }) => sql).join(' UNION '),
      Object.fromEntries(binds) as Record<string, string>,
    );
    return found.map(({ id }) => id);
  }

  /** Those of the ids that exist, locked until the end of the run, in the order of their ids. */
  async lockMany(vehicleIds: readonly string[]): Promise<VehicleRow[]> {
    if (vehicleIds.length === 0) return [];
    const rows = await this.db.select<RawVehicleRow>(LOCK, {
      ids: JSON.stringify(vehicleIds.toSorted()),
    });
    return rows.map(toVehicleRow);
  }

  /** Adds vehicles; 409 when a VIN or stock number is taken. */
  async insertMany(vehicles: readonly VehicleRow[]): Promise<void> {
    await this.write(INSERT, vehicles, []);
  }

  /** Stores all of the vehicles as given, but not their holds; the caller has locked them. */
  async updateMany(vehicles: readonly VehicleRow[]): Promise<void> {
    const ids = vehicles.map(({ id }) => id);
    await this.write(UPDATE, vehicles, ids);
  }

  /** Notes the prices that the vehicles have from these versions on. */
  async appendPrices(vehicles: readonly VehicleRow[], changedBy: string): Promise<void> {
    await this.db.executeMany(INSERT_PRICE, vehicles.map(priceOf), { changedBy });
  }

  private async write(
    sql: string,
    vehicles: readonly VehicleRow[],
    changed: readonly string[],
  ): Promise<void> {
    if (vehicles.length === 0) return;
    this.changes.note(changed);
    await translateViolations(TAKEN, () => this.db.executeMany(sql, bindsOf(vehicles)));
  }
}

/** One by one, as they are sent: a thousand at once would only be moved around in memory. */
function* bindsOf(vehicles: readonly VehicleRow[]): Generator<Bind> {
  for (const vehicle of vehicles) yield columnsOf(vehicle);
}

/** What a file may fill, by column. In one piece: a million are made. */
function columnsOf(
  vehicle: VehicleRow,
): Readonly<Record<(typeof NAMES)[number] | 'id' | 'created_at', unknown>> {
  return {
    id: vehicle.id,
    created_at: instant(vehicle.createdAt),
    showroom_id: vehicle.showroomId,
    vin: vehicle.vin,
    external_id: vehicle.externalId,
    stock_number: vehicle.stockNumber,
    status: vehicle.status,
    vehicle_condition: vehicle.condition,
    model_year: vehicle.modelYear,
    make: vehicle.make,
    model: vehicle.model,
    trim: vehicle.trim,
    body_style: vehicle.bodyStyle,
    fuel_type: vehicle.fuelType,
    transmission: vehicle.transmission,
    drivetrain: vehicle.drivetrain,
    exterior_color: vehicle.exteriorColor,
    interior_color: vehicle.interiorColor,
    mileage: vehicle.mileage,
    currency: vehicle.currency,
    price: vehicle.price,
    msrp: vehicle.msrp,
    cost: vehicle.cost,
    pack: vehicle.pack,
    features: JSON.stringify(vehicle.features),
    photos: JSON.stringify(vehicle.photos),
    displayed: vehicle.displayed,
    position_floor: vehicle.positionFloor,
    position_x_mm: vehicle.positionXMm,
    position_y_mm: vehicle.positionYMm,
    in_stock_since: instant(vehicle.inStockSince),
    updated_at: instant(vehicle.updatedAt),
    version: vehicle.version,
  };
}

function priceOf({ id, version, price, currency, updatedAt }: VehicleRow): Bind {
  return { id, version, price, currency, changedAt: instant(updatedAt) };
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
