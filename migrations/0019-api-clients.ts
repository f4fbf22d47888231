import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // Rows refer to what a program did: it is never deleted, only disabled.
  `CREATE TABLE IF NOT EXISTS api_clients (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    name VARCHAR(128) NOT NULL,
    kind ENUM('integration', 'website', 'kiosk') NOT NULL,
    scopes JSON NULL,
    showroom_id UUID NULL,
    created_at DATETIME(3) NOT NULL,
    disabled_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_api_clients_organization_id_id (organization_id, id),
    KEY ix_api_clients_showroom (organization_id, showroom_id),
    CONSTRAINT fk_api_clients_organization FOREIGN KEY (organization_id)
      REFERENCES organizations (id),
    CONSTRAINT fk_api_clients_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT ck_api_clients_scopes CHECK ((kind = 'integration') = (scopes IS NOT NULL)),
    CONSTRAINT ck_api_clients_showroom CHECK (kind <> 'kiosk' OR showroom_id IS NOT NULL)
  )`,
  // Of a secret or key there is its hash, and its last four characters to know it again by.
  `CREATE TABLE IF NOT EXISTS api_client_secrets (
    secret_hash BINARY(32) NOT NULL,
    organization_id UUID NOT NULL,
    client_id UUID NOT NULL,
    last_four CHAR(4) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    created_at DATETIME(3) NOT NULL,
    expires_at DATETIME(3) NULL,
    PRIMARY KEY (secret_hash),
    KEY ix_api_client_secrets_client (organization_id, client_id),
    CONSTRAINT fk_api_client_secrets_client FOREIGN KEY (organization_id, client_id)
      REFERENCES api_clients (organization_id, id)
  )`,
  // Who comes with the token of another issuer has no session of ours.
  `ALTER TABLE realtime_tickets
    MODIFY session_id VARCHAR(64) CHARACTER SET ascii NULL`,
];

const DOWN = [
  'DELETE FROM realtime_tickets WHERE session_id IS NULL',
  `ALTER TABLE realtime_tickets
    MODIFY session_id VARCHAR(64) CHARACTER SET ascii NOT NULL`,
  'DROP TABLE IF EXISTS api_client_secrets',
  'DROP TABLE IF EXISTS api_clients',
];

/** Programs with credentials of their own. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Takes back what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
