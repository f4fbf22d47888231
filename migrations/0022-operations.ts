import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE IF NOT EXISTS operations (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    type VARCHAR(64) CHARACTER SET ascii NOT NULL,
    status ENUM('pending', 'running', 'succeeded', 'failed') NOT NULL,
    started_by UUID NOT NULL,
    is_users BOOLEAN NOT NULL,
    showroom_id UUID NULL,
    progress DECIMAL(5, 4) NOT NULL,
    processed INT UNSIGNED NOT NULL,
    result JSON NULL,
    error_code VARCHAR(64) CHARACTER SET ascii NULL,
    error_detail VARCHAR(500) NULL,
    created_at DATETIME(3) NOT NULL,
    finished_at DATETIME(3) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_operations_organization_id_id (organization_id, id),
    KEY ix_operations_type (organization_id, type, id),
    CONSTRAINT fk_operations_organization FOREIGN KEY (organization_id)
      REFERENCES organizations (id)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  // Results of many rows in one: `results` holds those from `first_position` on, in order.
  `CREATE TABLE IF NOT EXISTS operation_results (
    organization_id UUID NOT NULL,
    operation_id UUID NOT NULL,
    first_position INT UNSIGNED NOT NULL,
    next_position INT UNSIGNED NOT NULL,
    statuses VARCHAR(128) CHARACTER SET ascii NOT NULL,
    results LONGTEXT NOT NULL,
    PRIMARY KEY (organization_id, operation_id, first_position),
    CONSTRAINT fk_operation_results_operation FOREIGN KEY (organization_id, operation_id)
      REFERENCES operations (organization_id, id)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
];

/** Long work: how far it is, what came of it, and what became of each row. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of ['operation_results', 'operations']) {
    await context.run(`DROP TABLE IF EXISTS ${table}`);
  }
}
