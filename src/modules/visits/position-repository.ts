import type { TenantDb } from '../../database/tenant-db.js';
import type { Stop } from './dwell-rules.js';
import { toPoint } from './visit-row.js';
import type { VisitRow } from './visit-row.js';

/** An open visit of whichever tenant, and where the database has its visitor. */
export interface LocatedVisit {
  readonly organizationId: string;
  readonly showroomId: string;
  readonly visitId: string;
  readonly stop?: Stop;
}

/** Where a visitor is from now on. */
export interface Relocation {
  readonly organizationId: string;
  readonly visitId: string;
  readonly stop: Stop;
}

interface Row extends Pick<
  VisitRow,
  'showroomId' | 'floor' | 'xMm' | 'yMm' | 'zone' | 'locatedAt'
> {
  readonly organizationId: string;
  readonly visitId: string;
}

/** Last positions of visits of all tenants: who writes them does so for everybody at once. */
export class PositionRepository {
  constructor(private readonly db: TenantDb) {}

  /** Those of the visits that are open, locked in the order of their ids until the run ends. */
  async lockOpen(visitIds: readonly string[]): Promise<readonly LocatedVisit[]> {
    const rows = await this.db.select<Row>(
      `SELECT visits.organization_id AS organizationId, visits.showroom_id AS showroomId,
         visits.id AS visitId, visits.floor, visits.x_mm AS xMm, visits.y_mm AS yMm, visits.zone,
         visits.located_at AS locatedAt
       FROM JSON_TABLE($ids, '$$[*]' COLUMNS (id CHAR(36) CHARACTER SET ascii PATH '$$')) AS entry
       STRAIGHT_JOIN visits FORCE INDEX (PRIMARY) ON visits.id = CAST(entry.id AS UUID)
       WHERE visits.exited_at IS NULL FOR UPDATE`,
      { ids: JSON.stringify([...visitIds].sort()) },
    );
    return rows.map(toLocatedVisit);
  }

  /** Stores where visitors are, and that they have been heard of, in one statement. */
  async relocate(relocations: readonly Relocation[]): Promise<void> {
    if (relocations.length === 0) return;
    await this.db.execute(
      `UPDATE JSON_TABLE($positions, '$$[*]' COLUMNS (
           organization_id CHAR(36) CHARACTER SET ascii PATH '$$.organizationId',
           visit_id CHAR(36) CHARACTER SET ascii PATH '$$.visitId',
           at DATETIME(3) PATH '$$.at',
           floor SMALLINT PATH '$$.floor',
           x_mm INT PATH '$$.xMm',
           y_mm INT PATH '$$.yMm',
           zone VARCHAR(64) PATH '$$.zone')) AS entry
       STRAIGHT_JOIN visits FORCE INDEX (PRIMARY)
         ON visits.id = CAST(entry.visit_id AS UUID)
         AND visits.organization_id = CAST(entry.organization_id AS UUID)
       SET visits.floor = entry.floor, visits.x_mm = entry.x_mm, visits.y_mm = entry.y_mm,
         visits.zone = entry.zone, visits.located_at = entry.at,
         visits.last_activity_at = GREATEST(visits.last_activity_at, entry.at)
       WHERE visits.exited_at IS NULL`,
      { positions: JSON.stringify(relocations.map(toEntry)) },
    );
  }
}

function toLocatedVisit(row: Row): LocatedVisit {
  const { organizationId, showroomId, visitId, locatedAt } = row;
  const point = toPoint(row);
  const about = { organizationId, showroomId, visitId };
  if (point === undefined || locatedAt === null) return about;
  return { ...about, stop: { point, at: locatedAt } };
}

function toEntry({ organizationId, visitId, stop }: Relocation): object {
  const at = stop.at.toISOString().slice(0, -1);
  return { organizationId, visitId, at, ...stop.point };
}
