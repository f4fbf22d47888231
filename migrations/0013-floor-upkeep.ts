import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  'ALTER TABLE turns ADD COLUMN IF NOT EXISTS version INT UNSIGNED NOT NULL DEFAULT 1',
  `ALTER TABLE visits ADD INDEX IF NOT EXISTS ix_visits_entered
     (entered_at, organization_id, showroom_id)`,
];

const DOWN = [
  'ALTER TABLE visits DROP INDEX IF EXISTS ix_visits_entered',
  'ALTER TABLE turns DROP COLUMN IF EXISTS version',
];

/** Turns count their changes; the showrooms of a time are found without reading every visit. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Takes back what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
