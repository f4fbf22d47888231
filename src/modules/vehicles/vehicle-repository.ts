import { bindList } from '../../database/bind-list.js';
import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import { conflict } from '../../shared/errors.js';
import type { VehicleModel } from './vehicle-model.js';
import {
  DISPLAYED_COLUMNS,
  VEHICLE_COLUMNS,
  toDisplayedVehicle,
  toVehicleRow,
} from './vehicle-row.js';
import type { RawDisplayedRow, RawVehicleRow } from './vehicle-row.js';
import type { DisplayedVehicle, VehicleRow, VehicleValues } from './vehicle-types.js';

interface VehicleRepositoryDeps {
  readonly model: VehicleModel;
  readonly tenantDb: TenantDb;
}

/** Writes of vehicles, and reads by key. */
export class VehicleRepository {
  constructor(private readonly deps: VehicleRepositoryDeps) {}

  async find(vehicleId: string): Promise<VehicleRow | undefined> {
    return this.findBy(SELECT_BY_ID, vehicleId);
  }

  /** The vehicle, locked until the end of the run. */
  async lock(vehicleId: string): Promise<VehicleRow | undefined> {
    return this.findBy(`${SELECT_BY_ID} FOR UPDATE`, vehicleId);
  }

  /** Those of the ids that exist, in no order. */
  async findMany(vehicleIds: readonly string[]): Promise<VehicleRow[]> {
    if (vehicleIds.length === 0) return [];
    const ids = bindList('id', vehicleIds);
    const rows = await this.deps.tenantDb.select<RawVehicleRow>(
      `SELECT ${VEHICLE_COLUMNS} FROM vehicles
       WHERE organization_id = $organizationId AND id IN (${ids.sql})`,
      ids.bind,
    );
    return rows.map(toVehicleRow);
  }

  /** What stands on the floors of a showroom, on one of them when `floor` is given. */
  async displayedOn(showroomId: string, floor?: number): Promise<DisplayedVehicle[]> {
    const onFloor = floor === undefined ? '' : 'AND position_floor = $floor';
    const rows = await this.deps.tenantDb.select<RawDisplayedRow>(
      `SELECT ${DISPLAYED_COLUMNS} FROM vehicles
       WHERE organization_id = $organizationId AND showroom_id = $showroomId AND displayed = TRUE
         ${onFloor} ORDER BY id`,
      floor === undefined ? { showroomId } : { showroomId, floor },
    );
    return rows.map(toDisplayedVehicle);
  }

  /** Adds a vehicle of version 1; 409 when its VIN or stock number is taken. */
  async insert(vehicleId: string, values: VehicleValues, now: Date): Promise<void> {
    const organizationId = currentOrganizationId();
    const row = { ...columnsOf(values), id: vehicleId, organizationId };
    await translateViolations(TAKEN, () =>
      this.deps.model.create({ ...row, createdAt: now, updatedAt: now, version: 1 }),
    );
  }

  /** Stores all values under the next version; the caller holds the lock. */
  async update(current: VehicleRow, values: VehicleValues, now: Date): Promise<void> {
    const organizationId = currentOrganizationId();
    const version = current.version + 1;
    await translateViolations(TAKEN, () =>
      this.deps.model.update(
        { ...columnsOf(values), updatedAt: now, version },
        { where: { organizationId, id: current.id } },
      ),
    );
  }

  private async findBy(sql: string, vehicleId: string): Promise<VehicleRow | undefined> {
    const row = await this.deps.tenantDb.selectOne<RawVehicleRow>(sql, { vehicleId });
    return row === undefined ? undefined : toVehicleRow(row);
  }
}

const SELECT_BY_ID = `SELECT ${VEHICLE_COLUMNS} FROM vehicles
  WHERE organization_id = $organizationId AND id = $vehicleId`;

const TAKEN = {
  uq_vehicles_vin: () =>
    taken('vin_already_exists', 'Another vehicle of the group has this VIN.', '/vin'),
  uq_vehicles_stock_number: () =>
    taken(
      'stock_number_already_exists',
      'Another vehicle of the group has this stock number.',
      '/stockNumber',
    ),
};

function taken(code: string, detail: string, pointer: string): Error {
  return conflict(code, detail, { errors: [{ pointer, code, detail }] });
}

function columnsOf(values: VehicleValues): Record<string, unknown> {
  return {
    showroomId: values.showroomId,
    vin: values.vin,
    stockNumber: values.stockNumber,
    status: values.status,
    condition: values.condition,
    modelYear: values.modelYear,
    make: values.make,
    model: values.model,
    trim: values.trim,
    bodyStyle: values.bodyStyle,
    fuelType: values.fuelType,
    transmission: values.transmission,
    drivetrain: values.drivetrain,
    exteriorColor: values.exteriorColor,
    interiorColor: values.interiorColor,
    mileage: values.mileage,
    currency: values.currency,
    price: values.price,
    msrp: values.msrp,
    cost: values.cost,
    pack: values.pack,
    features: values.features,
    photos: values.photos,
    displayed: values.displayed,
    positionFloor: values.positionFloor,
    positionXMm: values.positionXMm,
    positionYMm: values.positionYMm,
    inStockSince: new Date(values.inStockSince),
  };
}
