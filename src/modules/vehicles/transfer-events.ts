import type { NewEvent } from '../../events/event.js';
import type { Transfer } from './transfer-types.js';

/**
 * A showroom wants a vehicle of another:
 * `{transferId, vehicleId, holdId, fromShowroomId, toShowroomId, status}`.
 */
export const TRANSFER_REQUESTED = 'transfer.requested';

/** A transfer has gone on or is over; the same data, with `reason` when it was cancelled. */
export const TRANSFER_UPDATED = 'transfer.updated';

/** The event of a new transfer. */
export function transferRequested(transfer: Transfer): NewEvent {
  return { ...ofTransfer(transfer), type: TRANSFER_REQUESTED, version: 1 };
}

/** The event of a transfer that has changed; it happened when that was, whoever noticed when. */
export function transferUpdated(transfer: Transfer): NewEvent {
  return { ...ofTransfer(transfer), type: TRANSFER_UPDATED, occurredAt: transfer.updatedAt };
}

function ofTransfer(transfer: Transfer): Omit<NewEvent, 'type'> {
  const { id, vehicleId, holdId, fromShowroomId, toShowroomId, status, cancelReason } = transfer;
  const data = {
    ...{ transferId: id, vehicleId, holdId, fromShowroomId, toShowroomId, status },
    ...(cancelReason !== undefined && { reason: cancelReason }),
  };
  return { stream: 'transfer', streamId: id, showroomId: fromShowroomId, data };
}
