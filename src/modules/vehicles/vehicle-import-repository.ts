import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { conflict } from '../../shared/errors.js';
import type { InventoryChanges } from './inventory-changes.js';
import { VEHICLE_COLUMNS, toVehicleRow } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import type { VehicleRow } from './vehicle-types.js';

type Column = readonly [name: string, type: string, value: (row: VehicleRow) => unknown];

const instant = (text: string | null): string | null =>
  text === null ? null : text.slice(0, -1).replace('T', ' ');
const text = (length: number): string => `VARCHAR(${length})`;

/** Every column but the organization's; values as they are written into JSON. */
const COLUMNS: readonly Column[] = [
  ['id', 'CHAR(36)', (row) => row.id],
  ['showroom_id', 'CHAR(36)', (row) => row.showroomId],
  ['vin', 'CHAR(17)', (row) => row.vin],
  ['external_id', text(64), (row) => row.externalId],
  ['stock_number', text(32), (row) => row.stockNumber],
  ['status', text(16), (row) => row.status],
  ['vehicle_condition', text(8), (row) => row.condition],
  ['model_year', 'SMALLINT UNSIGNED', (row) => row.modelYear],
  ['make', text(64), (row) => row.make],
  ['model', text(64), (row) => row.model],
  ['trim', text(64), (row) => row.trim],
  ['body_style', text(32), (row) => row.bodyStyle],
  ['fuel_type', text(32), (row) => row.fuelType],
  ['transmission', text(64), (row) => row.transmission],
  ['drivetrain', text(32), (row) => row.drivetrain],
  ['exterior_color', text(64), (row) => row.exteriorColor],
  ['interior_color', text(64), (row) => row.interiorColor],
  ['mileage', 'INT UNSIGNED', (row) => row.mileage],
  ['currency', 'CHAR(3)', (row) => row.currency],
  ['price', 'BIGINT', (row) => row.price],
  ['msrp', 'BIGINT', (row) => row.msrp],
  ['cost', 'BIGINT', (row) => row.cost],
  ['pack', 'BIGINT', (row) => row.pack],
  ['features', 'LONGTEXT', (row) => JSON.stringify(row.features)],
  ['photos', 'LONGTEXT', (row) => JSON.stringify(row.photos)],
  ['displayed', 'TINYINT', (row) => Number(row.displayed)],
  ['position_floor', 'SMALLINT', (row) => row.positionFloor],
  ['position_x_mm', 'INT UNSIGNED', (row) => row.positionXMm],
  ['position_y_mm', 'INT UNSIGNED', (row) => row.positionYMm],
  ['in_stock_since', 'DATETIME(3)', (row) => instant(row.inStockSince)],
  ['updated_at', 'DATETIME(3)', (row) => instant(row.updatedAt)],
  ['version', 'INT UNSIGNED', (row) => row.version],
];

const NAMES = COLUMNS.map(([name]) => name);
/** One parameter however many rows: the text stays short, and is prepared once. */
const ROWS = `JSON_TABLE($rows, '$$[*]' COLUMNS (${COLUMNS.map(
  ([name, type], index) => `${name} ${type} PATH '$$[${index}]'`,
).join(', ')})) AS r`;

const INSERT = `INSERT INTO vehicles (organization_id, created_at, ${NAMES.join(', ')})
  SELECT $organizationId, r.updated_at, ${NAMES.map((name) => `r.${name}`).join(', ')} FROM ${ROWS}`;

const UPDATE = `UPDATE vehicles AS v JOIN ${ROWS} ON v.id = r.id
  SET ${NAMES.slice(1)
    .map((name) => `v.${name} = r.${name}`)
    .join(', ')}
  WHERE v.organization_id = $organizationId`;

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

  /** Those that have one of these names, locked until the end of the run. */
  async lockKnown({ externalIds, stockNumbers, vins }: KnownNames): Promise<VehicleRow[]> {
    const rows = [
      ...(await this.lockBy('external_id', EXTERNAL_ID, externalIds)),
      ...(await this.lockBy('stock_number', STOCK_NUMBER, stockNumbers)),
      ...(await this.lockBy('vin', VIN, vins)),
    ];
    return [...new Map(rows.map((row) => [row.id, toVehicleRow(row)])).values()];
  }

  /** Those of the ids that exist, locked until the end of the run. */
  async lockMany(vehicleIds: readonly string[]): Promise<VehicleRow[]> {
    return (await this.lockBy('id', 'CHAR(36)', vehicleIds)).map(toVehicleRow);
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
    if (vehicles.length === 0) return;
    const rows = vehicles.map(({ id, version, price, currency, updatedAt }) => [
      ...[id, version, price, currency, instant(updatedAt)],
    ]);
    await this.db.execute(INSERT_PRICES, { rows: JSON.stringify(rows), changedBy });
  }

  private async lockBy(
    column: string,
    type: string,
    values: readonly string[],
  ): Promise<RawVehicleRow[]> {
    if (values.length === 0) return [];
    return this.db.select<RawVehicleRow>(
      `SELECT ${VEHICLE_COLUMNS} FROM
         JSON_TABLE($values, '$$[*]' COLUMNS (known ${type} PATH '$$')) AS r
       STRAIGHT_JOIN vehicles ON vehicles.organization_id = $organizationId
         AND vehicles.${column} = r.known
       FOR UPDATE`,
      { values: JSON.stringify(values) },
    );
  }

  private async write(sql: string, vehicles: readonly VehicleRow[]): Promise<void> {
    this.changes.note(vehicles.map(({ id }) => id));
    if (vehicles.length === 0) return;
    const rows = vehicles.map((vehicle) => COLUMNS.map(([, , value]) => value(vehicle)));
    await translateViolations(TAKEN, () => this.db.execute(sql, { rows: JSON.stringify(rows) }));
  }
}

const EXTERNAL_ID = 'VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin';
const STOCK_NUMBER = 'VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';
const VIN = 'CHAR(17) CHARACTER SET ascii COLLATE ascii_bin';

const INSERT_PRICES = `INSERT INTO vehicle_prices (organization_id, vehicle_id, vehicle_version,
    price, currency, changed_at, changed_by)
  SELECT $organizationId, r.id, r.version, r.price, r.currency, r.changed_at, $changedBy
  FROM JSON_TABLE($rows, '$$[*]' COLUMNS (id CHAR(36) PATH '$$[0]', version INT PATH '$$[1]',
    price BIGINT PATH '$$[2]', currency CHAR(3) PATH '$$[3]',
    changed_at DATETIME(3) PATH '$$[4]')) AS r`;

const TAKEN = {
  uq_vehicles_vin: () =>
    conflict('vin_already_exists', 'Another vehicle of the group has this VIN.'),
  uq_vehicles_external_id: () =>
    conflict('external_id_already_exists', 'Another vehicle of the group has this external id.'),
  uq_vehicles_stock_number: () =>
    conflict('stock_number_already_exists', 'Another vehicle of the group has this stock number.'),
};
