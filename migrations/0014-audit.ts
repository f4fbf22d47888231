import type { MigrationContext } from '../src/database/migrator.js';

/** Where an ordinary user of the database may not make triggers: docs/audit.md. */
const refuse = (text: string): string => `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${text}'`;

const UP = [
  `CREATE TABLE IF NOT EXISTS audit_events (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    occurred_at DATETIME(3) NOT NULL,
    action VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    outcome ENUM('success', 'failure', 'denied') NOT NULL,
    actor_type VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    actor_id UUID NULL,
    subject_type VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NULL,
    subject_ids JSON NOT NULL,
    request_id VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    chain_position BIGINT UNSIGNED NULL,
    chain_hash BINARY(32) NULL,
    UNIQUE KEY uq_audit_events_chain_position (organization_id, chain_position),
    KEY ix_audit_events_organization (organization_id, id),
    KEY ix_audit_events_actor (organization_id, actor_id, id),
    KEY ix_audit_events_action (organization_id, action, id),
    KEY ix_audit_events_outcome (organization_id, outcome, id)
  )`,
  `CREATE TABLE IF NOT EXISTS audit_subjects (
    organization_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    event_id UUID NOT NULL,
    PRIMARY KEY (organization_id, subject_id, event_id)
  )`,
  `CREATE TABLE IF NOT EXISTS audit_chains (
    organization_id UUID NOT NULL PRIMARY KEY,
    position BIGINT UNSIGNED NOT NULL,
    hash BINARY(32) NOT NULL,
    sealed_at DATETIME(3) NOT NULL,
    announced_at DATETIME(3) NULL
  )`,
  `CREATE OR REPLACE TRIGGER tr_audit_events_sealed_once BEFORE UPDATE ON audit_events
   FOR EACH ROW
   IF OLD.chain_position IS NOT NULL OR NEW.chain_position IS NULL OR NEW.chain_hash IS NULL
     OR NOT (NEW.id <=> OLD.id AND NEW.organization_id <=> OLD.organization_id
       AND NEW.occurred_at <=> OLD.occurred_at AND NEW.action <=> OLD.action
       AND NEW.outcome <=> OLD.outcome AND NEW.actor_type <=> OLD.actor_type
       AND NEW.actor_id <=> OLD.actor_id AND NEW.subject_type <=> OLD.subject_type
       AND NEW.subject_ids <=> OLD.subject_ids AND NEW.request_id <=> OLD.request_id)
   THEN ${refuse('audit events are only ever added')};
   END IF`,
  `CREATE OR REPLACE TRIGGER tr_audit_events_kept BEFORE DELETE ON audit_events
   FOR EACH ROW ${refuse('audit events are kept')}`,
  `CREATE OR REPLACE TRIGGER tr_audit_chains_forward BEFORE UPDATE ON audit_chains
   FOR EACH ROW
   IF NEW.organization_id <> OLD.organization_id OR NEW.position < OLD.position
     OR (NEW.position = OLD.position AND NEW.hash <> OLD.hash)
   THEN ${refuse('the chain of audit events only grows')};
   END IF`,
  `CREATE OR REPLACE TRIGGER tr_audit_chains_kept BEFORE DELETE ON audit_chains
   FOR EACH ROW ${refuse('the chain of audit events is kept')}`,
];

const TABLES = ['audit_chains', 'audit_subjects', 'audit_events'];

/** Who read or changed what: rows that are only added, and the chain that seals them. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made; the triggers go with their tables. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE IF EXISTS ${table}`);
}
