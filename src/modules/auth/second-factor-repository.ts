import type { TenantDb } from '../../database/tenant-db.js';
import type { SecondFactorRow } from './second-factor-types.js';

/** An enrolment as it is written. */
export interface EnrolmentInsert {
  readonly userId: string;
  readonly sealedSecret: Buffer;
  readonly enrolmentExpiresAt: Date;
}

/** A code that was accepted: none of its time step or an earlier one is good any more. */
export interface AcceptedStep {
  readonly userId: string;
  readonly lastStep: number;
  readonly sealedSecret: Buffer;
}

/** Second factors of users of the current organization, and their recovery codes. */
export class SecondFactorRepository {
  constructor(private readonly db: TenantDb) {}

  /** The factor of a user, active or not. Outside of a run: it locks nothing. */
  async find(userId: string): Promise<SecondFactorRow | undefined> {
    return this.db.selectOne<SecondFactorRow>(SELECT, { userId });
  }

  /** The same, locked; whoever comes with another code waits, on whatever instance. */
  async lock(userId: string): Promise<SecondFactorRow | undefined> {
    return this.db.selectOne<SecondFactorRow>(`${SELECT} FOR UPDATE`, { userId });
  }

  /** Begins an enrolment, in the place of one that was not activated; the caller has locked it. */
  async saveEnrolment(enrolment: EnrolmentInsert): Promise<void> {
    await this.db.execute(UPSERT_ENROLMENT, { ...enrolment });
  }

  /** Makes a locked enrolment the second factor of its user. */
  async activate(step: AcceptedStep, activatedAt: Date): Promise<void> {
    await this.db.execute(ACTIVATE, { ...step, activatedAt });
  }

  /** Remembers the time step of a code that was accepted. */
  async saveStep(step: AcceptedStep): Promise<void> {
    await this.db.execute(SAVE_STEP, { ...step });
  }

  /** Takes the factor away, active or not, and its recovery codes with it. */
  async delete(userId: string): Promise<void> {
    await this.db.execute(DELETE, { userId });
  }

  /** Puts new recovery codes in the place of all earlier ones. */
  async replaceRecoveryCodes(userId: string, hashes: readonly Buffer[]): Promise<void> {
    await this.db.execute(DELETE_CODES, { userId });
    const entries = hashes.map((hash, index): [string, Buffer] => [`hash${index}`, hash]);
    const tuples = entries.map(([name]) => `($organizationId, $userId, $${name})`);
    const bind = { userId, ...Object.fromEntries(entries) };
    await this.db.execute(`${INSERT_CODES} ${tuples.join(', ')}`, bind);
  }

  /** Uses up a recovery code; false when there is none, or no more. */
  async useRecoveryCode(userId: string, codeHash: Buffer): Promise<boolean> {
    return (await this.db.execute(USE_CODE, { userId, codeHash })) === 1;
  }

  /** How many recovery codes can still be used. */
  async countRecoveryCodes(userId: string): Promise<number> {
    const row = await this.db.selectOne<{ count: number }>(COUNT_CODES, { userId });
    return row?.count ?? 0;
  }
}

const SELECT = `SELECT sealed_secret AS sealedSecret, enrolment_expires_at AS enrolmentExpiresAt,
    activated_at AS activatedAt, last_step AS lastStep
  FROM second_factors WHERE organization_id = $organizationId AND user_id = $userId`;

const UPSERT_ENROLMENT = `INSERT INTO second_factors
    (user_id, organization_id, sealed_secret, enrolment_expires_at)
  VALUES ($userId, $organizationId, $sealedSecret, $enrolmentExpiresAt)
  ON DUPLICATE KEY UPDATE sealed_secret = VALUES(sealed_secret),
    enrolment_expires_at = VALUES(enrolment_expires_at)`;

const ACTIVATE = `UPDATE second_factors
  SET activated_at = $activatedAt, enrolment_expires_at = NULL, last_step = $lastStep,
    sealed_secret = $sealedSecret
  WHERE organization_id = $organizationId AND user_id = $userId`;

const SAVE_STEP = `UPDATE second_factors
  SET last_step = $lastStep, sealed_secret = $sealedSecret
  WHERE organization_id = $organizationId AND user_id = $userId`;

const DELETE = `DELETE FROM second_factors
  WHERE organization_id = $organizationId AND user_id = $userId`;

const DELETE_CODES = `DELETE FROM recovery_codes
  WHERE organization_id = $organizationId AND user_id = $userId`;

const INSERT_CODES = 'INSERT INTO recovery_codes (organization_id, user_id, code_hash) VALUES';

const USE_CODE = `${DELETE_CODES} AND code_hash = $codeHash`;

const COUNT_CODES = `SELECT COUNT(*) AS count FROM recovery_codes
  WHERE organization_id = $organizationId AND user_id = $userId`;
