import type { TenantDb } from '../../database/tenant-db.js';
import { SILENCE_MS } from './floor-rules.js';
import type { Visit } from './visit-types.js';

const CELL_MM = 1_000;

/** How long visitors stood in each square metre. */
export class DwellRepository {
  constructor(private readonly db: TenantDb) {}

  /** Adds the time since the last position to its cell; longer silence than 30 minutes is cut. */
  async add(visit: Visit, until: Date): Promise<void> {
    const { location, locatedAt } = visit;
    if (location === undefined || locatedAt === undefined) return;
    const elapsedMs = Math.min(until.getTime() - locatedAt.getTime(), SILENCE_MS);
    if (elapsedMs <= 0) return;
    await this.db.execute(
      `INSERT INTO visit_dwells (organization_id, showroom_id, visit_id, floor, cell_x, cell_y,
         seconds)
       VALUES ($organizationId, $showroomId, $visitId, $floor, $cellX, $cellY, $seconds)
       ON DUPLICATE KEY UPDATE seconds = seconds + VALUES(seconds)`,
      {
        showroomId: visit.showroomId,
        visitId: visit.id,
        floor: location.floor,
        cellX: Math.floor(location.xMm / CELL_MM),
        cellY: Math.floor(location.yMm / CELL_MM),
        seconds: elapsedMs / 1_000,
      },
    );
  }

  /** Drops what no heatmap counts any more: visits that ended, and began, before this time. */
  async forget(showroomId: string, before: Date): Promise<void> {
    await this.db.execute(
      `DELETE FROM visit_dwells
       WHERE organization_id = $organizationId AND showroom_id = $showroomId AND visit_id IN (
         SELECT id FROM visits WHERE organization_id = $organizationId
           AND showroom_id = $showroomId AND exited_at < $before AND entered_at < $before)`,
      { showroomId, before },
    );
  }
}
