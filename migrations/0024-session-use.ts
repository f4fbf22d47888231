import type { MigrationContext } from '../src/database/migrator.js';

/** When a session was refreshed last; without it, it has not been since it began. */
export async function up(context: MigrationContext): Promise<void> {
  await context.run('ALTER TABLE sessions ADD COLUMN IF NOT EXISTS refreshed_at DATETIME(3) NULL');
  await context.run(`CREATE TABLE IF NOT EXISTS access_policies (
    organization_id UUID NOT NULL,
    second_factor_required_for SET('admin', 'sales_manager', 'sales_rep') NOT NULL,
    version INT UNSIGNED NOT NULL,
    PRIMARY KEY (organization_id),
    CONSTRAINT fk_access_policies_organization FOREIGN KEY (organization_id)
      REFERENCES organizations (id)
  )`);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE IF EXISTS access_policies');
  await context.run('ALTER TABLE sessions DROP COLUMN IF EXISTS refreshed_at');
}
