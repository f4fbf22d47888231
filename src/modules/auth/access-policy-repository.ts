import type { TenantDb } from '../../database/tenant-db.js';
import type { Role } from '../../shared/principal.js';
import type { AccessPolicy } from './auth-types.js';

/** What organizations ask of those who log in; one that asks for nothing has no row. */
export class AccessPolicyRepository {
  constructor(private readonly db: TenantDb) {}

  /** That of the current organization. */
  async find(): Promise<AccessPolicy> {
    return toPolicy(await this.db.selectOne<PolicyRow>(SELECT_POLICY));
  }

  /** The same, locked. */
  async lock(): Promise<AccessPolicy> {
    await this.db.execute(LOCK_POLICY);
    return this.find();
  }

  /** Writes a locked one. */
  async update({ secondFactorRequiredFor, version }: AccessPolicy): Promise<void> {
    const roles = secondFactorRequiredFor.join(',');
    await this.db.execute(UPDATE_POLICY, { roles, version });
  }

  /** True for a user of this role who needs a second factor and has no active one. */
  async lacksSecondFactor(userId: string, role: Role): Promise<boolean> {
    return (await this.db.selectOne(SELECT_LACKING, { userId, role })) !== undefined;
  }
}

interface PolicyRow {
  readonly roles: string;
  readonly version: number;
}

function toPolicy(row: PolicyRow | undefined): AccessPolicy {
  if (row === undefined) return { secondFactorRequiredFor: [], version: 1 };
  const roles = row.roles === '' ? [] : row.roles.split(',');
  // The column is a SET of exactly these roles.
  return { secondFactorRequiredFor: roles as Role[], version: row.version };
}

const SELECT_POLICY = `SELECT CAST(second_factor_required_for AS CHAR) AS roles, version
  FROM access_policies WHERE organization_id = $organizationId`;

const LOCK_POLICY = `INSERT INTO access_policies
    (organization_id, second_factor_required_for, version)
  VALUES ($organizationId, '', 1)
  ON DUPLICATE KEY UPDATE version = version`;

const UPDATE_POLICY = `UPDATE access_policies
  SET second_factor_required_for = $roles, version = $version
  WHERE organization_id = $organizationId`;

const SELECT_LACKING = `SELECT p.organization_id FROM access_policies p
  WHERE p.organization_id = $organizationId
    AND FIND_IN_SET($role, p.second_factor_required_for) > 0
    AND NOT EXISTS (
      SELECT 1 FROM second_factors f
      WHERE f.organization_id = p.organization_id AND f.user_id = $userId
        AND f.activated_at IS NOT NULL
    )`;
