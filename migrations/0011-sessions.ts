import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // `expires_at` is that of the newest refresh token; the row is kept no longer.
  `CREATE TABLE IF NOT EXISTS sessions (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    revoked_at DATETIME(3) NULL,
    revoked_reason VARCHAR(32) CHARACTER SET ascii NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_sessions_organization_id_id (organization_id, id),
    KEY ix_sessions_user (organization_id, user_id, revoked_at),
    KEY ix_sessions_expires_at (expires_at),
    CONSTRAINT fk_sessions_user FOREIGN KEY (organization_id, user_id)
      REFERENCES users (organization_id, id),
    CONSTRAINT ck_sessions_revoked CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL))
  )`,
  // Of a token there is its hash alone. Its successor can be read with the token itself only, and
  // the row forgets it soon after `grace_ends_at`.
  `CREATE TABLE IF NOT EXISTS refresh_tokens (
    token_hash BINARY(32) NOT NULL,
    organization_id UUID NOT NULL,
    session_id UUID NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    used_at DATETIME(3) NULL,
    used_by BINARY(32) NULL,
    sealed_successor VARBINARY(128) NULL,
    grace_ends_at DATETIME(3) NULL,
    PRIMARY KEY (token_hash),
    KEY ix_refresh_tokens_session (organization_id, session_id),
    KEY ix_refresh_tokens_expires_at (expires_at),
    KEY ix_refresh_tokens_grace_ends_at (grace_ends_at),
    CONSTRAINT fk_refresh_tokens_session FOREIGN KEY (organization_id, session_id)
      REFERENCES sessions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_refresh_tokens_used CHECK ((used_at IS NULL) = (used_by IS NULL)),
    CONSTRAINT ck_refresh_tokens_sealed CHECK (
      (sealed_successor IS NULL) = (grace_ends_at IS NULL)
    )
  )`,
];

const TABLES = ['refresh_tokens', 'sessions'];

/** Sessions of users, and the rotating tokens that keep them alive. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE IF EXISTS ${table}`);
}
