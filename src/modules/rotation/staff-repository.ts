import { violatedKey } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { StaffMember } from './rotation-types.js';

interface StaffRow {
  readonly userId: string;
  readonly paused: number;
  readonly checkedInAt: Date | null;
  readonly lastAssignedAt: Date | null;
  readonly assignedVisitId: string | null;
  readonly busyElsewhere: number;
  /** Ids with commas between them. */
  readonly alsoAt: string | null;
}

const SELECT_STAFF = `SELECT s.user_id AS userId, s.paused, s.checked_in_at AS checkedInAt,
    s.last_assigned_at AS lastAssignedAt, s.assigned_visit_id AS assignedVisitId,
    EXISTS (SELECT 1 FROM staff e WHERE e.organization_id = $organizationId
      AND e.assigned_user_id = s.user_id AND e.showroom_id <> s.showroom_id) AS busyElsewhere,
    (SELECT GROUP_CONCAT(o.showroom_id ORDER BY o.showroom_id) FROM staff o
      WHERE o.organization_id = $organizationId AND o.user_id = s.user_id
        AND o.showroom_id <> s.showroom_id AND o.checked_in_at IS NOT NULL) AS alsoAt
  FROM staff s
  WHERE s.organization_id = $organizationId AND s.showroom_id = $showroomId`;

/** Staff of a showroom: presence, pauses and the one visit a rep may have. */
export class StaffRepository {
  constructor(private readonly db: TenantDb) {}

  /**
   * Takes the showroom's place in the queue of decisions; the first statement of every run that
   * assigns or frees anybody. No foreign key points at this row, so nobody else locks it.
   */
  async lockShowroom(showroomId: string): Promise<void> {
    await this.db.execute(
      `INSERT INTO rotation_locks (organization_id, showroom_id)
       VALUES ($organizationId, $showroomId)
       ON DUPLICATE KEY UPDATE showroom_id = VALUES(showroom_id)`,
      { showroomId },
    );
  }

  /** Everybody who was ever checked in at the showroom. */
  async list(showroomId: string): Promise<readonly StaffMember[]> {
    const rows = await this.db.select<StaffRow>(SELECT_STAFF, { showroomId });
    return rows.map(toMember);
  }

  /** Sets the pause; a rep who is not checked in is checked in by becoming available. */
  async setPaused(showroomId: string, userId: string, paused: boolean, now: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO staff (organization_id, showroom_id, user_id, paused, checked_in_at)
       VALUES ($organizationId, $showroomId, $userId, $paused, IF($paused, NULL, $now))
       ON DUPLICATE KEY UPDATE paused = $paused,
         checked_in_at = COALESCE(checked_in_at, IF($paused, NULL, $now))`,
      { showroomId, userId, paused: paused ? 1 : 0, now },
    );
  }

  /**
   * Gives a rep his visit. False when he has one already, here or in another showroom: the
   * schema refuses the second.
   */
  async assign(showroomId: string, userId: string, visitId: string, now: Date): Promise<boolean> {
    try {
      const changed = await this.db.execute(
        `UPDATE staff SET assigned_visit_id = $visitId, last_assigned_at = $now
         WHERE organization_id = $organizationId AND showroom_id = $showroomId
           AND user_id = $userId AND assigned_visit_id IS NULL`,
        { showroomId, userId, visitId, now },
      );
      return changed === 1;
    } catch (error) {
      if (violatedKey(error) === 'uq_staff_assigned_user') return false;
      throw error;
    }
  }

  /** Frees whoever has this visit; a pause stays. */
  async release(visitId: string): Promise<void> {
    await this.db.execute(
      `UPDATE staff SET assigned_visit_id = NULL
       WHERE organization_id = $organizationId AND assigned_visit_id = $visitId`,
      { visitId },
    );
  }
}

function toMember(row: StaffRow): StaffMember {
  return {
    userId: row.userId,
    paused: row.paused === 1,
    busyElsewhere: row.busyElsewhere === 1,
    ...(row.checkedInAt && { checkedInAt: row.checkedInAt }),
    ...(row.lastAssignedAt && { lastAssignedAt: row.lastAssignedAt }),
    ...(row.assignedVisitId !== null && { assignedVisitId: row.assignedVisitId }),
    ...(row.alsoAt !== null && { alsoAt: row.alsoAt.split(',') }),
  };
}
