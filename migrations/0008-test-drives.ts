import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  `CREATE TABLE test_drives (
    id UUID NOT NULL PRIMARY KEY,
    organization_id UUID NOT NULL,
    showroom_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    customer_id UUID NULL,
    visit_id UUID NULL,
    lead_id UUID NULL,
    sales_rep_id UUID NULL,
    status ENUM('requested', 'scheduled', 'started', 'completed', 'cancelled', 'no_show') NOT NULL,
    starts_at DATETIME(3) NULL,
    ends_at DATETIME(3) NULL,
    source VARCHAR(32) CHARACTER SET ascii NOT NULL,
    source_event_id UUID NULL,
    created_at DATETIME(3) NOT NULL,
    version INT UNSIGNED NOT NULL,
    UNIQUE KEY uq_test_drives_organization_id_id (organization_id, id),
    UNIQUE KEY uq_test_drives_source_event (organization_id, source_event_id),
    KEY ix_test_drives_showroom (organization_id, showroom_id, id),
    KEY ix_test_drives_vehicle (organization_id, vehicle_id, id),
    KEY ix_test_drives_status (organization_id, status, id),
    KEY ix_test_drives_sales_rep (organization_id, sales_rep_id, id),
    CONSTRAINT fk_test_drives_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT fk_test_drives_vehicle FOREIGN KEY (organization_id, vehicle_id)
      REFERENCES vehicles (organization_id, id),
    CONSTRAINT fk_test_drives_customer FOREIGN KEY (organization_id, customer_id)
      REFERENCES customers (organization_id, id),
    CONSTRAINT fk_test_drives_visit FOREIGN KEY (organization_id, visit_id)
      REFERENCES visits (organization_id, id),
    CONSTRAINT fk_test_drives_lead FOREIGN KEY (organization_id, lead_id)
      REFERENCES leads (organization_id, id),
    CONSTRAINT fk_test_drives_sales_rep FOREIGN KEY (organization_id, sales_rep_id)
      REFERENCES users (organization_id, id),
    CONSTRAINT ck_test_drives_slot CHECK ((starts_at IS NULL) = (ends_at IS NULL)),
    CONSTRAINT ck_test_drives_status CHECK (
      status IN ('requested', 'cancelled') OR starts_at IS NOT NULL
    )
  )`,
  // Nothing points at these rows: whoever books takes them first, the vehicle's before the rep's.
  `CREATE TABLE booking_locks (
    organization_id UUID NOT NULL,
    subject_id UUID NOT NULL,
    PRIMARY KEY (organization_id, subject_id)
  )`,
  // Live bookings only: a drive that is over or cancelled has none.
  `CREATE TABLE vehicle_bookings (
    organization_id UUID NOT NULL,
    test_drive_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    starts_at DATETIME(3) NOT NULL,
    ends_at DATETIME(3) NOT NULL,
    PERIOD FOR slot (starts_at, ends_at),
    PRIMARY KEY (organization_id, test_drive_id),
    UNIQUE KEY uq_vehicle_bookings_slot (organization_id, vehicle_id, slot WITHOUT OVERLAPS),
    CONSTRAINT fk_vehicle_bookings_test_drive FOREIGN KEY (organization_id, test_drive_id)
      REFERENCES test_drives (organization_id, id)
  )`,
  `CREATE TABLE rep_bookings (
    organization_id UUID NOT NULL,
    test_drive_id UUID NOT NULL,
    sales_rep_id UUID NOT NULL,
    starts_at DATETIME(3) NOT NULL,
    ends_at DATETIME(3) NOT NULL,
    PERIOD FOR slot (starts_at, ends_at),
    PRIMARY KEY (organization_id, test_drive_id),
    UNIQUE KEY uq_rep_bookings_slot (organization_id, sales_rep_id, slot WITHOUT OVERLAPS),
    CONSTRAINT fk_rep_bookings_test_drive FOREIGN KEY (organization_id, test_drive_id)
      REFERENCES test_drives (organization_id, id)
  )`,
];

const TABLES = ['rep_bookings', 'vehicle_bookings', 'booking_locks', 'test_drives'];

/** Test drives, and the bookings with which neither a vehicle nor a rep is promised twice. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made. */
export async function down(context: MigrationContext): Promise<void> {
  for (const table of TABLES) await context.run(`DROP TABLE ${table}`);
}
