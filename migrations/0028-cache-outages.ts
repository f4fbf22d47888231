import type { MigrationContext } from '../src/database/migrator.js';

/** Instances that could not tell Redis what they have changed: of no tenant, and soon gone. */
export async function up({ run }: MigrationContext): Promise<void> {
  await run(`CREATE TABLE cache_outages (
    instance_id UUID NOT NULL,
    noted_at DATETIME(3) NOT NULL,
    PRIMARY KEY (instance_id)
  )`);
}

/** Drops what `up` made. */
export async function down({ run }: MigrationContext): Promise<void> {
  await run('DROP TABLE cache_outages');
}
