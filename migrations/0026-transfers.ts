import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // `live_vehicle_id` is the vehicle until the transfer is over: the schema refuses a second one.
  `CREATE TABLE vehicle_transfers (
    id UUID NOT NULL,
    organization_id UUID NOT NULL,
    vehicle_id UUID NOT NULL,
    hold_id UUID NOT NULL,
    from_showroom_id UUID NOT NULL,
    to_showroom_id UUID NOT NULL,
    requested_by UUID NOT NULL,
    status ENUM('requested', 'approved', 'in_transit', 'received', 'declined', 'cancelled') NOT NULL,
    cancel_reason ENUM('by_hand', 'released', 'expired', 'sold', 'withdrawn', 'moved') NULL,
    note VARCHAR(500) NULL,
    updated_by UUID NULL,
    created_at DATETIME(3) NOT NULL,
    updated_at DATETIME(3) NOT NULL,
    version INT UNSIGNED NOT NULL,
    live_vehicle_id UUID AS (
      IF(status IN ('requested', 'approved', 'in_transit'), vehicle_id, NULL)
    ) STORED,
    PRIMARY KEY (id),
    UNIQUE KEY uq_vehicle_transfers_organization_id_id (organization_id, id),
    UNIQUE KEY uq_vehicle_transfers_live (organization_id, live_vehicle_id),
    UNIQUE KEY uq_vehicle_transfers_hold (organization_id, hold_id),
    KEY ix_vehicle_transfers_from (organization_id, from_showroom_id, id),
    KEY ix_vehicle_transfers_to (organization_id, to_showroom_id, id),
    KEY ix_vehicle_transfers_vehicle (organization_id, vehicle_id, id),
    CONSTRAINT fk_vehicle_transfers_vehicle FOREIGN KEY (organization_id, vehicle_id)
      REFERENCES vehicles (organization_id, id),
    CONSTRAINT fk_vehicle_transfers_hold FOREIGN KEY (organization_id, hold_id)
      REFERENCES vehicle_holds (organization_id, id),
    CONSTRAINT fk_vehicle_transfers_from FOREIGN KEY (organization_id, from_showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT fk_vehicle_transfers_to FOREIGN KEY (organization_id, to_showroom_id)
      REFERENCES showrooms (organization_id, id),
    CONSTRAINT ck_vehicle_transfers_showrooms CHECK (from_showroom_id <> to_showroom_id),
    CONSTRAINT ck_vehicle_transfers_cancel CHECK (
      (status = 'cancelled') = (cancel_reason IS NOT NULL)
    )
  ) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  // Absent in what an earlier build writes: then it is the showroom of the vehicle.
  `ALTER TABLE vehicle_holds
    ADD COLUMN showroom_id UUID NULL,
    ADD CONSTRAINT fk_vehicle_holds_showroom FOREIGN KEY (organization_id, showroom_id)
      REFERENCES showrooms (organization_id, id)`,
  `UPDATE vehicle_holds AS hold JOIN vehicles AS vehicle
     ON vehicle.organization_id = hold.organization_id AND vehicle.id = hold.vehicle_id
   SET hold.showroom_id = vehicle.showroom_id`,
];

const DOWN = [
  `ALTER TABLE vehicle_holds DROP FOREIGN KEY fk_vehicle_holds_showroom,
     DROP KEY fk_vehicle_holds_showroom, DROP COLUMN showroom_id`,
  'DROP TABLE vehicle_transfers',
];

/** Vehicles on their way from one showroom to another, one live transfer a vehicle by the schema. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Drops what `up` made; for which showroom a vehicle was held is forgotten. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
