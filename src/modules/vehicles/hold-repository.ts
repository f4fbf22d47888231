import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { HOLD_COLUMNS, toHold } from './hold-row.js';
import type { HoldRow } from './hold-row.js';
import { alreadyHeld } from './hold-rules.js';
import type { Hold, HoldEnd } from './hold-types.js';
import type { VehicleRow } from './vehicle-types.js';

/** Holds, those that are over included. */
export class HoldRepository {
  constructor(private readonly db: TenantDb) {}

  /** The hold, if it is one of this vehicle. */
  async find(
    vehicle: Pick<VehicleRow, 'id' | 'showroomId'>,
    holdId: string,
  ): Promise<Hold | undefined> {
    const row = await this.db.selectOne<HoldRow>(
      `SELECT ${HOLD_COLUMNS} FROM vehicle_holds
       WHERE organization_id = $organizationId AND id = $holdId AND vehicle_id = $vehicleId`,
      { holdId, vehicleId: vehicle.id },
    );
    return row === undefined ? undefined : toHold(row, vehicle.showroomId);
  }

  /** 409 `vehicle_already_held`: the schema refuses a second live hold of a vehicle. */
  async insert(hold: Hold): Promise<void> {
    const { id, vehicleId, heldBy, customerId, leadId, until, note, createdAt } = hold;
    await translateViolations({ uq_vehicle_holds_live: alreadyHeld }, () =>
      this.db.execute(
        `INSERT INTO vehicle_holds (id, organization_id, vehicle_id, held_by, customer_id, lead_id,
           until, note, created_at, version)
         VALUES ($id, $organizationId, $vehicleId, $heldBy, $customerId, $leadId, $until, $note,
           $createdAt, 1)`,
        { id, vehicleId, heldBy, customerId, leadId, until, note, createdAt },
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
    return this.has(
      'SELECT 1 AS found FROM customers WHERE organization_id = $organizationId AND id = $id',
      customerId,
    );
  }

  /** Whether the organization has this lead; the schema asks for it too. */
  async hasLead(leadId: string): Promise<boolean> {
    return this.has(
      'SELECT 1 AS found FROM leads WHERE organization_id = $organizationId AND id = $id',
      leadId,
    );
  }

  private async has(sql: string, id: string): Promise<boolean> {
    return (await this.db.selectOne<{ found: number }>(sql, { id })) !== undefined;
  }
}
