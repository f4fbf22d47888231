import { blankVehicle } from '../../../src/modules/vehicles/vehicle-changes.js';
import {
  checkCurrency,
  checkPlace,
  checkStatusChange,
  checkVin,
  vehicleWarnings,
} from '../../../src/modules/vehicles/vehicle-rules.js';
import type { VehicleRow, VehicleStatus } from '../../../src/modules/vehicles/vehicle-types.js';

const blank = blankVehicle('showroom-1', 'USD', new Date('2026-11-02T14:00:00.000Z'));
const showroom = { currency: 'USD', floors: [{ floor: 1, widthM: 20, depthM: 15 }] };

/** What a check throws; undefined when it accepts. */
function refusal(check: () => void): unknown {
  try {
    check();
    return undefined;
  } catch (error) {
    return error;
  }
}

const problem = (statusCode: number, code: string, pointer: string): object => ({
  output: { statusCode },
  data: { code, errors: [{ pointer, code }] },
});

describe('status changes by hand', () => {
  const statuses: readonly VehicleStatus[] = [
    ...(['in_transit', 'available', 'held', 'sold', 'withdrawn'] as const),
  ];
  const legal = [
    'in_transit → available',
    'in_transit → withdrawn',
    'available → withdrawn',
    'available → sold',
    'held → withdrawn',
    'held → sold',
    'withdrawn → available',
    'withdrawn → in_transit',
  ];
  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

  it.each(pairs)('%s → %s', (from, to) => {
    const allowed = from === to || legal.includes(`${from} → ${to}`);
    const error = refusal(() => checkStatusChange(from, to));
    if (allowed) expect(error).toBeUndefined();
    else expect(error).toMatchObject(problem(409, 'invalid_status_transition', '/status'));
  });
});

describe('VIN', () => {
  it('is refused with a wrong check digit where that is law', () => {
    expect(refusal(() => checkVin('1HGCM82643A004352'))).toMatchObject(
      problem(422, 'vin_check_digit_wrong', '/vin'),
    );
    expect(vehicleWarnings('1HGCM82633A004352')).toEqual([]);
  });

  it('is accepted with a warning elsewhere', () => {
    expect(refusal(() => checkVin('WVWZZZ1JZ3W386752'))).toBeUndefined();
    expect(vehicleWarnings('WVWZZZ1JZ3W386752')).toEqual([
      expect.objectContaining({ pointer: '/vin', code: 'vin_check_digit_wrong' }),
    ]);
  });

  it('need not be there', () => {
    expect(refusal(() => checkVin(null))).toBeUndefined();
    expect(refusal(() => checkVin(undefined))).toBeUndefined();
    expect(vehicleWarnings(null)).toEqual([]);
  });
});

describe('place on the floor', () => {
  const at = (positionFloor: number, positionXMm: number, positionYMm: number): VehicleRow => ({
    ...{ ...blank, displayed: true },
    ...{ positionFloor, positionXMm, positionYMm },
  });

  it.each([
    [1, 0, 0],
    [1, 20_000, 15_000],
  ])('accepts floor %d at %d, %d mm', (floor, x, y) => {
    expect(refusal(() => checkPlace(at(floor, x, y), showroom))).toBeUndefined();
  });

  it.each([
    [1, 20_001, 0],
    [1, 0, 15_001],
    [2, 1, 1],
  ])('refuses floor %d at %d, %d mm', (floor, x, y) => {
    expect(refusal(() => checkPlace(at(floor, x, y), showroom))).toMatchObject(
      problem(422, 'position_outside_floor', '/position'),
    );
  });

  it('refuses display without a place', () => {
    expect(refusal(() => checkPlace({ ...blank, displayed: true }, showroom))).toMatchObject(
      problem(422, 'displayed_without_position', '/displayed'),
    );
    expect(refusal(() => checkPlace(blank, showroom))).toBeUndefined();
  });
});

describe('currency', () => {
  const euros = { amount: 100, currency: 'EUR' };

  it('is that of the showroom', () => {
    expect(refusal(() => checkCurrency(blank, { msrp: euros }, 'EUR'))).toBeUndefined();
    expect(refusal(() => checkCurrency(blank, { msrp: euros }, 'USD'))).toMatchObject(
      problem(422, 'currency_mismatch', '/msrp/currency'),
    );
  });

  it('does not change under an amount that is carried to another showroom', () => {
    const priced = { ...blank, price: 100 };
    expect(refusal(() => checkCurrency(priced, {}, 'EUR'))).toMatchObject(
      problem(422, 'currency_mismatch', '/price'),
    );
    expect(refusal(() => checkCurrency(priced, { price: euros }, 'EUR'))).toBeUndefined();
    expect(refusal(() => checkCurrency(priced, { price: null }, 'EUR'))).toBeUndefined();
  });
});
