import type { TenantDb } from '../../database/tenant-db.js';

/** Fewer distinct visitors than this, and a cell is not shown (docs/domain.md, Heatmap). */
export const MIN_VISITORS = 5;

/** Dwell of visitors who entered in this time counts, in milliseconds. */
export const HEATMAP_WINDOW_MS = 24 * 3_600_000;

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
}

interface CellRow {
  readonly floor: number;
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
  readonly visitors: number;
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

  /** Works the map out anew; a cell that fewer than five distinct visitors were in is left out. */
  async rebuild(showroomId: string, since: Date, now: Date): Promise<void> {
    const rows = await this.db.select<CellRow>(
      `SELECT d.floor, d.cell_x AS x, d.cell_y AS y, SUM(d.seconds) AS seconds,
         COUNT(DISTINCT COALESCE(v.customer_id, v.id)) AS visitors
       FROM visit_dwells d
       JOIN visits v ON v.organization_id = d.organization_id AND v.id = d.visit_id
       WHERE d.organization_id = $organizationId AND d.showroom_id = $showroomId
         AND v.entered_at >= $since
       GROUP BY d.floor, d.cell_x, d.cell_y
       HAVING visitors >= $minVisitors
       ORDER BY d.floor, d.cell_x, d.cell_y`,
      { showroomId, since, minVisitors: MIN_VISITORS },
    );
    const cells = rows.map((row) => ({ ...row, seconds: Math.round(row.seconds) }));
    await this.db.execute(
      `INSERT INTO heatmaps (organization_id, showroom_id, cells, rebuilt_at)
       VALUES ($organizationId, $showroomId, $cells, $now)
       ON DUPLICATE KEY UPDATE cells = VALUES(cells), rebuilt_at = VALUES(rebuilt_at)`,
      { showroomId, cells: JSON.stringify(cells), now },
    );
  }
}
