import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // An import is known by its operation. Where it stands is stored with each batch of rows.
  `CREATE TABLE IF NOT EXISTS imports (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    showroom_id UUID NULL,
    access JSON NOT NULL,
    actor_id UUID NOT NULL,
    mapping JSON NOT NULL,
    dry_run BOOLEAN NOT NULL,
    full_file BOOLEAN NOT NULL,
    encoding VARCHAR(16) CHARACTER SET ascii NOT NULL,
    bytes_total BIGINT UNSIGNED NOT NULL,
    phase ENUM('rows', 'withdrawal', 'ended') NOT NULL,
    bytes_done BIGINT UNSIGNED NOT NULL,
    rows_done INT UNSIGNED NOT NULL,
    positions INT UNSIGNED NOT NULL,
    withdrawn_after UUID NULL,
    layout JSON NULL,
    showrooms JSON NOT NULL,
    counts JSON NOT NULL,
    succeeded BOOLEAN NOT NULL DEFAULT FALSE,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_imports_organization_id_id (organization_id, id),
    KEY ix_imports_phase (organization_id, phase, id),
    CONSTRAINT fk_imports_operation FOREIGN KEY (organization_id, id)
      REFERENCES operations (organization_id, id),
    CONSTRAINT fk_imports_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  // The file, in pieces of one size: there before the import is, and gone when it has ended.
  `CREATE TABLE IF NOT EXISTS import_chunks (
    organization_id UUID NOT NULL,
    upload_id UUID NOT NULL,
    number INT UNSIGNED NOT NULL,
    bytes MEDIUMBLOB NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id, upload_id, number),
    KEY ix_import_chunks_created_at (created_at)
  )`,
  // The vehicles that a file names: no second row for one, and the rest is what is missing.
  `CREATE TABLE IF NOT EXISTS import_vehicles (
    organization_id UUID NOT NULL,
    import_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    PRIMARY KEY (organization_id, import_id, vehicle_id)
  )`,
  // One import of an organization after the other; no foreign key points here.
  `CREATE TABLE IF NOT EXISTS import_locks (
    organization_id UUID NOT NULL,
    PRIMARY KEY (organization_id)
  )`,
  `CREATE TABLE IF NOT EXISTS import_mappings (
    organization_id UUID NOT NULL,
    columns JSON NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id),
    CONSTRAINT fk_import_mappings_organization FOREIGN KEY (organization_id)
      REFERENCES organizations (id)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
];

const TABLES = ['import_mappings', 'import_locks', 'import_vehicles', 'import_chunks', 'imports'];

/** Files of vehicles, and how far each has been taken in. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE IF EXISTS ${table}`);
}
