import type { MigrationContext } from '../src/database/migrator.js';

/**
 * Holds and prices are also made by programs with credentials of their own: who did it is then
 * no user. `down` needs the rows of programs to be gone.
 */
export async function up({ run }: MigrationContext): Promise<void> {
  await run('ALTER TABLE vehicle_holds DROP FOREIGN KEY fk_vehicle_holds_held_by');
  await run('ALTER TABLE vehicle_prices DROP FOREIGN KEY fk_vehicle_prices_changed_by');
}

/** Puts the foreign keys back. */
export async function down({ run }: MigrationContext): Promise<void> {
  await run(`ALTER TABLE vehicle_prices ADD CONSTRAINT fk_vehicle_prices_changed_by
    FOREIGN KEY (organization_id, changed_by) REFERENCES users (organization_id, id)`);
  await run(`ALTER TABLE vehicle_holds ADD CONSTRAINT fk_vehicle_holds_held_by
    FOREIGN KEY (organization_id, held_by) REFERENCES users (organization_id, id)`);
}
