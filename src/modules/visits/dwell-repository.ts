import type { TenantDb } from '../../database/tenant-db.js';
import type { Dwell } from './dwell-rules.js';

/** How long a visitor stood where. */
export interface VisitDwell extends Dwell {
  readonly showroomId: string;
  readonly visitId: string;
}

/** The same, of whichever tenant. */
export interface TenantDwell extends VisitDwell {
  readonly organizationId: string;
}

/** How long visitors stood in each square metre, by the hour. */
export class DwellRepository {
  constructor(private readonly db: TenantDb) {}

  /** Adds to what is there, in one statement. */
  async add(dwells: readonly VisitDwell[]): Promise<void> {
    if (dwells.length === 0) return;
    await this.db.execute(insertOf('$organizationId'), { dwells: asJson(dwells) });
  }

  /** Adds to what is there, for many tenants in one statement. */
  async addForTenants(dwells: readonly TenantDwell[]): Promise<void> {
    if (dwells.length === 0) return;
    await this.db.execute(insertOf('entry.organization_id'), { dwells: asJson(dwells) });
  }

  /** Drops what was spent before this hour. */
  async forget(showroomId: string, before: Date): Promise<void> {
    await this.db.execute(
      `DELETE FROM visit_dwells
       WHERE organization_id = $organizationId AND showroom_id = $showroomId AND hour < $before`,
      { showroomId, before },
    );
  }
}

function asJson(dwells: readonly VisitDwell[]): string {
  return JSON.stringify(
    dwells.map((dwell) => ({ ...dwell, hour: dwell.hour.toISOString().slice(0, 19) })),
  );
}

/** A list in one parameter: one text, prepared once, however many there are. */
function insertOf(organizationId: string): string {
  return `INSERT INTO visit_dwells (organization_id, showroom_id, hour, floor, cell_x, cell_y,
      visit_id, seconds)
    SELECT ${organizationId}, entry.showroom_id, entry.hour, entry.floor, entry.cell_x,
      entry.cell_y, entry.visit_id, entry.seconds
    FROM JSON_TABLE($dwells, '$$[*]' COLUMNS (
      organization_id CHAR(36) CHARACTER SET ascii PATH '$$.organizationId',
      showroom_id CHAR(36) CHARACTER SET ascii PATH '$$.showroomId',
      visit_id CHAR(36) CHARACTER SET ascii PATH '$$.visitId',
      hour DATETIME PATH '$$.hour',
      floor SMALLINT PATH '$$.floor',
      cell_x INT PATH '$$.cellX',
      cell_y INT PATH '$$.cellY',
      seconds DOUBLE PATH '$$.seconds')) AS entry
    ON DUPLICATE KEY UPDATE seconds = visit_dwells.seconds + VALUES(seconds)`;
}
