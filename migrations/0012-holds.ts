import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // `live_vehicle_id` is the vehicle until the hold has ended: the schema refuses a second one.
  `CREATE TABLE vehicle_holds (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    held_by UUID NOT NULL,
    customer_id UUID NULL,
    lead_id UUID NULL,
    until DATETIME(3) NOT NULL,
    note VARCHAR(500) NULL,
    created_at DATETIME(3) NOT NULL,
    ended_at DATETIME(3) NULL,
    end_reason ENUM('released', 'expired', 'sold', 'withdrawn') NULL,
    version INT UNSIGNED NOT NULL,
    live_vehicle_id UUID AS (IF(ended_at IS NULL, vehicle_id, NULL)) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY uq_vehicle_holds_organization_id_id (organization_id, id),
    UNIQUE KEY uq_vehicle_holds_live (organization_id, live_vehicle_id),
    KEY ix_vehicle_holds_vehicle (organization_id, vehicle_id, id),
    CONSTRAINT fk_vehicle_holds_vehicle FOREIGN KEY (organization_id, vehicle_id)
      REFERENCES vehicles (organization_id, id),
    CONSTRAINT fk_vehicle_holds_held_by FOREIGN KEY (organization_id, held_by)
      REFERENCES users (organization_id, id),
    CONSTRAINT fk_vehicle_holds_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id),
    CONSTRAINT fk_vehicle_holds_lead FOREIGN KEY (organization_id, lead_id)
      REFERENCES leads (organization_id, id),
    CONSTRAINT ck_vehicle_holds_end CHECK ((ended_at IS NULL) = (end_reason IS NULL))
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  `ALTER TABLE vehicles
    ADD COLUMN hold_id UUID NULL,
    ADD COLUMN held_until DATETIME(3) NULL,
    ADD KEY ix_vehicles_held_until (organization_id, held_until),
    ADD CONSTRAINT ck_vehicles_hold CHECK (
      (hold_id IS NULL) = (held_until IS NULL) AND (hold_id IS NULL OR status = 'held')
    )`,
  `CREATE TABLE vehicle_prices (
    organization_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    vehicle_version INT UNSIGNED NOT NULL,
    price BIGINT NULL,
    currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    changed_at DATETIME(3) NOT NULL,
    changed_by UUID NULL,
    PRIMARY KEY (organization_id, vehicle_id, vehicle_version),
    CONSTRAINT fk_vehicle_prices_vehicle FOREIGN KEY (organization_id, vehicle_id)
      REFERENCES vehicles (organization_id, id),
    CONSTRAINT fk_vehicle_prices_changed_by FOREIGN KEY (organization_id, changed_by)
      REFERENCES users (organization_id, id)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  // Nobody knows since when, or by whom, older vehicles have the price that they have.
  `INSERT INTO vehicle_prices (organization_id, vehicle_id, vehicle_version, price, currency,
     changed_at)
   SELECT organization_id, id, version, price, currency, updated_at FROM vehicles
   WHERE price IS NOT NULL`,
];

const DOWN = [
  'DROP TABLE vehicle_prices',
  `ALTER TABLE vehicles DROP CONSTRAINT ck_vehicles_hold, DROP KEY ix_vehicles_held_until,
     DROP COLUMN hold_id, DROP COLUMN held_until`,
  'DROP TABLE vehicle_holds',
];

/** Holds with their history, one live one a vehicle by the schema, and the history of prices. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made; a vehicle that is held stays `held` and must be set right by hand. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
