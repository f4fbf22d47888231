import { conflict, unprocessable } from '../../shared/errors.js';
import type { Hold } from './hold-types.js';
import type { VehicleRow } from './vehicle-types.js';

const HOUR_MS = 60 * 60_000;

/** How long a hold lives unless somebody says otherwise, in milliseconds (docs/domain.md). */
export const HOLD_MS = 24 * HOUR_MS;

/** How far ahead a hold may end, counted from when that is said, in milliseconds. */
export const LONGEST_HOLD_MS = 7 * 24 * HOUR_MS;

/** When a hold ends that begins, or is extended, now; 422 for the past and beyond seven days. */
export function holdEndsAt(wanted: Date | undefined, now: Date): Date {
  if (wanted === undefined) return new Date(now.getTime() + HOLD_MS);
  const length = wanted.getTime() - now.getTime();
  if (length > 0 && length <= LONGEST_HOLD_MS) return wanted;
  const detail = 'A hold ends in the future, seven days from now at the latest.';
  throw unprocessable('hold_until_out_of_range', detail, '/until');
}

/** Refuses a vehicle that cannot be kept for anybody (409). */
export function checkHoldable({ status }: Pick<VehicleRow, 'status'>): void {
  if (status === 'available') return;
  if (status === 'held') throw alreadyHeld();
  throw conflict('vehicle_not_available', `A vehicle that is ${status} cannot be held.`);
}

/** 409: somebody was faster. */
export function alreadyHeld(): Error {
  return conflict('vehicle_already_held', 'The vehicle is held for somebody else.');
}

/** The part of a vehicle that time alone changes. */
type TimedVehicle = Pick<VehicleRow, 'status' | 'holdId' | 'heldUntil' | 'updatedAt' | 'version'>;

/** True when the vehicle is stored as held and its hold is past its time. */
export function isHoldOver({ heldUntil }: Pick<VehicleRow, 'heldUntil'>, now: Date): boolean {
  return heldUntil !== null && Date.parse(heldUntil) <= now.getTime();
}

/**
 * The vehicle as it is at that time: a hold past its time counts as over, stored or not. It
 * has the version that it will have when the end is stored, so that what was read stays true.
 */
export function vehicleAt<V extends TimedVehicle>(vehicle: V, now: Date): V {
  const { heldUntil, version } = vehicle;
  if (heldUntil === null || !isHoldOver(vehicle, now)) return vehicle;
  return { ...vehicle, ...freed(heldUntil, version) };
}

/** What changes of a vehicle whose hold ends at that instant. */
export function freed(at: string, version: number): TimedVehicle {
  return {
    status: 'available',
    holdId: null,
    heldUntil: null,
    updatedAt: at,
    version: version + 1,
  };
}

/** The hold as it is at that time; one past its time has ended, stored or not. */
export function holdAt(hold: Hold, now: Date): Hold {
  if (hold.end !== undefined || hold.until.getTime() > now.getTime()) return hold;
  return endedHold(hold, { at: hold.until, reason: 'expired' });
}

/** The hold after its end. */
export function endedHold(hold: Hold, end: NonNullable<Hold['end']>): Hold {
  return { ...hold, end, version: hold.version + 1 };
}
