import { violatedKey } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { StaffMember } from './rotation-types.js';

interface StaffRow {
  readonly userId: string;
  readonly paused: number;
  readonly checkedInAt: Date | null;
  readonly lastAssignedAt: Date | null;
  readonly assignedVisitId: string | null;
  readonly isAsked: number | null;
  readonly busyElsewhere: number;
  /** Ids with commas between them. */
  readonly alsoAt: string | null;
}

const SELECT_STAFF = `SELECT a.user_id AS userId, COALESCE(s.paused, 0) AS paused,
    s.checked_in_at AS checkedInAt, s.last_assigned_at AS lastAssignedAt,
    s.assigned_visit_id AS assignedVisitId, t.state = 'assigned' AS isAsked,
    EXISTS (SELECT 1 FROM staff e WHERE e.organization_id = $organizationId
      AND e.assigned_user_id = a.user_id AND e.showroom_id <> a.showroom_id) AS busyElsewhere,
    (SELECT GROUP_CONCAT(o.showroom_id ORDER BY o.showroom_id) FROM staff o
      WHERE o.organization_id = $organizationId AND o.user_id = a.user_id
        AND o.showroom_id <> a.showroom_id AND o.checked_in_at IS NOT NULL) AS alsoAt
  FROM user_showrooms a
  JOIN users u ON u.organization_id = a.organization_id AND u.id = a.user_id
    AND u.role = 'sales_rep' AND u.disabled_at IS NULL
  LEFT JOIN staff s ON s.organization_id = a.organization_id AND s.showroom_id = a.showroom_id
    AND s.user_id = a.user_id
  LEFT JOIN turns t ON t.organization_id = s.organization_id AND t.visit_id = s.assigned_visit_id
  WHERE a.organization_id = $organizationId AND a.showroom_id = $showroomId`;

const SELECT_DISMISSED = `SELECT s.assigned_visit_id AS assignedVisitId FROM staff s
  WHERE s.organization_id = $organizationId AND s.showroom_id = $showroomId
    AND s.user_id = $userId AND NOT EXISTS (
      SELECT 1 FROM users u
      JOIN user_showrooms a ON a.organization_id = u.organization_id AND a.user_id = u.id
      WHERE u.organization_id = $organizationId AND u.id = $userId AND u.role = 'sales_rep'
        AND u.disabled_at IS NULL AND a.showroom_id = $showroomId)`;

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

  /** Every rep who may work in the showroom, at work or not. */
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

  /** Begins somebody's presence; a pause stays, as does a presence that has begun already. */
  async checkIn(showroomId: string, userId: string, now: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO staff (organization_id, showroom_id, user_id, checked_in_at)
       VALUES ($organizationId, $showroomId, $userId, $now)
       ON DUPLICATE KEY UPDATE checked_in_at = COALESCE(checked_in_at, $now)`,
      { showroomId, userId, now },
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

  /** The showrooms at which this person was ever checked in, or may work. */
  async showroomsOf(userId: string): Promise<readonly string[]> {
    const rows = await this.db.select<{ showroomId: string }>(
      `SELECT showroom_id AS showroomId FROM staff
       WHERE organization_id = $organizationId AND user_id = $userId
       UNION SELECT showroom_id FROM user_showrooms
       WHERE organization_id = $organizationId AND user_id = $userId ORDER BY showroomId`,
      { userId },
    );
    return rows.map((row) => row.showroomId);
  }

  /** What is left here of one who may not work here any more; undefined when he may. */
  async findDismissed(
    showroomId: string,
    userId: string,
  ): Promise<{ readonly assignedVisitId: string | null } | undefined> {
    return this.db.selectOne(SELECT_DISMISSED, { showroomId, userId });
  }

  /** Ends somebody's presence, and with it a pause; a visit stays. */
  async checkOut(showroomId: string, userId: string): Promise<void> {
    await this.db.execute(
      `UPDATE staff SET checked_in_at = NULL, paused = FALSE
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         AND user_id = $userId`,
      { showroomId, userId },
    );
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
    ...(row.isAsked === 1 && { isAsked: true }),
    ...(row.alsoAt !== null && { alsoAt: row.alsoAt.split(',') }),
  };
}
