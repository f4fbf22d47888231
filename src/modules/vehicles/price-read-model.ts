import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { PriceChange, PriceHistoryPage } from './price-types.js';

interface PriceRow {
  readonly price: number | null;
  readonly currency: string;
  readonly changedAt: Date;
  readonly changedBy: string | null;
  readonly vehicleVersion: number;
}

/** The history of prices in pages. */
export class PriceReadModel {
  constructor(private readonly db: TenantDb) {}

  /** Prices of a vehicle, latest first. */
  async list(vehicleId: string, { limit, before }: PriceHistoryPage): Promise<Page<PriceChange>> {
    const earlier = before === undefined ? '' : 'AND vehicle_version < $before';
    const rows = await this.db.select<PriceRow>(
      `SELECT price, currency, changed_at AS changedAt, changed_by AS changedBy,
         vehicle_version AS vehicleVersion
       FROM vehicle_prices
       WHERE organization_id = $organizationId AND vehicle_id = $vehicleId ${earlier}
       ORDER BY vehicle_version DESC LIMIT ${limit + 1}`,
      before === undefined ? { vehicleId } : { vehicleId, before },
    );
    return toPage(rows.map(toPriceChange), limit, (change) => [change.vehicleVersion]);
  }

  /** How many prices the vehicle has had. */
  async count(vehicleId: string): Promise<number> {
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM vehicle_prices
       WHERE organization_id = $organizationId AND vehicle_id = $vehicleId`,
      { vehicleId },
    );
    return row?.total ?? 0;
  }
}

function toPriceChange({ price, changedBy, ...rest }: PriceRow): PriceChange {
  return {
    ...rest,
    ...(price !== null && { price }),
    ...(changedBy !== null && { changedBy }),
  };
}
