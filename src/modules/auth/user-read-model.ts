import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { NamedShowroom } from './auth-types.js';

interface NamedRow {
  readonly id: string;
  readonly name: string;
}

/** Names and access of the users of the current organization, in lean SQL. */
export class UserReadModel {
  constructor(private readonly db: TenantDb) {}

  /** Names of these users, disabled ones included. */
  async namesOf(userIds: readonly string[]): Promise<readonly NamedRow[]> {
    const list = bindList('userId', userIds);
    return this.db.select<NamedRow>(
      `SELECT id, name FROM users WHERE organization_id = $organizationId AND id IN (${list.sql})`,
      list.bind,
    );
  }

  /** Sales managers with access to the showroom, the oldest first; not those disabled. */
  async managersOf(showroomId: string): Promise<readonly string[]> {
    const rows = await this.db.select<{ id: string }>(
      `SELECT u.id FROM user_showrooms s
       JOIN users u ON u.organization_id = s.organization_id AND u.id = s.user_id
       WHERE s.organization_id = $organizationId AND s.showroom_id = $showroomId
         AND u.role = 'sales_manager' AND u.disabled_at IS NULL
       ORDER BY u.id`,
      { showroomId },
    );
    return rows.map((row) => row.id);
  }

  /** Sales reps with access to the showroom, the oldest first; not those disabled. */
  async repsOf(
    showroomId: string,
  ): Promise<ReadonlyArray<{ readonly userId: string; readonly name: string }>> {
    return this.db.select(
      `SELECT u.id AS userId, u.name FROM user_showrooms s
       JOIN users u ON u.organization_id = s.organization_id AND u.id = s.user_id
       WHERE s.organization_id = $organizationId AND s.showroom_id = $showroomId
         AND u.role = 'sales_rep' AND u.disabled_at IS NULL
       ORDER BY u.id`,
      { showroomId },
    );
  }

  /** Administrators, the oldest first; not those disabled. */
  async administrators(): Promise<readonly string[]> {
    const rows = await this.db.select<{ id: string }>(
      `SELECT id FROM users
       WHERE organization_id = $organizationId AND role = 'admin' AND disabled_at IS NULL
       ORDER BY id`,
    );
    return rows.map((row) => row.id);
  }

  /** All showrooms of the organization, the oldest first. */
  async allShowrooms(): Promise<readonly NamedShowroom[]> {
    return this.db.select<NamedRow>(
      `SELECT id, name FROM showrooms WHERE organization_id = $organizationId
       ORDER BY id`,
    );
  }

  /** The showrooms that a manager or rep was given access to, the oldest first. */
  async showroomsOf(userId: string): Promise<readonly NamedShowroom[]> {
    return this.db.select<NamedRow>(
      `SELECT s.id, s.name FROM user_showrooms a
       JOIN showrooms s ON s.organization_id = a.organization_id AND s.id = a.showroom_id
       WHERE a.organization_id = $organizationId AND a.user_id = $userId
       ORDER BY s.id`,
      { userId },
    );
  }
}
