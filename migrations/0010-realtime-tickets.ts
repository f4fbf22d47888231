import type { MigrationContext } from '../src/database/migrator.js';

// Rows live for half a minute: no foreign key, so that none waits for its user's row.
const UP = `CREATE TABLE IF NOT EXISTS realtime_tickets (
  token_hash BINARY(32) NOT NULL PRIMARY KEY,
  organization_id UUID NOT NULL,
  user_id UUID NOT NULL,
  session_id VARCHAR(64) CHARACTER SET ascii NOT NULL,
  expires_at DATETIME(3) NOT NULL,
  KEY ix_realtime_tickets_expires_at (expires_at)
)`;

/** Tickets that open a WebSocket once. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run(UP);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE IF EXISTS realtime_tickets');
}
