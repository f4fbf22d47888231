import { describe, expect, it } from '@jest/globals';
import { listedVehicles } from '../../../scripts/demo/listed-vehicles.js';
import type { Listing } from '../../../scripts/demo/read-listings.js';
import { createVehicleSchema } from '../../../src/modules/vehicles/vehicle-schema.js';
import { hasRightCheckDigit } from '../../../src/shared/vin.js';

const SHOWROOM = '0192f0c4-0000-7000-8000-000000000001';

function listing(given: Partial<Listing> = {}): Listing {
  return {
    make: 'Ford',
    model: 'F-150 XLT',
    modelYear: 2019,
    mileage: 41_000,
    price: 21_500,
    ...given,
  };
}

function only(given: Partial<Listing>): ReturnType<typeof listedVehicles>[number]['details'] {
  const [vehicle] = listedVehicles([listing(given)]);
  if (vehicle === undefined) throw new Error('There is no vehicle.');
  return vehicle.details;
}

describe('listed vehicles', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => listing({ mileage: index % 1_500 }));
  const vehicles = listedVehicles(many);

  it('are all of the listings, also those that are alike, each with its own VIN and number', () => {
    expect(vehicles).toHaveLength(2_000);
    expect(new Set(vehicles.map(({ vin }) => vin)).size).toBe(2_000);
    expect(new Set(vehicles.map(({ stockNumber }) => stockNumber)).size).toBe(2_000);
    expect(vehicles.every(({ vin }) => hasRightCheckDigit(vin))).toBe(true);
  });

  it('are the same again for the same list', () => {
    expect(listedVehicles(many)).toEqual(vehicles);
  });

  it('stand on the floor of the first showroom, forty of them, and in both showrooms', () => {
    const displayed = vehicles.filter(({ details }) => details.position !== undefined);
    expect(displayed).toHaveLength(40);
    expect(displayed.every(({ showroom }) => showroom === 0)).toBe(true);
    expect(vehicles.filter(({ showroom }) => showroom === 1).length).toBeGreaterThan(900);
  });

  it('are what the contract of POST /vehicles takes, also with long words', () => {
    const long = 'x'.repeat(200);
    const [vehicle] = listedVehicles([
      listing({
        fuelType: long,
        engine: long,
        transmission: long,
        accident: long,
        exteriorColor: long,
      }),
    ]);
    const body = { ...vehicle?.details, vin: vehicle?.vin, showroomId: SHOWROOM };
    expect(createVehicleSchema.safeParse(body).error).toBeUndefined();
  });

  it('keep year, mileage and price; cents too', () => {
    expect(only({ price: 21_500.25 })).toMatchObject({
      condition: 'used',
      modelYear: 2019,
      mileage: 41_000,
      price: { amount: 2_150_025, currency: 'USD' },
    });
  });

  it.each([
    ['Ford', 'F-150 XLT', { make: 'Ford', model: 'F-150', trim: 'XLT', bodyStyle: 'Truck' }],
    ['Jeep', 'Grand Cherokee L', { model: 'Grand Cherokee L', bodyStyle: 'SUV' }],
    [
      'Land',
      'Rover Discovery Sport SE',
      { make: 'Land Rover', model: 'Discovery Sport', trim: 'SE' },
    ],
    ['Alfa', 'Romeo Giulia', { make: 'Alfa Romeo', model: 'Giulia' }],
    ['Acme', 'Rocket Base', { make: 'Acme', model: 'Rocket Base' }],
    ['Honda', 'Civics', { make: 'Honda', model: 'Civics' }],
  ])('name %s %s as the trade does', (make, model, expected) => {
    const details = only({ make, model });
    expect(details).toMatchObject(expected);
    expect(details.trim).toBe('trim' in expected ? expected.trim : undefined);
  });

  it('burn electricity where the engine says so', () => {
    expect(only({ engine: '425 HP Electric Motor' }).fuelType).toBe('Electric');
    expect(only({ engine: '2.0L I4' }).fuelType).toBeUndefined();
  });
});
