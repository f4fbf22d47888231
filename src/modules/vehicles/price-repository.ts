import type { TenantDb } from '../../database/tenant-db.js';
import type { VehicleRow } from './vehicle-types.js';

/** Writes of the history of prices. */
export class PriceRepository {
  constructor(private readonly db: TenantDb) {}

  /** Notes the price that the vehicle has from this version on, and whose change it is. */
  async append(vehicle: VehicleRow, changedBy: string): Promise<void> {
    const { id: vehicleId, version, price, currency, updatedAt } = vehicle;
    await this.db.execute(
      `INSERT INTO vehicle_prices (organization_id, vehicle_id, vehicle_version, price, currency,
         changed_at, changed_by)
       VALUES ($organizationId, $vehicleId, $version, $price, $currency, $changedAt, $changedBy)`,
      { vehicleId, version, price, currency, changedAt: new Date(updatedAt), changedBy },
    );
  }
}
