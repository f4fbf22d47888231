import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // `sealed` holds address, subject and text, encrypted, and is forgotten when the mail is settled.
  `CREATE TABLE IF NOT EXISTS mails (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    kind VARCHAR(32) CHARACTER SET ascii NOT NULL,
    state ENUM('queued', 'sent', 'refused', 'expired', 'unreadable') NOT NULL,
    sealed BLOB NULL,
    failure VARCHAR(64) CHARACTER SET ascii NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NOT NULL,
    settled_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_mails_organization_id_id (organization_id, id),
    KEY ix_mails_expires_at (state, expires_at),
    KEY ix_mails_settled_at (settled_at),
    CONSTRAINT fk_mails_organization FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_mails_sealed CHECK ((state = 'queued') = (sealed IS NOT NULL)),
    CONSTRAINT ck_mails_settled CHECK ((state = 'queued') = (settled_at IS NULL))
  )`,
];

/** Mails on their way to the mail server. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made; mails that wait are lost. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE IF EXISTS mails');
}
