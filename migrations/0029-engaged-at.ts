import type { MigrationContext } from '../src/database/migrator.js';

/** When the rep who is with a visitor was with him: what is told late does not count as later. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run('ALTER TABLE visits ADD COLUMN IF NOT EXISTS engaged_at DATETIME(3) NULL');
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('ALTER TABLE visits DROP COLUMN IF EXISTS engaged_at');
}
