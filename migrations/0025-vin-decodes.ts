import type { MigrationContext } from '../src/database/migrator.js';

/** What an outside service told of VINs: of no tenant, and kept for good. */
export async function up({ run }: MigrationContext): Promise<void> {
  await run(`CREATE TABLE vin_decodes (
    vin CHAR(17) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    facts JSON NOT NULL,
    decoded_at DATETIME(3) NOT NULL,
    PRIMARY KEY (vin)
  )`);
}

/** Drops what `up` made. */
export async function down({ run }: MigrationContext): Promise<void> {
  await run('DROP TABLE vin_decodes');
}
