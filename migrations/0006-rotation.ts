import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE rotation_locks (
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    PRIMARY KEY (organization_id, showroom_id)
  )`,
  `CREATE TABLE staff (
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    user_id UUID NOT NULL,
    paused BOOLEAN NOT NULL DEFAULT FALSE,
    checked_in_at DATETIME(3) NULL,
    last_assigned_at DATETIME(3) NULL,
    assigned_visit_id UUID NULL,
    assigned_user_id UUID AS (IF(assigned_visit_id IS NULL, NULL, user_id)) PERSISTENT,
    PRIMARY KEY (organization_id, showroom_id, user_id),
    UNIQUE KEY uq_staff_assigned_user (organization_id, assigned_user_id),
    UNIQUE KEY uq_staff_assigned_visit (organization_id, assigned_visit_id),
    CONSTRAINT fk_staff_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT fk_staff_user FOREIGN KEY (organization_id, user_id)
      REFERENCES users (organization_id, id)
  )`,
  `CREATE TABLE turns (
    organization_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    customer_id UUID NULL,
    lead_score DOUBLE NULL,
    state ENUM('waiting', 'assigned', 'accepted', 'closed') NOT NULL,
    requested_at DATETIME(3) NOT NULL,
    waiting_since DATETIME(3) NULL,
    assigned_to UUID NULL,
    accept_by DATETIME(3) NULL,
    shortlist JSON NOT NULL,
    PRIMARY KEY (organization_id, visit_id),
    KEY ix_turns_queue (organization_id, showroom_id, state, waiting_since, visit_id)
  )`,
  `CREATE TABLE rotation_decisions (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    kind ENUM('automatic', 'next_candidate', 'manual') NOT NULL,
    rule_version VARCHAR(16) CHARACTER SET ascii NOT NULL,
    candidates JSON NOT NULL,
    shortlist JSON NOT NULL,
    assigned_to UUID NULL,
    decided_by UUID NULL,
    reason VARCHAR(500) NULL,
    decided_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_rotation_decisions_organization_id_id (organization_id, id),
    KEY ix_rotation_decisions_showroom (organization_id, showroom_id, id)
  )`,
];

const DOWN = [
  'DROP TABLE rotation_decisions',
  'DROP TABLE turns',
  'DROP TABLE staff',
  'DROP TABLE rotation_locks',
];

/** The up list, the turns of high-value visits, and why each went to whom. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
