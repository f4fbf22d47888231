import type { TenantDb } from '../../database/tenant-db.js';
import { MIN_VISITORS } from './heatmap-rules.js';
import type { HeatmapHours } from './heatmap-rules.js';

/** One square metre, by its south-west corner. */
export interface HeatmapCell {
  readonly floor: number;
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
  readonly visitors: number;
}

/** Where visitors stood, and when that was worked out. */
export interface Heatmap {
  readonly cells: readonly HeatmapCell[];
  readonly rebuiltAt: Date;
  /** Of which hours; absent for the usual ones. */
  readonly hours?: HeatmapHours;
}

/** Heatmaps as last rebuilt. */
export class HeatmapRepository {
  constructor(private readonly db: TenantDb) {}

  /** The heatmap of a showroom, if one was ever made. */
  async find(showroomId: string): Promise<Heatmap | undefined> {
    const row = await this.db.selectOne<{ cells: readonly HeatmapCell[]; rebuiltAt: Date }>(
      `SELECT cells, rebuilt_at AS rebuiltAt FROM heatmaps
       WHERE organization_id = $organizationId AND showroom_id = $showroomId`,
      { showroomId },
    );
    return row;
  }

  /** Showrooms of any tenant with dwell in the window, and those whose map is to become empty. */
  async showroomsToRebuild(
    since: Date,
  ): Promise<ReadonlyArray<{ organizationId: string; showroomId: string }>> {
    return this.db.select(
      `SELECT DISTINCT organization_id AS organizationId, showroom_id AS showroomId
       FROM visits WHERE entered_at >= $since
       UNION SELECT organization_id, showroom_id FROM heatmaps`,
      { since },
    );
  }

  /** Works the map out anew, and keeps it. */
  async rebuild(showroomId: string, hours: HeatmapHours, now: Date): Promise<void> {
    const cells = await this.cellsOf(showroomId, hours);
    await this.db.execute(
      `INSERT INTO heatmaps (organization_id, showroom_id, cells, rebuilt_at)
       VALUES ($organizationId, $showroomId, $cells, $now)
       ON DUPLICATE KEY UPDATE cells = VALUES(cells), rebuilt_at = VALUES(rebuilt_at)`,
      { showroomId, cells: JSON.stringify(cells), now },
    );
  }

  /** Where visitors stood in these hours; a cell that fewer than five were in is left out. */
  async cellsOf(showroomId: string, { from, to }: HeatmapHours): Promise<readonly HeatmapCell[]> {
    const rows = await this.db.select<HeatmapCell>(
      `SELECT d.floor, d.cell_x AS x, d.cell_y AS y, SUM(d.seconds) AS seconds,
         COUNT(DISTINCT COALESCE(v.customer_id, v.id)) AS visitors
       FROM visit_dwells d
       JOIN visits v ON v.organization_id = d.organization_id AND v.id = d.visit_id
       WHERE d.organization_id = $organizationId AND d.showroom_id = $showroomId
         AND d.hour >= $from AND d.hour < $to
       GROUP BY d.floor, d.cell_x, d.cell_y
       HAVING visitors >= $minVisitors
       ORDER BY d.floor, d.cell_x, d.cell_y`,
      { showroomId, from, to, minVisitors: MIN_VISITORS },
    );
    return rows.map((row) => ({ ...row, seconds: Math.round(row.seconds) }));
  }
}
