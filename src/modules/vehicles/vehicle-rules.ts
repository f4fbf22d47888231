import { conflict, invalidRequest, unprocessable } from '../../shared/errors.js';
import type { Money } from '../../shared/money.js';
import { hasRightCheckDigit, requiresCheckDigit } from '../../shared/vin.js';
import type { VehicleChanges, VehicleRow, VehicleStatus } from './vehicle-types.js';

/** What the rules must know of a showroom; lengths in metres. */
export interface ShowroomFacts {
  readonly currency: string;
  readonly floors: ReadonlyArray<{
    readonly floor: number;
    readonly widthM: number;
    readonly depthM: number;
  }>;
}

/** Something that is allowed, but looks wrong; shown in `warnings` of the vehicle. */
export interface VehicleWarning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * What staff may change by hand. `held` comes with a hold, and goes with it or by what ends it; a
 * sale is final, and `sold` by hand is a vehicle that left without a deal (wholesale, auction).
 */
const LEGAL_STATUS_CHANGES: Readonly<Record<VehicleStatus, readonly VehicleStatus[]>> = {
  in_transit: ['available', 'withdrawn'],
  available: ['withdrawn', 'sold'],
  held: ['withdrawn', 'sold'],
  sold: [],
  withdrawn: ['available', 'in_transit'],
};

/** Refuses a status change that staff may not make by hand (409); the same status is none. */
export function checkStatusChange(from: VehicleStatus, to: VehicleStatus): void {
  if (from === to || LEGAL_STATUS_CHANGES[from].includes(to)) return;
  throw invalidStatus(`A vehicle that is ${from} cannot be set to ${to}.`);
}

/** Refuses a status that no new vehicle has (409). */
export function checkFirstStatus(status: VehicleStatus | undefined): void {
  if (status === undefined || status === 'available' || status === 'in_transit') return;
  throw invalidStatus(`A new vehicle is available or in_transit, not ${status}.`);
}

function invalidStatus(detail: string): Error {
  const code = 'invalid_status_transition';
  return conflict(code, detail, { errors: [{ pointer: '/status', code, detail }] });
}

/** Refuses a wrong check digit where it is law (422; docs/domain.md, identifiers). */
export function checkVin(vin: string | null | undefined): void {
  if (vin === null || vin === undefined) return;
  if (!requiresCheckDigit(vin) || hasRightCheckDigit(vin)) return;
  const detail = 'The check digit at position 9 of the VIN is wrong.';
  throw unprocessable('vin_check_digit_wrong', detail, '/vin');
}

const FIRST_STOCK_DATE = Date.UTC(1900, 0, 1);
const DAY_MS = 86_400_000;

/** Refuses a day in stock before 1900 or more than a day ahead (400). */
export function checkStockDate(inStockSince: string | undefined, now: Date): void {
  if (inStockSince === undefined) return;
  const at = Date.parse(inStockSince);
  if (at >= FIRST_STOCK_DATE && at <= now.getTime() + DAY_MS) return;
  const detail = 'Must be from 1900 on, and no more than a day ahead.';
  throw invalidRequest([{ pointer: '/inStockSince', code: 'date_out_of_range', detail }]);
}

/** What looks wrong and is allowed: a check digit that is not one, where none is required. */
export function vehicleWarnings(vin: string | null): readonly VehicleWarning[] {
  if (vin === null || requiresCheckDigit(vin) || hasRightCheckDigit(vin)) return [];
  const detail = 'Position 9 is not the check digit; makers outside North America need none.';
  return [{ pointer: '/vin', code: 'vin_check_digit_wrong', detail }];
}

/** Refuses a position that is on no floor of the showroom, and display without a place (422). */
export function checkPlace(values: VehicleRow, showroom: ShowroomFacts): void {
  const { positionFloor, positionXMm, positionYMm } = values;
  if (positionFloor === null || positionXMm === null || positionYMm === null) {
    if (!values.displayed) return;
    const detail = 'A displayed vehicle needs a position.';
    throw unprocessable('displayed_without_position', detail, '/displayed');
  }
  const floor = showroom.floors.find((candidate) => candidate.floor === positionFloor);
  const fits =
    floor !== undefined &&
    positionXMm <= floor.widthM * 1_000 &&
    positionYMm <= floor.depthM * 1_000;
  if (fits) return;
  const detail = 'The position is on no floor of the showroom.';
  throw unprocessable('position_outside_floor', detail, '/position');
}

const AMOUNTS = ['price', 'msrp', 'cost', 'pack'] as const;

/**
 * Refuses amounts that are not in the currency of the vehicle's showroom (422); also those that
 * a vehicle would carry along to a showroom with another currency.
 */
export function checkCurrency(before: VehicleRow, changes: VehicleChanges, currency: string): void {
  const detail = `Amounts of this showroom are in ${currency}.`;
  for (const field of AMOUNTS) {
    const change: Money | null | undefined = changes[field];
    const carried = change === undefined && before[field] !== null;
    if (carried && before.currency !== currency) {
      throw unprocessable('currency_mismatch', detail, `/${field}`);
    }
    if (change !== undefined && change !== null && change.currency !== currency) {
      throw unprocessable('currency_mismatch', detail, `/${field}/currency`);
    }
  }
}
