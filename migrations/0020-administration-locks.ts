import type { MigrationContext } from '../src/database/migrator.js';

/** Whoever changes rights in an organization takes its row first; no foreign key points at it. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run(`CREATE TABLE administration_locks (
    organization_id UUID NOT NULL,
    PRIMARY KEY (organization_id)
  )`);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE administration_locks');
}
