import { bindList } from '../../database/bind-list.js';
import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { InventoryChanges } from './inventory-changes.js';
import type { VehicleModel } from './vehicle-model.js';
import {
  DISPLAYED_COLUMNS,
  VEHICLE_COLUMNS,
  toDisplayedVehicle,
  toVehicleAt,
  toVehicleRow,
} from './vehicle-row.js';
import type { RawDisplayedRow, RawVehicleRow } from './vehicle-row.js';
import type { DisplayedVehicle, VehicleRow } from './vehicle-types.js';
import { TAKEN } from './vehicle-violations.js';

interface VehicleRepositoryDeps {
  readonly model: VehicleModel;
  readonly tenantDb: TenantDb;
  readonly clock: Clock;
  readonly changes: InventoryChanges;
}

/** Writes of vehicles, and reads by key. */
export class VehicleRepository {
  constructor(private readonly deps: VehicleRepositoryDeps) {}

  async find(vehicleId: string): Promise<VehicleRow | undefined> {
    const row = await this.selectBy(SELECT_BY_ID, vehicleId);
    return row === undefined ? undefined : toVehicleAt(row, this.deps.clock.now());
  }

  /** The vehicle as stored, locked until the end of the run; its hold may be past its time. */
  async lock(vehicleId: string): Promise<VehicleRow | undefined> {
    const row = await this.selectBy(`${SELECT_BY_ID} FOR UPDATE`, vehicleId);
    return row === undefined ? undefined : toVehicleRow(row);
  }

  /** The vehicles of these external ids, by external id. */
  async idsOf(externalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (externalIds.length === 0) return new Map();
    const list = bindList('externalId', externalIds);
    const rows = await this.deps.tenantDb.select<{ id: string; externalId: string }>(
      `SELECT id, external_id AS externalId FROM vehicles
       WHERE organization_id = $organizationId AND external_id IN (${list.sql})`,
      list.bind,
    );
    return new Map(rows.map(({ id, externalId }) => [externalId, id]));
  }

  /** Locks several at once, always in the same order. */
  async lockAll(vehicleIds: readonly string[]): Promise<void> {
    if (vehicleIds.length === 0) return;
    const ids = bindList('id', vehicleIds);
    await this.deps.tenantDb.select(
      `SELECT id FROM vehicles WHERE organization_id = $organizationId AND id IN (${ids.sql})
       ORDER BY id FOR UPDATE`,
      ids.bind,
    );
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
    const now = this.deps.clock.now();
    return rows.map((row) => toVehicleAt(row, now));
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
    const now = this.deps.clock.now();
    return rows.map((row) => toDisplayedVehicle(row, now));
  }

  /** Adds a vehicle; 409 when its VIN or stock number is taken. */
  async insert(vehicle: VehicleRow): Promise<void> {
    const organizationId = currentOrganizationId();
    const { id } = vehicle;
    const createdAt = new Date(vehicle.createdAt);
    this.deps.changes.note([]);
    await translateViolations(TAKEN, () =>
      this.deps.model.create({ ...stateOf(vehicle), id, organizationId, createdAt }),
    );
  }

  /** Stores all of the vehicle as given; the caller holds the lock. */
  async update(vehicle: VehicleRow): Promise<void> {
    const organizationId = currentOrganizationId();
    this.deps.changes.note([vehicle.id]);
    await translateViolations(TAKEN, () =>
      this.deps.model.update(stateOf(vehicle), { where: { organizationId, id: vehicle.id } }),
    );
  }

  /** Stores what a hold changes of the vehicle; the caller holds the lock. */
  async saveHold(vehicle: VehicleRow): Promise<void> {
    const { id: vehicleId, status, holdId, version } = vehicle;
    this.deps.changes.note([vehicleId]);
    await this.deps.tenantDb.execute(
      `UPDATE vehicles SET status = $status, hold_id = $holdId, held_until = $heldUntil,
         updated_at = $updatedAt, version = $version
       WHERE organization_id = $organizationId AND id = $vehicleId`,
      { vehicleId, status, holdId, version, ...instantsOf(vehicle) },
    );
  }

  private async selectBy(sql: string, vehicleId: string): Promise<RawVehicleRow | undefined> {
    return this.deps.tenantDb.selectOne<RawVehicleRow>(sql, { vehicleId });
  }
}

const SELECT_BY_ID = `SELECT ${VEHICLE_COLUMNS} FROM vehicles
  WHERE organization_id = $organizationId AND id = $vehicleId`;

function stateOf(vehicle: VehicleRow): Record<string, unknown> {
  const { holdId, version } = vehicle;
  return { ...columnsOf(vehicle), holdId, ...instantsOf(vehicle), version };
}

function instantsOf({ heldUntil, updatedAt }: VehicleRow): Record<string, Date | null> {
  return {
    heldUntil: heldUntil === null ? null : new Date(heldUntil),
    updatedAt: new Date(updatedAt),
  };
}

function columnsOf(values: VehicleRow): Record<string, unknown> {
  return {
    showroomId: values.showroomId,
    vin: values.vin,
    externalId: values.externalId,
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
