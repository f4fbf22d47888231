import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE visits (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    customer_id UUID NULL,
    entered_at DATETIME(3) NOT NULL,
    exited_at DATETIME(3) NULL,
    duration_seconds INT UNSIGNED NULL,
    exit_reason ENUM('activity', 'silence') NULL,
    last_activity_at DATETIME(3) NOT NULL,
    lead_score DOUBLE NULL,
    high_value_at DATETIME(3) NULL,
    floor SMALLINT NULL,
    x_mm INT NULL,
    y_mm INT NULL,
    zone VARCHAR(64) NULL,
    located_at DATETIME(3) NULL,
    engaged_by UUID NULL,
    engagement_type VARCHAR(32) CHARACTER SET ascii NULL,
    version INT UNSIGNED NOT NULL,
    open_customer_id UUID AS (IF(exited_at IS NULL, customer_id, NULL)) PERSISTENT,
    UNIQUE KEY uq_visits_organization_id_id (organization_id, id),
    UNIQUE KEY uq_visits_open_customer (organization_id, showroom_id, open_customer_id),
    KEY ix_visits_showroom (organization_id, showroom_id, id),
    KEY ix_visits_open (organization_id, showroom_id, exited_at),
    KEY ix_visits_customer (organization_id, customer_id, id),
    KEY ix_visits_silent (exited_at, last_activity_at),
    CONSTRAINT fk_visits_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT fk_visits_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id)
  )`,
  `CREATE TABLE activities (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    customer_id UUID NULL,
    type VARCHAR(32) CHARACTER SET ascii NOT NULL,
    data JSON NOT NULL,
    occurred_at DATETIME(3) NOT NULL,
    received_at DATETIME(3) NOT NULL,
    UNIQUE KEY uq_activities_organization_id_id (organization_id, id),
    KEY ix_activities_showroom (organization_id, showroom_id, id),
    CONSTRAINT fk_activities_visit FOREIGN KEY (organization_id, visit_id)
      REFERENCES visits (organization_id, id)
  )`,
  `CREATE TABLE visit_interests (
    organization_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    latest_level DOUBLE NOT NULL,
    highest_level DOUBLE NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id, visit_id, vehicle_id),
    CONSTRAINT fk_visit_interests_visit FOREIGN KEY (organization_id, visit_id)
      REFERENCES visits (organization_id, id)
  )`,
  `CREATE TABLE near_interest_alerts (
    organization_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    alerted_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id, visit_id, vehicle_id),
    CONSTRAINT fk_near_interest_alerts_visit FOREIGN KEY (organization_id, visit_id)
      REFERENCES visits (organization_id, id)
  )`,
  `CREATE TABLE visit_dwells (
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    visit_id UUID NOT NULL,
    floor SMALLINT NOT NULL,
    cell_x INT NOT NULL,
    cell_y INT NOT NULL,
    seconds DOUBLE NOT NULL,
    PRIMARY KEY (organization_id, showroom_id, floor, cell_x, cell_y, visit_id),
    CONSTRAINT fk_visit_dwells_visit FOREIGN KEY (organization_id, visit_id)
      REFERENCES visits (organization_id, id)
  )`,
  `CREATE TABLE heatmaps (
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    cells JSON NOT NULL,
    rebuilt_at DATETIME(3) NOT NULL,
    PRIMARY KEY (organization_id, showroom_id),
    CONSTRAINT fk_heatmaps_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id)
  )`,
];

const TABLES = [
  'heatmaps',
  'visit_dwells',
  'near_interest_alerts',
  'visit_interests',
  'activities',
  'visits',
];

/** Visits, what happened in them, and where on the floor. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE ${table}`);
}
