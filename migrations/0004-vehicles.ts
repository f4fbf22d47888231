import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE vehicles (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    vin CHAR(17) CHARACTER SET ascii COLLATE ascii_bin NULL,
    stock_number VARCHAR(32) NULL,
    status ENUM('in_transit', 'available', 'held', 'sold', 'withdrawn') NOT NULL,
    vehicle_condition ENUM('new', 'used', 'cpo') NOT NULL,
    model_year SMALLINT UNSIGNED NOT NULL,
    make VARCHAR(64) NOT NULL,
    model VARCHAR(64) NOT NULL,
    trim VARCHAR(64) NULL,
    body_style VARCHAR(32) NULL,
    fuel_type VARCHAR(32) NULL,
    transmission VARCHAR(64) NULL,
    drivetrain VARCHAR(32) NULL,
    exterior_color VARCHAR(64) NULL,
    interior_color VARCHAR(64) NULL,
    mileage INT UNSIGNED NOT NULL,
    currency CHAR(3) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    price BIGINT NULL,
    msrp BIGINT NULL,
    cost BIGINT NULL,
    pack BIGINT NULL,
    features JSON NOT NULL,
    photos JSON NOT NULL,
    displayed BOOLEAN NOT NULL,
    position_floor SMALLINT NULL,
    position_x_mm INT UNSIGNED NULL,
    position_y_mm INT UNSIGNED NULL,
    in_stock_since DATETIME(3) NOT NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    version INT UNSIGNED NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY uq_vehicles_organization_id_id (organization_id, id),
    UNIQUE KEY uq_vehicles_vin (organization_id, vin),
    UNIQUE KEY uq_vehicles_stock_number (organization_id, stock_number),
    KEY ix_vehicles_created_at (organization_id, created_at, id),
    KEY ix_vehicles_in_stock_since (organization_id, in_stock_since, id),
    KEY ix_vehicles_price (organization_id, price, id),
    KEY ix_vehicles_model_year (organization_id, model_year, id),
    KEY ix_vehicles_mileage (organization_id, mileage, id),
    KEY ix_vehicles_make_price (organization_id, make, price, id),
    KEY ix_vehicles_make_model_price (organization_id, make, model, price, id),
    KEY ix_vehicles_status_created_at (organization_id, status, created_at, id),
    KEY ix_vehicles_status_price (organization_id, status, price, id),
    KEY ix_vehicles_body_style_price (organization_id, body_style, price, id),
    KEY ix_vehicles_showroom_displayed (organization_id, showroom_id, displayed, created_at, id),
    CONSTRAINT fk_vehicles_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT ck_vehicles_position CHECK (
      (position_floor IS NULL) = (position_x_mm IS NULL)
      AND (position_floor IS NULL) = (position_y_mm IS NULL)
    ),
    CONSTRAINT ck_vehicles_displayed CHECK (NOT displayed OR position_floor IS NOT NULL)
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
];

/** The group's inventory: one row a vehicle, with indexes for every order of the list. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  await context.run('DROP TABLE vehicles');
}
