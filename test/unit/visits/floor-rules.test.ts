import { describe, expect, it } from '@jest/globals';
import {
  isHighInterest,
  isHighValue,
  isNear,
  matchesInterests,
  toMetres,
  toMillimetres,
} from '../../../src/modules/visits/floor-rules.js';

const at = (xMm: number, yMm: number, floor = 1): { floor: number; xMm: number; yMm: number } => ({
  floor,
  xMm,
  yMm,
});

describe('thresholds', () => {
  it('high value is above 0.7, and 0.7 itself is not', () => {
    expect([undefined, 0, 0.7, 0.7000001, 1].map(isHighValue)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
  });

  it('high interest begins at 0.7', () => {
    expect([0.6999, 0.7, 1].map(isHighInterest)).toEqual([false, true, true]);
  });

  it('near is 5 m or less on the same floor, along any line', () => {
    expect(isNear(at(0, 0), at(3_000, 4_000))).toBe(true);
    expect(isNear(at(0, 0), at(3_000, 4_001))).toBe(false);
    expect(isNear(at(0, 0), at(0, 0, 2))).toBe(false);
  });
});

describe('interests', () => {
  const names = { makes: ['toyota'], models: ['CR-V'], bodyStyles: ['suv'] };

  it.each([
    [{ make: 'TOYOTA', model: 'Yaris' }, true],
    [{ make: 'Honda', model: 'cr-v' }, true],
    [{ make: 'Kia', model: 'Sorento', bodyStyle: 'SUV' }, true],
    [{ make: 'Kia', model: 'Soul', bodyStyle: 'Hatchback' }, false],
    [{ make: 'Kia', model: 'Soul' }, false],
  ])('%j matches: %s', (vehicle, matches) => {
    expect(matchesInterests(vehicle, names)).toBe(matches);
  });
});

describe('metres', () => {
  it('become integer millimetres and come back', () => {
    expect(toMillimetres(4.2)).toBe(4_200);
    expect(toMillimetres(0.1 + 0.2)).toBe(300);
    expect(toMetres(toMillimetres(7.305))).toBe(7.305);
  });
});
