import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // The secret is sealed: the database alone makes no codes. `last_step` is the 30 seconds of the
  // last code that was accepted; codes of it or before are refused.
  `CREATE TABLE IF NOT EXISTS second_factors (
    user_id UUID NOT NULL,
    organization_id UUID NOT NULL,
    sealed_secret VARBINARY(255) NOT NULL,
    enrolment_expires_at DATETIME(3) NULL,
    activated_at DATETIME(3) NULL,
    last_step INT UNSIGNED NULL,
    PRIMARY KEY (user_id),
    UNIQUE KEY uq_second_factors_organization_id_user_id (organization_id, user_id),
    CONSTRAINT fk_second_factors_user FOREIGN KEY (organization_id, user_id)
      REFERENCES users (organization_id, id),
    CONSTRAINT ck_second_factors_enrolment CHECK (
      (activated_at IS NULL) = (enrolment_expires_at IS NOT NULL)
    ),
    CONSTRAINT ck_second_factors_step CHECK ((activated_at IS NULL) = (last_step IS NULL))
  )`,
  // A code that was used is no longer here.
  `CREATE TABLE IF NOT EXISTS recovery_codes (
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    code_hash BINARY(32) NOT NULL,
    PRIMARY KEY (user_id, code_hash),
    KEY ix_recovery_codes_user (organization_id, user_id),
    CONSTRAINT fk_recovery_codes_user FOREIGN KEY (organization_id, user_id)
      REFERENCES second_factors (organization_id, user_id) ON DELETE CASCADE
  )`,
];

const TABLES = ['recovery_codes', 'second_factors'];

/** Second factors of users, and the codes for when the device is lost. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE IF EXISTS ${table}`);
}
