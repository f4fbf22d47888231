import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE showrooms (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    name VARCHAR(128) NOT NULL,
    time_zone VARCHAR(64) CHARACTER SET ascii NOT NULL,
    currency CHAR(3) CHARACTER SET ascii NOT NULL,
    address JSON NULL,
    latitude DOUBLE NULL,
    longitude DOUBLE NULL,
    opening_hours JSON NOT NULL,
    floors JSON NOT NULL,
    version INT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_showrooms_organization_id_id (organization_id, id),
    CONSTRAINT fk_showrooms_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
  )`,
  // Log-in finds the organization by the e-mail address: it is unique over all of them.
  `CREATE TABLE users (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    email VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    name VARCHAR(128) NOT NULL,
    phone VARCHAR(16) CHARACTER SET ascii NULL,
    role ENUM('admin', 'sales_manager', 'sales_rep') NOT NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    disabled_at DATETIME(3) NULL,
    version INT UNSIGNED NOT NULL,
    created_at DATETIME(3) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_users_organization_id_id (organization_id, id),
    UNIQUE KEY uq_users_email (email),
    CONSTRAINT fk_users_organization FOREIGN KEY (organization_id) REFERENCES organizations (id)
  )`,
  `CREATE TABLE user_showrooms (
    organization_id UUID NOT NULL,
    user_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    PRIMARY KEY (user_id, showroom_id),
    KEY ix_user_showrooms_user (organization_id, user_id),
    KEY ix_user_showrooms_showroom (organization_id, showroom_id, user_id),
    CONSTRAINT fk_user_showrooms_user FOREIGN KEY (organization_id, user_id)
      REFERENCES users (organization_id, id),
    CONSTRAINT fk_user_showrooms_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id)
  )`,
];

const TABLES = ['user_showrooms', 'users', 'showrooms'];

/** People who log in, the showrooms of a dealer group, and who has access to which. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE ${table}`);
}
