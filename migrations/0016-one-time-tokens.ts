import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // Of a token there is its hash alone. `used_at` is set by its use, and by a newer one.
  `CREATE TABLE IF NOT EXISTS one_time_tokens (
    token_hash BINARY(32) NOT NULL,
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    purpose ENUM('password_reset', 'invitation') NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    used_at DATETIME(3) NULL,
    PRIMARY KEY (token_hash),
    KEY ix_one_time_tokens_user (organization_id, user_id, purpose),
    KEY ix_one_time_tokens_expires_at (expires_at),
    CONSTRAINT fk_one_time_tokens_user FOREIGN KEY (organization_id, user_id)
      REFERENCES users (organization_id, id)
  )`,
  // Who was invited and has not accepted yet has no password.
  `ALTER TABLE users
    MODIFY password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL`,
];

const DOWN = [
  `UPDATE users SET password_hash = 'none' WHERE password_hash IS NULL`,
  `ALTER TABLE users
    MODIFY password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL`,
  'DROP TABLE IF EXISTS one_time_tokens',
];

/** Tokens that set a password once; users who have none yet. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Takes back what `up` made; invited users then have a password that nothing matches. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
