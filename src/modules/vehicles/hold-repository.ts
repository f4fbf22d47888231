import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { HOLDS_WITH_TRANSFERS, HOLD_COLUMNS, toHold } from './hold-row.js';
import type { HoldRow } from './hold-row.js';
import { alreadyHeld } from './hold-rules.js';
import type { Hold, HoldEnd } from './hold-types.js';
import type { VehicleRow } from './vehicle-types.js';

/** Whose a lead is. */
export interface HeldForLead {
  readonly customerId: string;
  readonly showroomId: string;
}

/** Holds, those that are over included. */
export class HoldRepository {
  constructor(private readonly db: TenantDb) {}

  /** The hold, if it is one of this vehicle. */
  async find(
    vehicle: Pick<VehicleRow, 'id' | 'showroomId'>,
    holdId: string,
  ): Promise<Hold | undefined> {
    const row = await this.db.selectOne<HoldRow>(
      `SELECT ${HOLD_COLUMNS} FROM ${HOLDS_WITH_TRANSFERS}
       WHERE hold.organization_id = $organizationId AND hold.id = $holdId
         AND hold.vehicle_id = $vehicleId`,
      { holdId, vehicleId: vehicle.id },
    );
    return row === undefined ? undefined : toHold(row, vehicle.showroomId);
  }

  /** 409 `vehicle_already_held`: the schema refuses a second live hold of a vehicle. */
  async insert(hold: Hold): Promise<void> {
    const { id, vehicleId, showroomId, heldBy, customerId, leadId, until, note, createdAt } = hold;
    await translateViolations({ uq_vehicle_holds_live: alreadyHeld }, () =>
      this.db.execute(
        `INSERT INTO vehicle_holds (id, organization_id, vehicle_id, showroom_id, held_by,
           customer_id, lead_id, until, note, created_at, version)
         VALUES ($id, $organizationId, $vehicleId, $showroomId, $heldBy, $customerId, $leadId,
           $until, $note, $createdAt, 1)`,
        { id, vehicleId, showroomId, heldBy, customerId, leadId, until, note, createdAt },
      ),
    );
  }

  /** Moves the end of a live hold; the caller has locked the vehicle. */
  async extend(holdId: string, until: Date): Promise<void> {
    await this.db.execute(
      `UPDATE vehicle_holds SET until = $until, version = version + 1
       WHERE organization_id = $organizationId AND id = $holdId AND ended_at IS NULL`,
      { holdId, until },
    );
  }

  /** Ends a live hold; the caller has locked the vehicle. */
  async end(holdId: string, { at, reason }: HoldEnd): Promise<void> {
    await this.db.execute(
      `UPDATE vehicle_holds SET ended_at = $at, end_reason = $reason, version = version + 1
       WHERE organization_id = $organizationId AND id = $holdId AND ended_at IS NULL`,
      { holdId, at, reason },
    );
  }

  /** Whether the organization has this customer; the schema asks for it too. */
  async hasCustomer(customerId: string): Promise<boolean> {
    const row = await this.db.selectOne<{ found: number }>(
      `SELECT 1 AS found FROM customers
       WHERE organization_id = $organizationId AND id = $customerId`,
      { customerId },
    );
    return row !== undefined;
  }

  /** Whose a lead is, if the organization has it; the schema asks for that too. */
  async findLead(leadId: string): Promise<HeldForLead | undefined> {
    return this.db.selectOne<HeldForLead>(
      `SELECT customer_id AS customerId, showroom_id AS showroomId FROM leads
       WHERE organization_id = $organizationId AND id = $leadId`,
      { leadId },
    );
  }
}
