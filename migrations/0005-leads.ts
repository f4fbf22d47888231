import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE leads (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    source VARCHAR(64) NOT NULL,
    up_type ENUM('showroom', 'internet', 'phone', 'campaign', 'unknown') NOT NULL,
    status ENUM('new', 'attempted', 'contacted', 'appointment', 'visit', 'proposal', 'sold', 'lost',
      'duplicate', 'invalid') NOT NULL,
    timeframe ENUM('immediately', 'this_week', 'this_month', 'three_months', 'later', 'unknown')
      NULL,
    contact_methods JSON NOT NULL,
    comments TEXT NULL,
    budget_min BIGINT NULL,
    budget_max BIGINT NULL,
    budget_currency CHAR(3) CHARACTER SET ascii NULL,
    assigned_to UUID NULL,
    duplicate_of UUID NULL,
    requested_at DATETIME(3) NOT NULL,
    received_at DATETIME(3) NOT NULL,
    responded_at DATETIME(3) NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY uq_leads_organization_id_id (organization_id, id),
    KEY ix_leads_showroom (organization_id, showroom_id, id),
    KEY ix_leads_customer (organization_id, customer_id, id),
    KEY ix_leads_status (organization_id, status, id),
    CONSTRAINT fk_leads_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT fk_leads_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id)
  )`,
  `CREATE TABLE lead_vehicles (
    organization_id UUID NOT NULL,
    lead_id UUID NOT NULL,
    place TINYINT UNSIGNED NOT NULL,
    vehicle_id UUID NULL,
    make VARCHAR(64) NOT NULL,
    model VARCHAR(64) NOT NULL,
    model_year SMALLINT UNSIGNED NULL,
    body_style VARCHAR(64) NULL,
    interest ENUM('buy', 'lease', 'test-drive', 'trade-in', 'sell') NOT NULL,
    vehicle_condition ENUM('new', 'used', 'cpo') NULL,
    PRIMARY KEY (organization_id, lead_id, place),
    CONSTRAINT fk_lead_vehicles_lead FOREIGN KEY (organization_id, lead_id)
      REFERENCES leads (organization_id, id),
    CONSTRAINT fk_lead_vehicles_vehicle FOREIGN KEY (organization_id, vehicle_id)
      REFERENCES vehicles (organization_id, id)
  )`,
  `CREATE TABLE lead_scores (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    lead_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    score DOUBLE NOT NULL,
    source ENUM('service', 'model', 'rules') NOT NULL,
    model_version VARCHAR(64) NOT NULL,
    base_value DOUBLE NOT NULL,
    contributions JSON NOT NULL,
    reason VARCHAR(32) CHARACTER SET ascii NULL,
    scored_at DATETIME(3) NOT NULL,
    KEY ix_lead_scores_lead (organization_id, lead_id, id),
    KEY ix_lead_scores_customer (organization_id, customer_id, id),
    CONSTRAINT fk_lead_scores_lead FOREIGN KEY (organization_id, lead_id)
      REFERENCES leads (organization_id, id)
  )`,
];

/** Leads, the vehicles they ask for, and their scores. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of ['lead_scores', 'lead_vehicles', 'leads']) {
    await context.run(`DROP TABLE ${table}`);
  }
}
