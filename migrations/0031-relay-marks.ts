import type { MigrationContext } from '../src/database/migrator.js';

/**
 * The mark of an event keeps the length of its row: to fill in when it was relayed split the pages
 * of the table, and cost more than to insert the event (docs/adr/0003-outbox-and-relay.md). Besides,
 * takes away two indexes that were left of foreign keys.
 */
export async function up({ run }: MigrationContext): Promise<void> {
  await run('ALTER TABLE events DROP COLUMN IF EXISTS relayed_at');
  await run('ALTER TABLE vehicle_prices DROP INDEX IF EXISTS fk_vehicle_prices_changed_by');
  await run('ALTER TABLE vehicle_holds DROP INDEX IF EXISTS fk_vehicle_holds_held_by');
}

/** Takes back what `up` made; when an event was relayed is not known any more. */
export async function down({ run }: MigrationContext): Promise<void> {
  await run(`ALTER TABLE vehicle_holds
    ADD INDEX IF NOT EXISTS fk_vehicle_holds_held_by (organization_id, held_by)`);
  await run(`ALTER TABLE vehicle_prices
    ADD INDEX IF NOT EXISTS fk_vehicle_prices_changed_by (organization_id, changed_by)`);
  await run('ALTER TABLE events ADD COLUMN IF NOT EXISTS relayed_at DATETIME(3) NULL');
}
