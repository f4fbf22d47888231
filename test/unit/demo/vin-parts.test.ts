import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makerCode } from '../../../scripts/demo/makers.js';
import { vinOf } from '../../../scripts/demo/vin-parts.js';
import { VIN_PATTERN, hasRightCheckDigit } from '../../../src/shared/vin.js';

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const parts = fc.record({
  maker: fc.constantFrom('1FT', 'JTH', 'WBA', makerCode('Nobody Has Heard Of', undefined)),
  modelYear: fc.integer({ min: 1950, max: 2039 }),
  attributes: fc.array(share, { minLength: 5, maxLength: 5 }),
  plant: share,
  serial: fc.integer({ min: 0, max: 999_999 }),
});

describe('a VIN from its parts', () => {
  it('is well-formed, with the right check digit', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const vin = vinOf(given);
        return VIN_PATTERN.test(vin) && hasRightCheckDigit(vin);
      }),
    );
  });

  it('begins with the maker and ends with the serial number', () => {
    const vin = vinOf({
      maker: '5YJ',
      modelYear: 2020,
      attributes: [0, 0, 0, 0, 0],
      plant: 0,
      serial: 42,
    });
    expect(vin.slice(0, 3)).toBe('5YJ');
    expect(vin.slice(-6)).toBe('000042');
  });

  it.each([
    [1980, 'A'],
    [1992, 'N'],
    [2000, 'Y'],
    [2001, '1'],
    [2009, '9'],
    [2010, 'A'],
    [2026, 'T'],
    [1974, '4'],
  ])('writes the model year %i as %s (49 CFR 565.15, table VII)', (modelYear, code) => {
    const vin = vinOf({
      maker: '1FA',
      modelYear,
      attributes: [0, 0, 0, 0, 0],
      plant: 0,
      serial: 1,
    });
    expect(vin.charAt(9)).toBe(code);
  });

  it('marks the years before 2010 with a digit in the seventh place, later ones with a letter', () => {
    const at = (modelYear: number): string =>
      vinOf({ maker: '1FA', modelYear, attributes: [0, 0, 0, 0.5, 0], plant: 0, serial: 1 }).charAt(
        6,
      );
    expect(at(2009)).toMatch(/\d/);
    expect(at(2010)).toMatch(/[A-Z]/);
  });
});

describe('maker codes', () => {
  it('tell cars, utility vehicles and trucks of one make apart', () => {
    expect(makerCode('Ford', 'Coupe')).toBe('1FA');
    expect(makerCode('Ford', 'SUV')).toBe('1FM');
    expect(makerCode('Ford', 'Truck')).toBe('1FT');
  });

  it('fall back where a make has one code only', () => {
    expect(makerCode('Land Rover', 'SUV')).toBe('SAL');
    expect(makerCode('Tesla', 'Truck')).toBe('7SA');
  });
});
