import { describe, expect, it } from '@jest/globals';
import { generatedVehicles } from '../../../scripts/demo/generated-vehicles.js';
import type { PlannedVehicle } from '../../../scripts/demo/planned-vehicle.js';
import { createVehicleSchema } from '../../../src/modules/vehicles/vehicle-schema.js';
import { VIN_PATTERN, hasRightCheckDigit } from '../../../src/shared/vin.js';

const SHOWROOM = '0192f0c4-0000-7000-8000-000000000001';
const vehicles = generatedVehicles();

function on(status: string): readonly PlannedVehicle[] {
  return vehicles.filter(({ details, isSold }) => isSold !== true && details.status === status);
}

describe('the generated vehicles', () => {
  it('are always the same', () => {
    expect(generatedVehicles()).toEqual(vehicles);
  });

  it('are 300 of at least a dozen makes, in every condition', () => {
    expect(vehicles).toHaveLength(300);
    expect(new Set(vehicles.map(({ details }) => details.make)).size).toBeGreaterThanOrEqual(12);
    const conditions = new Set(vehicles.map(({ details }) => details.condition));
    expect(conditions).toEqual(new Set(['new', 'used', 'cpo']));
  });

  it('have VINs with a right check digit, and stock numbers, each once', () => {
    const vins = vehicles.map(({ vin }) => vin);
    expect(vins.filter((vin) => !VIN_PATTERN.test(vin) || !hasRightCheckDigit(vin))).toEqual([]);
    expect(new Set(vins).size).toBe(300);
    expect(new Set(vehicles.map(({ stockNumber }) => stockNumber)).size).toBe(300);
  });

  it('are what the contract of POST /vehicles takes', () => {
    const refused = vehicles.filter(({ details, vin, stockNumber }) => {
      const body = { ...details, vin, stockNumber, showroomId: SHOWROOM };
      return !createVehicleSchema.safeParse(body).success;
    });
    expect(refused).toEqual([]);
  });

  it('cost less than they are offered for, and pre-owned ones less than new', () => {
    for (const { details } of vehicles) {
      const { price, cost, msrp } = details;
      expect(cost?.amount).toBeGreaterThan(500_000);
      expect(cost?.amount).toBeLessThan(price?.amount ?? 0);
      expect(price?.amount).toBeLessThanOrEqual(msrp?.amount ?? 0);
    }
  });

  it('put forty available ones on the floor of the first showroom, two metres apart or more', () => {
    const displayed = vehicles.filter(({ details }) => details.position !== undefined);
    expect(displayed).toHaveLength(40);
    expect(displayed.every(({ showroom }) => showroom === 0)).toBe(true);
    expect(displayed.every(({ details }) => details.status === 'available')).toBe(true);
    expect(displayed.some(({ isSold }) => isSold === true)).toBe(false);
    const places = displayed.flatMap(({ details }) => details.position ?? []);
    for (const [index, place] of places.entries()) {
      expect(place).toMatchObject({ floor: 1 });
      expect(place.x).toBeLessThanOrEqual(24);
      expect(place.y).toBeLessThanOrEqual(18);
      for (const other of places.slice(index + 1)) {
        expect(Math.hypot(place.x - other.x, place.y - other.y)).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it('have a few in transit and a few sold, elsewhere in the group', () => {
    const coming = on('in_transit');
    const gone = vehicles.filter(({ isSold }) => isSold === true);
    expect(coming.length).toBeGreaterThan(0);
    expect(gone.length).toBeGreaterThan(0);
    expect([...coming, ...gone].every(({ showroom }) => showroom === 1)).toBe(true);
  });
});
