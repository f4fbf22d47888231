import type { MigrationContext } from '../src/database/migrator.js';

/** When the access of a socket ends whose holder has no session of ours. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run(
    'ALTER TABLE realtime_tickets ADD COLUMN IF NOT EXISTS access_ends_at DATETIME(3) NULL',
  );
}

/** Takes back what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('ALTER TABLE realtime_tickets DROP COLUMN IF EXISTS access_ends_at');
}
