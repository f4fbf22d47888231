import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // Servers differ in their default; names need all of Unicode.
  'ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
  `CREATE TABLE IF NOT EXISTS organizations (
    id UUID NOT NULL PRIMARY KEY,
    name VARCHAR(128) NOT NULL,
    created_at DATETIME(3) NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS idempotency_keys (
    organization_id UUID NOT NULL,
    principal_id VARCHAR(64) NOT NULL,
    idempotency_key VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash BINARY(32) NOT NULL,
    status SMALLINT UNSIGNED NULL,
    headers JSON NULL,
    body MEDIUMTEXT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id, principal_id, idempotency_key),
    KEY ix_idempotency_keys_created_at (created_at)
  )`,
  `CREATE TABLE IF NOT EXISTS events (
    position BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    showroom_id UUID NULL,
    stream VARCHAR(32) CHARACTER SET ascii NOT NULL,
    stream_id UUID NOT NULL,
    version INT UNSIGNED NOT NULL,
    type VARCHAR(64) CHARACTER SET ascii NOT NULL,
    data JSON NOT NULL,
    occurred_at DATETIME(3) NOT NULL,
    traceparent VARCHAR(64) CHARACTER SET ascii NULL,
    relayed BOOLEAN NOT NULL DEFAULT FALSE,
    relayed_at DATETIME(3) NULL,
    UNIQUE KEY uq_events_id (id),
    UNIQUE KEY uq_events_stream_version (stream, stream_id, version),
    KEY ix_events_relayed (relayed, position)
  )`,
  `CREATE TABLE IF NOT EXISTS relay_locks (
    name VARCHAR(32) CHARACTER SET ascii NOT NULL PRIMARY KEY
  )`,
  `INSERT IGNORE INTO relay_locks (name) VALUES ('relay')`,
  `CREATE TABLE IF NOT EXISTS deliveries (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    subscriber VARCHAR(64) CHARACTER SET ascii NOT NULL,
    event_position BIGINT UNSIGNED NOT NULL,
    stream_id UUID NOT NULL,
    state ENUM('pending', 'done', 'dead') NOT NULL DEFAULT 'pending',
    attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    due_at DATETIME(3) NOT NULL,
    claimed_until DATETIME(3) NULL,
    claimed_by UUID NULL,
    last_error VARCHAR(64) CHARACTER SET ascii NULL,
    finished_at DATETIME(3) NULL,
    UNIQUE KEY uq_deliveries_subscriber_event (subscriber, event_position),
    KEY ix_deliveries_due (state, due_at),
    KEY ix_deliveries_stream (subscriber, stream_id, state, event_position)
  )`,
  `CREATE TABLE IF NOT EXISTS room_heads (
    room VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    seq BIGINT UNSIGNED NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS room_events (
    room VARCHAR(64) CHARACTER SET ascii NOT NULL,
    seq BIGINT UNSIGNED NOT NULL,
    organization_id UUID NOT NULL,
    event_id UUID NOT NULL,
    type VARCHAR(48) CHARACTER SET ascii NOT NULL,
    payload JSON NOT NULL,
    occurred_at DATETIME(3) NOT NULL,
    stored_at DATETIME(3) NOT NULL,
    PRIMARY KEY (room, seq),
    UNIQUE KEY uq_room_events_event (room, event_id, type),
    KEY ix_room_events_stored_at (stored_at)
  )`,
  `CREATE TABLE IF NOT EXISTS jobs (
    id UUID NOT NULL PRIMARY KEY,
    type VARCHAR(64) CHARACTER SET ascii NOT NULL,
    unique_key VARCHAR(128) CHARACTER SET ascii NULL,
    organization_id UUID NULL,
    payload JSON NOT NULL,
    due_at DATETIME(3) NOT NULL,
    state ENUM('pending', 'done', 'dead') NOT NULL DEFAULT 'pending',
    attempts SMALLINT UNSIGNED NOT NULL DEFAULT 0,
    claimed_until DATETIME(3) NULL,
    claimed_by UUID NULL,
    last_error VARCHAR(64) CHARACTER SET ascii NULL,
    created_at DATETIME(3) NOT NULL,
    finished_at DATETIME(3) NULL,
    UNIQUE KEY uq_jobs_unique_key (unique_key),
    KEY ix_jobs_due (state, due_at)
  )`,
  `CREATE TABLE IF NOT EXISTS schedules (
    name VARCHAR(64) CHARACTER SET ascii NOT NULL PRIMARY KEY,
    due_at DATETIME(3) NOT NULL,
    claimed_until DATETIME(3) NULL,
    claimed_by UUID NULL,
    last_run_at DATETIME(3) NULL,
    last_error VARCHAR(64) CHARACTER SET ascii NULL
  )`,
];

const TABLES = [
  'schedules',
  'jobs',
  'room_events',
  'room_heads',
  'deliveries',
  'relay_locks',
  'events',
  'idempotency_keys',
  'organizations',
];

/**
 * Tenants, idempotent answers, and everything that carries events and background
 * work. DDL commits by itself: written so that it can be run again after a crash in its middle.
 */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE IF EXISTS ${table}`);
}
