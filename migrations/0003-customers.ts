import type { MigrationContext } from '../src/database/migrator.js';

const TEXT = 'DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci';

const UP = [
  `CREATE TABLE customers (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    first_name VARCHAR(100) NULL,
    last_name VARCHAR(100) NULL,
    preferences JSON NOT NULL,
    interests JSON NOT NULL,
    channels JSON NOT NULL,
    consents JSON NOT NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    version INT UNSIGNED NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_customers_organization_id_id (organization_id, id),
    CONSTRAINT fk_customers_organization FOREIGN KEY (organization_id)
      REFERENCES organizations (id)
  ) ${TEXT}`,
  `CREATE TABLE customer_emails (
    organization_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    address VARCHAR(254) COLLATE utf8mb4_bin NOT NULL,
    type ENUM('home', 'work', 'other') NULL,
    verified BOOLEAN NOT NULL DEFAULT FALSE,
    position SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (organization_id, customer_id, address),
    KEY ix_customer_emails_address (organization_id, address, customer_id),
    CONSTRAINT fk_customer_emails_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id)
  ) ${TEXT}`,
  `CREATE TABLE customer_phones (
    organization_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    number VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    type ENUM('home', 'work', 'mobile', 'other') NULL,
    verified BOOLEAN NOT NULL DEFAULT FALSE,
    position SMALLINT UNSIGNED NOT NULL,
    PRIMARY KEY (organization_id, customer_id, number),
    KEY ix_customer_phones_number (organization_id, number, customer_id),
    CONSTRAINT fk_customer_phones_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id)
  ) ${TEXT}`,
  // Which customer an address or a number leads to. No foreign key: a row is claimed, and thereby
  // locked, before its customer exists; the digest is SHA-256, so the value is kept only once.
  `CREATE TABLE customer_identities (
    organization_id UUID NOT NULL,
    kind ENUM('email', 'phone') NOT NULL,
    digest BINARY(32) NOT NULL,
    customer_id UUID NOT NULL,
    PRIMARY KEY (organization_id, kind, digest)
  )`,
];

const TABLES = ['customer_identities', 'customer_phones', 'customer_emails', 'customers'];

/** Customers, how to reach them, and which customer a contact point leads to. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE ${table}`);
}
