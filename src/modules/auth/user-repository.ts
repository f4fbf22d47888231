import type { ModelStatic } from 'sequelize';
import { bindList } from '../../database/bind-list.js';
import type { Database } from '../../database/create-database.js';
import { translateViolations } from '../../database/database-errors.js';
import { asSystem, currentOrganizationId } from '../../observability/request-context.js';
import { conflict } from '../../shared/errors.js';
import type { Role } from '../../shared/principal.js';
import type { UserAccess, UserCredentials, UserRow } from './auth-types.js';
import { defineUserModel } from './user-model.js';
import type { UserModel } from './user-model.js';

/** A user as it is written for the first time. */
export interface UserInsert {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
  readonly role: Role;
  /** Absent for somebody who has been invited. */
  readonly passwordHash?: string;
  readonly createdAt: Date;
}

/** Users and their access: writes, and reads by key. */
export class UserRepository {
  private readonly users: ModelStatic<UserModel>;

  constructor(private readonly database: Pick<Database, 'sequelize' | 'tenantDb'>) {
    this.users = defineUserModel(database.sequelize);
  }

  /** Adds a user to the current organization; throws 409 `email_taken`. */
  async insert(user: UserInsert): Promise<UserRow> {
    const taken = (): Error => conflict('email_taken', 'A user with this e-mail address exists.');
    const values = {
      id: user.id,
      organizationId: currentOrganizationId(),
      email: user.email,
      name: user.name,
      phone: user.phone ?? null,
      role: user.role,
      passwordHash: user.passwordHash ?? null,
      disabledAt: null,
      version: 1,
      createdAt: user.createdAt,
    };
    const row = await translateViolations({ uq_users_email: taken }, () =>
      this.users.create(values),
    );
    return toUserRow(row);
  }

  /** Gives access to showrooms of the current organization; answers how many of them exist. */
  async grantShowrooms(userId: string, showroomIds: readonly string[]): Promise<number> {
    if (showroomIds.length === 0) return 0;
    const list = bindList('showroomId', showroomIds);
    return this.database.tenantDb.execute(
      `INSERT INTO user_showrooms (organization_id, user_id, showroom_id)
       SELECT organization_id, $userId, id FROM showrooms
       WHERE organization_id = $organizationId AND id IN (${list.sql})`,
      { userId, ...list.bind },
    );
  }

  /** A user of the current organization. */
  async find(userId: string): Promise<UserRow | undefined> {
    const where = { organizationId: currentOrganizationId(), id: userId };
    const row = await this.users.findOne({ where, raw: true });
    return row === null ? undefined : toUserRow(row);
  }

  /** What to check a log-in against; `email` is lower-cased. */
  async findCredentials(email: string): Promise<UserCredentials | undefined> {
    const attributes = ['id', 'organizationId', 'passwordHash'];
    const row = await asSystem('log-in finds the organization by the e-mail address', () =>
      this.users.findOne({ where: { email }, attributes, raw: true }),
    );
    if (row === null) return undefined;
    const { id, organizationId, passwordHash } = row;
    return { id, organizationId, ...(passwordHash === null ? {} : { passwordHash }) };
  }

  /** The id of the user of the current organization with this address, who is not disabled. */
  async findEnabledId(email: string): Promise<string | undefined> {
    const where = { organizationId: currentOrganizationId(), email, disabledAt: null };
    const row = await this.users.findOne({ where, attributes: ['id'], raw: true });
    return row?.id;
  }

  /** Role and showrooms of a user; undefined when there is none, or the user is disabled. */
  async findAccess(userId: string): Promise<UserAccess | undefined> {
    return this.selectAccess(SELECT_ACCESS, { userId });
  }

  /** The same; undefined also when that session is not the user's, has ended or expired. */
  async findSessionAccess(
    userId: string,
    sessionId: string,
    now: Date,
  ): Promise<UserAccess | undefined> {
    return this.selectAccess(SELECT_SESSION_ACCESS, { userId, sessionId, now });
  }

  private async selectAccess(
    sql: string,
    bind: { readonly userId: string; readonly sessionId?: string; readonly now?: Date },
  ): Promise<UserAccess | undefined> {
    const rows = await asSystem('authentication finds the organization by the user', () =>
      this.database.tenantDb.select<AccessRow>(sql, bind),
    );
    const [first] = rows;
    if (first === undefined) return undefined;
    const showroomIds = rows.flatMap((row) => (row.showroomId === null ? [] : [row.showroomId]));
    return {
      userId: bind.userId,
      organizationId: first.organizationId,
      role: first.role,
      showroomIds: first.role === 'admin' ? 'all' : showroomIds,
    };
  }
}

interface AccessRow {
  readonly organizationId: string;
  readonly role: Role;
  readonly showroomId: string | null;
}

const SELECT_ACCESS = `SELECT u.organization_id AS organizationId, u.role, s.showroom_id AS showroomId
  FROM users u
  LEFT JOIN user_showrooms s ON s.organization_id = u.organization_id AND s.user_id = u.id
  WHERE u.id = $userId AND u.disabled_at IS NULL`;

const SELECT_SESSION_ACCESS = `${SELECT_ACCESS} AND EXISTS (
    SELECT 1 FROM sessions e
    WHERE e.organization_id = u.organization_id AND e.id = $sessionId AND e.user_id = u.id
      AND e.revoked_at IS NULL AND e.expires_at > $now
  )`;

function toUserRow(row: UserModel): UserRow {
  return {
    id: row.id,
    organizationId: row.organizationId,
    email: row.email,
    name: row.name,
    ...(row.phone === null ? {} : { phone: row.phone }),
    role: row.role,
    ...(row.disabledAt === null ? {} : { disabledAt: row.disabledAt }),
    version: row.version,
  };
}
