import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Turn } from './rotation-types.js';

interface TurnRow {
  readonly visitId: string;
  readonly showroomId: string;
  readonly customerId: string | null;
  readonly leadScore: number | null;
  readonly state: Turn['state'];
  readonly requestedAt: Date;
  readonly waitingSince: Date | null;
  readonly assignedTo: string | null;
  readonly acceptBy: Date | null;
  readonly shortlist: readonly string[] | string;
  readonly version: number;
}

const COLUMNS = `visit_id AS visitId, showroom_id AS showroomId, customer_id AS customerId,
  lead_score AS leadScore, state, requested_at AS requestedAt, waiting_since AS waitingSince,
  assigned_to AS assignedTo, accept_by AS acceptBy, shortlist, version`;

/** Turns: which visits wait for a rep, and who has been asked. */
export class TurnRepository {
  constructor(private readonly db: TenantDb) {}

  /** The turn of a visit, if it ever asked for one. */
  async find(visitId: string): Promise<Turn | undefined> {
    const row = await this.db.selectOne<TurnRow>(
      `SELECT ${COLUMNS} FROM turns
       WHERE organization_id = $organizationId AND visit_id = $visitId`,
      { visitId },
    );
    return row && toTurn(row);
  }

  /** Those who wait, the longest first. */
  async waiting(showroomId: string): Promise<readonly Turn[]> {
    const rows = await this.db.select<TurnRow>(
      `SELECT ${COLUMNS} FROM turns
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         AND state = 'waiting'
       ORDER BY waiting_since, visit_id`,
      { showroomId },
    );
    return rows.map(toTurn);
  }

  /** Who is assigned to which open visit of the showroom. */
  async assignedIn(showroomId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.db.select<{ visitId: string; assignedTo: string }>(
      `SELECT assigned_visit_id AS visitId, user_id AS assignedTo FROM staff
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         AND assigned_visit_id IS NOT NULL`,
      { showroomId },
    );
    return new Map(rows.map((row) => [row.visitId, row.assignedTo]));
  }

  /** How often the turns of these visits were changed, by visit id. */
  async versionsOf(visitIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (visitIds.length === 0) return new Map();
    const list = bindList('visit', visitIds);
    const rows = await this.db.select<{ visitId: string; version: number }>(
      `SELECT visit_id AS visitId, version FROM turns
       WHERE organization_id = $organizationId AND visit_id IN (${list.sql})`,
      list.bind,
    );
    return new Map(rows.map((row) => [row.visitId, row.version]));
  }

  /** Writes the turn as it now is; its version rises by one. */
  async save(turn: Turn): Promise<void> {
    await this.db.execute(
      `INSERT INTO turns (organization_id, visit_id, showroom_id, customer_id, lead_score, state,
         requested_at, waiting_since, assigned_to, accept_by, shortlist)
       VALUES ($organizationId, $visitId, $showroomId, $customerId, $leadScore, $state,
         $requestedAt, $waitingSince, $assignedTo, $acceptBy, $shortlist)
       ON DUPLICATE KEY UPDATE customer_id = VALUES(customer_id),
         lead_score = VALUES(lead_score), state = VALUES(state),
         waiting_since = VALUES(waiting_since), assigned_to = VALUES(assigned_to),
         accept_by = VALUES(accept_by), shortlist = VALUES(shortlist), version = version + 1`,
      {
        visitId: turn.visitId,
        showroomId: turn.showroomId,
        customerId: turn.customerId,
        leadScore: turn.leadScore,
        state: turn.state,
        requestedAt: turn.requestedAt,
        waitingSince: turn.waitingSince,
        assignedTo: turn.assignedTo,
        acceptBy: turn.acceptBy,
        shortlist: JSON.stringify(turn.shortlist),
      },
    );
  }
}

function toTurn(row: TurnRow): Turn {
  const shortlist: unknown =
    typeof row.shortlist === 'string' ? JSON.parse(row.shortlist) : row.shortlist;
  return {
    visitId: row.visitId,
    showroomId: row.showroomId,
    state: row.state,
    requestedAt: row.requestedAt,
    version: row.version,
    shortlist: Array.isArray(shortlist) ? shortlist.map(String) : [],
    ...(row.customerId !== null && { customerId: row.customerId }),
    ...(row.leadScore !== null && { leadScore: row.leadScore }),
    ...(row.waitingSince && { waitingSince: row.waitingSince }),
    ...(row.assignedTo !== null && { assignedTo: row.assignedTo }),
    ...(row.acceptBy && { acceptBy: row.acceptBy }),
  };
}
