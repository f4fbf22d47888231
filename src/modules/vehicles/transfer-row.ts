import type { CancelReason, TimedTransfer, TransferStatus } from './transfer-types.js';

/** Columns of a transfer, and of the hold it was asked for with, under the names of the row. */
export const TRANSFER_COLUMNS = `transfer.id, transfer.vehicle_id AS vehicleId,
  transfer.hold_id AS holdId, transfer.from_showroom_id AS fromShowroomId,
  transfer.to_showroom_id AS toShowroomId, transfer.requested_by AS requestedBy, transfer.status,
  transfer.cancel_reason AS cancelReason, transfer.note, transfer.updated_by AS updatedBy,
  transfer.created_at AS createdAt, transfer.updated_at AS updatedAt, transfer.version,
  hold.until AS holdUntil`;

/** Transfers, each with its hold. */
export const TRANSFERS_WITH_HOLDS = `vehicle_transfers AS transfer JOIN vehicle_holds AS hold
  ON hold.organization_id = transfer.organization_id AND hold.id = transfer.hold_id`;

/** A transfer as the database gives it. */
export interface TransferRow {
  readonly id: string;
  readonly vehicleId: string;
  readonly holdId: string;
  readonly fromShowroomId: string;
  readonly toShowroomId: string;
  readonly requestedBy: string;
  readonly status: TransferStatus;
  readonly cancelReason: CancelReason | null;
  readonly note: string | null;
  readonly updatedBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
  readonly holdUntil: Date;
}

/** The row without its absent values, as stored: its hold may be past its time. */
export function toTransfer(row: TransferRow): TimedTransfer {
  const { cancelReason, note, updatedBy, ...rest } = row;
  return {
    ...rest,
    ...(cancelReason !== null && { cancelReason }),
    ...(note !== null && { note }),
    ...(updatedBy !== null && { updatedBy }),
  };
}
