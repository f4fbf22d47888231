import { conflict, unprocessable } from '../../shared/errors.js';
import type { TimedTransfer, Transfer, TransferStatus, TransferStep } from './transfer-types.js';
import type { VehicleRow } from './vehicle-types.js';

/** What may follow; the vehicle that is on its way arrives, whatever becomes of its hold. */
const NEXT: Readonly<Record<TransferStatus, readonly TransferStatus[]>> = {
  requested: ['approved', 'declined', 'cancelled'],
  approved: ['in_transit', 'cancelled'],
  in_transit: ['received'],
  received: [],
  declined: [],
  cancelled: [],
};

/** Those that end with the hold for which the vehicle was wanted. */
const ENDING_WITH_HOLD: readonly TransferStatus[] = ['requested', 'approved'];

/** Whether this status may follow that one. */
export function mayFollow(from: TransferStatus, to: TransferStatus): boolean {
  return NEXT[from].includes(to);
}

/** Refuses a status that may not follow (409). */
export function checkFollows(from: TransferStatus, to: TransferStatus): void {
  if (mayFollow(from, to)) return;
  const code = 'invalid_transfer_transition';
  const detail = `A transfer that is ${from} cannot be set to ${to}.`;
  throw conflict(code, detail, { errors: [{ pointer: '/status', code, detail }] });
}

/** Whether the end of its hold ends the transfer. */
export function endsWithHold({ status }: Pick<Transfer, 'status'>): boolean {
  return ENDING_WITH_HOLD.includes(status);
}

/** The transfer after a step. */
export function stepped(transfer: Transfer, step: TransferStep): Transfer {
  const { cancelReason: _reason, note, updatedBy: _by, ...rest } = transfer;
  const said = step.note ?? note;
  return {
    ...rest,
    status: step.status,
    ...(step.cancelReason !== undefined && { cancelReason: step.cancelReason }),
    ...(said !== undefined && { note: said }),
    ...(step.by !== undefined && { updatedBy: step.by }),
    updatedAt: step.at,
    version: transfer.version + 1,
  };
}

/**
 * The transfer as it is at that time: one whose hold is past its time counts as cancelled, stored
 * or not. It has the version that it will have when that is stored.
 */
export function transferAt({ holdUntil, ...transfer }: TimedTransfer, now: Date): Transfer {
  if (!endsWithHold(transfer) || holdUntil.getTime() > now.getTime()) return transfer;
  return stepped(transfer, { status: 'cancelled', at: holdUntil, cancelReason: 'expired' });
}

/** Refuses to hold for anybody else a vehicle that is on its way to another showroom (409). */
export function checkDestination(live: Transfer | undefined, showroomId: string): void {
  if (live === undefined || live.toShowroomId === showroomId) return;
  const detail = 'The vehicle is on its way to another showroom, and can be held for that one.';
  throw conflict('vehicle_in_transfer', detail);
}

const AMOUNTS = ['price', 'msrp', 'cost', 'pack'] as const;

/**
 * Refuses a showroom in whose currency the vehicle's amounts are not (422): it could not be
 * received. Such a vehicle is moved by hand, with new amounts.
 */
export function checkPricedAlike(vehicle: VehicleRow, currency: string): void {
  if (vehicle.currency === currency) return;
  if (AMOUNTS.every((field) => vehicle[field] === null)) return;
  const detail = `The vehicle has amounts in ${vehicle.currency}, the showroom's are in ${currency}.`;
  throw unprocessable('currency_mismatch', detail, '/showroomId');
}
