import type { MigrationContext } from '../src/database/migrator.js';

/** Takes away two indexes that were left of foreign keys (0018). */
export async function up({ run }: MigrationContext): Promise<void> {
  await run('ALTER TABLE vehicle_prices DROP INDEX IF EXISTS fk_vehicle_prices_changed_by');
  await run('ALTER TABLE vehicle_holds DROP INDEX IF EXISTS fk_vehicle_holds_held_by');
}

/** Takes back what `up` made. */
export async function down({ run }: MigrationContext): Promise<void> {
  await run(`ALTER TABLE vehicle_holds
    ADD INDEX IF NOT EXISTS fk_vehicle_holds_held_by (organization_id, held_by)`);
  await run(`ALTER TABLE vehicle_prices
    ADD INDEX IF NOT EXISTS fk_vehicle_prices_changed_by (organization_id, changed_by)`);
}
