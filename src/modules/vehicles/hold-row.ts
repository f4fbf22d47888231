import type { Hold, HoldEndReason } from './hold-types.js';

/** Columns of a hold under the names of `HoldRow`. */
export const HOLD_COLUMNS = `hold.id, hold.vehicle_id AS vehicleId, hold.held_by AS heldBy,
  hold.showroom_id AS showroomId, hold.customer_id AS customerId, hold.lead_id AS leadId,
  hold.until, hold.note, hold.created_at AS createdAt, hold.ended_at AS endedAt,
  hold.end_reason AS endReason, hold.version, transfer.id AS transferId`;

/** Holds, each with the transfer that it has opened, if it has. */
export const HOLDS_WITH_TRANSFERS = `vehicle_holds AS hold LEFT JOIN vehicle_transfers AS transfer
  ON transfer.organization_id = hold.organization_id AND transfer.hold_id = hold.id`;

/** A hold as the database gives it. */
export interface HoldRow {
  readonly id: string;
  readonly vehicleId: string;
  readonly heldBy: string;
  /** Absent in rows of earlier builds: that of the vehicle. */
  readonly showroomId: string | null;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly until: Date;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: HoldEndReason | null;
  readonly version: number;
  readonly transferId: string | null;
}

/** The row without its absent values, with the showroom where the vehicle stands. */
export function toHold(row: HoldRow, vehicleShowroomId: string): Hold {
  const { showroomId, customerId, leadId, note, endedAt, endReason, transferId, ...rest } = row;
  return {
    ...rest,
    showroomId: showroomId ?? vehicleShowroomId,
    vehicleShowroomId,
    ...(transferId !== null && { transferId }),
    ...(customerId !== null && { customerId }),
    ...(leadId !== null && { leadId }),
    ...(note !== null && { note }),
    ...(endedAt !== null && endReason !== null && { end: { at: endedAt, reason: endReason } }),
  };
}
