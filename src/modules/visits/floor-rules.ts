import type { FloorPoint } from './visit-types.js';

/** A score above this makes a visit one of high value; the figure itself does not. */
export const HIGH_VALUE_ABOVE = 0.7;

/** An interest of this level or more sets off an alert. */
export const HIGH_INTEREST_FROM = 0.7;

/** How near a displayed vehicle must be, in millimetres, inclusive. */
export const NEAR_MM = 5_000;

/** How long a visit is not told of the same vehicle again, in milliseconds. */
export const NEAR_INTEREST_MEMORY_MS = 5 * 60_000;

/** After this silence, in milliseconds, a visitor is taken to have left. */
export const SILENCE_MS = 30 * 60_000;

/** How far ahead of our clock a gateway's clock may be, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** How late a gateway that was cut off may tell of an activity, in milliseconds. */
export const LATENESS_MS = 7 * 24 * 3_600_000;

/** Engagement that asks for a test drive. */
export const TEST_DRIVE_REQUEST = 'test_drive_request';

/** How far ahead a test drive may be asked for, in milliseconds. */
export const APPOINTMENT_MS = 90 * 24 * 3_600_000;

/** The high-value rule (docs/domain.md, On the floor). */
export function isHighValue(leadScore: number | undefined): boolean {
  return leadScore !== undefined && leadScore > HIGH_VALUE_ABOVE;
}

/** The high-interest rule (docs/domain.md, On the floor). */
export function isHighInterest(level: number): boolean {
  return level >= HIGH_INTEREST_FROM;
}

/** Square of the distance of two points in square millimetres; Infinity between floors. */
export function squaredDistance(a: FloorPoint, b: FloorPoint): number {
  if (a.floor !== b.floor) return Infinity;
  return (a.xMm - b.xMm) ** 2 + (a.yMm - b.yMm) ** 2;
}

/** True within five metres on the same floor; compared as squared integers. */
export function isNear(a: FloorPoint, b: FloorPoint): boolean {
  return squaredDistance(a, b) <= NEAR_MM ** 2;
}

/** What a customer cares for, by name. */
export interface InterestNames {
  readonly makes: readonly string[];
  readonly models: readonly string[];
  readonly bodyStyles: readonly string[];
}

/** True when make, model or type is among the interests; letter case does not count. */
export function matchesInterests(
  vehicle: { readonly make: string; readonly model: string; readonly bodyStyle?: string },
  interests: InterestNames,
): boolean {
  const among = (names: readonly string[], name: string | undefined): boolean =>
    name !== undefined && names.some((one) => one.toLowerCase() === name.toLowerCase());
  return (
    among(interests.makes, vehicle.make) ||
    among(interests.models, vehicle.model) ||
    among(interests.bodyStyles, vehicle.bodyStyle)
  );
}

/** Metres to integer millimetres. */
export function toMillimetres(metres: number): number {
  return Math.round(metres * 1_000);
}

/** Millimetres to metres. */
export function toMetres(millimetres: number): number {
  return millimetres / 1_000;
}
