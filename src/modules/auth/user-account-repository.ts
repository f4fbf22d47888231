import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Role } from '../../shared/principal.js';
import type { UserAccount } from './user-account.js';

/** Columns of `users u`, and the showrooms given, as one text. */
export const ACCOUNT_COLUMNS = `u.id, u.organization_id AS organizationId, u.email, u.name, u.phone,
  u.role, u.password_hash IS NOT NULL AS hasPassword, u.disabled_at AS disabledAt, u.version,
  u.created_at AS createdAt,
  (SELECT GROUP_CONCAT(g.showroom_id ORDER BY g.showroom_id) FROM user_showrooms g
   WHERE g.organization_id = $organizationId AND g.user_id = u.id) AS showroomIds`;

/** A row of them. */
export interface AccountRow {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly name: string;
  readonly phone: string | null;
  readonly role: Role;
  readonly hasPassword: number;
  readonly disabledAt: Date | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly showroomIds: string | null;
}

/** Accounts of the current organization, for those who administer them. */
export class UserAccountRepository {
  constructor(private readonly db: TenantDb) {}

  /**
   * Takes the organization's place in the queue of changes of rights; the first statement of each
   * of them, so that two administrators cannot remove each other at the same time.
   */
  async lockAdministration(): Promise<void> {
    await this.db.execute(
      `INSERT INTO administration_locks (organization_id) VALUES ($organizationId)
       ON DUPLICATE KEY UPDATE organization_id = VALUES(organization_id)`,
    );
  }

  /** An account as last committed. */
  async find(userId: string): Promise<UserAccount | undefined> {
    return this.selectOne(userId, '');
  }

  /** Locks an account to change it. */
  async lock(userId: string): Promise<UserAccount | undefined> {
    return this.selectOne(userId, 'FOR UPDATE');
  }

  /** Writes all that can change; the caller holds the lock of the row. */
  async update(account: UserAccount): Promise<void> {
    const { id, name, phone, role, disabledAt, version } = account;
    await this.db.execute(
      `UPDATE users SET name = $name, phone = $phone, role = $role, disabled_at = $disabledAt,
         version = $version
       WHERE organization_id = $organizationId AND id = $id`,
      { id, name, phone, role, disabledAt, version },
    );
  }

  /** Gives access to these showrooms of the organization, and takes away that to all others. */
  async setShowrooms(userId: string, showroomIds: readonly string[]): Promise<void> {
    const user = 'organization_id = $organizationId AND user_id = $userId';
    if (showroomIds.length === 0) {
      await this.db.execute(`DELETE FROM user_showrooms WHERE ${user}`, { userId });
      return;
    }
    const list = bindList('showroomId', showroomIds);
    const bind = { userId, ...list.bind };
    await this.db.execute(
      `DELETE FROM user_showrooms WHERE ${user} AND showroom_id NOT IN (${list.sql})`,
      bind,
    );
    await this.db.execute(
      `INSERT INTO user_showrooms (organization_id, user_id, showroom_id)
       SELECT organization_id, $userId, id FROM showrooms
       WHERE organization_id = $organizationId AND id IN (${list.sql})
       ON DUPLICATE KEY UPDATE user_id = VALUES(user_id)`,
      bind,
    );
  }

  /** How many of these showrooms are the organization's. */
  async countShowrooms(showroomIds: readonly string[]): Promise<number> {
    if (showroomIds.length === 0) return 0;
    const list = bindList('showroomId', showroomIds);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM showrooms
       WHERE organization_id = $organizationId AND id IN (${list.sql})`,
      list.bind,
    );
    return row?.total ?? 0;
  }

  /** True when somebody else administers the organization and is not disabled. */
  async hasOtherAdmin(userId: string): Promise<boolean> {
    const row = await this.db.selectOne<{ id: string }>(
      `SELECT id FROM users WHERE organization_id = $organizationId AND id <> $userId
         AND role = 'admin' AND disabled_at IS NULL LIMIT 1`,
      { userId },
    );
    return row !== undefined;
  }

  private async selectOne(userId: string, lock: string): Promise<UserAccount | undefined> {
    const row = await this.db.selectOne<AccountRow>(
      `SELECT ${ACCOUNT_COLUMNS} FROM users u
       WHERE u.organization_id = $organizationId AND u.id = $userId ${lock}`,
      { userId },
    );
    return row && toAccount(row);
  }
}

/** The account of a row. */
export function toAccount(row: AccountRow): UserAccount {
  const { phone, disabledAt, showroomIds, hasPassword, ...rest } = row;
  return {
    ...rest,
    hasPassword: hasPassword === 1,
    showroomIds: showroomIds === null ? [] : showroomIds.split(','),
    ...(phone === null ? {} : { phone }),
    ...(disabledAt === null ? {} : { disabledAt }),
  };
}
