import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { FIRST_ID } from '../../shared/ids.js';
import { parsed } from '../../shared/json-column.js';
import { feedPhotos } from './feed-photo-rules.js';
import type { StoredPhoto } from './feed-photo-rules.js';
import type { FeedQuery, FeedVehicle } from './feed-types.js';

type RawFeedVehicle = Omit<FeedVehicle, 'features' | 'photos' | 'address'> & {
  readonly features: FeedVehicle['features'] | string;
  readonly photos: readonly StoredPhoto[] | string;
  readonly address: FeedVehicle['address'] | string;
};

const PAGE = 500;

/** What is for sale, with the showroom of each vehicle. */
export class FeedReadModel {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  /** All of it, page by page: memory does not grow with the inventory. */
  async *pages({ showroomIds }: FeedQuery): AsyncGenerator<readonly FeedVehicle[]> {
    let after = FIRST_ID;
    for (;;) {
      const page = await this.page(showroomIds, after);
      if (page.length > 0) yield page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last.id;
    }
  }

  private async page(
    showroomIds: FeedQuery['showroomIds'],
    after: string,
  ): Promise<readonly FeedVehicle[]> {
    if (showroomIds !== 'all' && showroomIds.length === 0) return [];
    const showrooms = showroomIds === 'all' ? undefined : bindList('showroom', showroomIds);
    const only = showrooms === undefined ? '' : `AND v.showroom_id IN (${showrooms.sql})`;
    const rows = await this.db.select<RawFeedVehicle>(
      `SELECT ${COLUMNS} FROM vehicles AS v
       JOIN showrooms AS s ON s.organization_id = v.organization_id AND s.id = v.showroom_id
       WHERE v.organization_id = $organizationId AND v.id > $after ${only}
         AND v.vin IS NOT NULL AND v.price > 0
         AND (v.status = 'available' OR (v.status = 'held' AND v.held_until <= $now))
       ORDER BY v.id LIMIT ${PAGE}`,
      { ...showrooms?.bind, after, now: this.clock.now() },
    );
    return rows.map(toFeedVehicle);
  }
}

const COLUMNS = `v.id, v.vin, v.stock_number AS stockNumber, v.vehicle_condition AS \`condition\`,
  v.model_year AS modelYear, v.make, v.model, v.trim, v.body_style AS bodyStyle,
  v.fuel_type AS fuelType, v.transmission, v.drivetrain, v.exterior_color AS exteriorColor,
  v.interior_color AS interiorColor, v.mileage, v.currency, v.price, v.msrp, v.features, v.photos,
  v.in_stock_since AS inStockSince, v.showroom_id AS showroomId, s.name AS showroomName, s.address,
  s.latitude, s.longitude`;

function toFeedVehicle(row: RawFeedVehicle): FeedVehicle {
  return {
    ...row,
    features: parsed(row.features),
    photos: feedPhotos(parsed(row.photos)),
    address: row.address === null ? null : parsed(row.address),
  };
}
