import type { Hold, HoldEndReason } from './hold-types.js';

/** Columns of a hold under the names of `HoldRow`. */
export const HOLD_COLUMNS = `id, vehicle_id AS vehicleId, held_by AS heldBy,
  customer_id AS customerId, lead_id AS leadId, until, note, created_at AS createdAt,
  ended_at AS endedAt, end_reason AS endReason, version`;

/** A hold as the database gives it. */
export interface HoldRow {
  readonly id: string;
  readonly vehicleId: string;
  readonly heldBy: string;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly until: Date;
  readonly note: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: HoldEndReason | null;
  readonly version: number;
}

/** The row without its absent values, with the showroom where the vehicle stands. */
export function toHold(row: HoldRow, showroomId: string): Hold {
  const { customerId, leadId, note, endedAt, endReason, ...rest } = row;
  return {
    ...rest,
    showroomId,
    ...(customerId !== null && { customerId }),
    ...(leadId !== null && { leadId }),
    ...(note !== null && { note }),
    ...(endedAt !== null && endReason !== null && { end: { at: endedAt, reason: endReason } }),
  };
}
