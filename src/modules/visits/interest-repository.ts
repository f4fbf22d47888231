import type { TenantDb } from '../../database/tenant-db.js';

/** Vehicles a visitor showed interest in, and those he was already told to be near. */
export class InterestRepository {
  constructor(private readonly db: TenantDb) {}

  /** Keeps the level of the latest time, whatever came last, and the highest. */
  async record(visitId: string, vehicleId: string, level: number, at: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO visit_interests (organization_id, visit_id, vehicle_id, latest_level,
         highest_level, updated_at)
       VALUES ($organizationId, $visitId, $vehicleId, $level, $level, $at)
       ON DUPLICATE KEY UPDATE latest_level = IF(updated_at > $at, latest_level, $level),
         highest_level = GREATEST(highest_level, $level), updated_at = GREATEST(updated_at, $at)`,
      { visitId, vehicleId, level, at },
    );
  }

  /** Every vehicle of the visit's interests, at any level. */
  async vehicleIds(visitId: string): Promise<readonly string[]> {
    const rows = await this.db.select<{ vehicleId: string }>(
      `SELECT vehicle_id AS vehicleId FROM visit_interests
       WHERE organization_id = $organizationId AND visit_id = $visitId`,
      { visitId },
    );
    return rows.map((row) => row.vehicleId);
  }

  /** Vehicles that the visit was told of after this time, and when. */
  async toldSince(visitId: string, since: Date): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.db.select<{ vehicleId: string; alertedAt: Date }>(
      `SELECT vehicle_id AS vehicleId, alerted_at AS alertedAt FROM near_interest_alerts
       WHERE organization_id = $organizationId AND visit_id = $visitId AND alerted_at > $since`,
      { visitId, since },
    );
    return new Map(rows.map(({ vehicleId, alertedAt }) => [vehicleId, alertedAt]));
  }

  /** Remembers that the visit was told of this vehicle. */
  async markTold(visitId: string, vehicleId: string, now: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO near_interest_alerts (organization_id, visit_id, vehicle_id, alerted_at)
       VALUES ($organizationId, $visitId, $vehicleId, $now)
       ON DUPLICATE KEY UPDATE alerted_at = $now`,
      { visitId, vehicleId, now },
    );
  }
}
