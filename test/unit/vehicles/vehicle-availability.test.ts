import {
  Surroundings,
  distanceKm,
  transferDaysOf,
} from '../../../src/modules/vehicles/vehicle-availability.js';

const CHICAGO = { lat: 41.8781, lng: -87.6298 };
const MILWAUKEE = { lat: 43.0389, lng: -87.9065 };
const LOS_ANGELES = { lat: 34.0522, lng: -118.2437 };

describe('distanceKm', () => {
  it('follows the great circle', () => {
    expect(distanceKm(CHICAGO, LOS_ANGELES)).toBeCloseTo(2_804, -1);
    expect(distanceKm(CHICAGO, CHICAGO)).toBe(0);
    expect(distanceKm({ lat: 0, lng: 179.5 }, { lat: 0, lng: -179.5 })).toBeCloseTo(111.2, 1);
    expect(distanceKm({ lat: 90, lng: 0 }, { lat: -90, lng: 0 })).toBeCloseTo(20_015, 0);
  });
});

describe('transferDaysOf', () => {
  it.each([
    [0.1, 1],
    [80, 1],
    [80.1, 2],
    [480, 2],
    [480.1, 3],
    [880.1, 4],
  ])('%d km take %d days', (km, days) => {
    expect(transferDaysOf(km)).toBe(days);
  });
});

describe('Surroundings', () => {
  const around = new Surroundings(
    'a',
    new Map([
      ['d', undefined],
      ['c', LOS_ANGELES],
      ['b', MILWAUKEE],
      ['a', CHICAGO],
    ]),
  );

  it('have the nearest first, and last what is nowhere', () => {
    expect(around.nearestFirst).toEqual(['a', 'b', 'c', 'd']);
  });

  it('tell how soon a vehicle can be here', () => {
    const seen = (showroomId: string, status: 'available' | 'in_transit') =>
      around.of({ showroomId, status });
    expect(seen('a', 'available')).toEqual({
      ...{ availability: 'here', distanceKm: 0, transferDays: 0 },
    });
    expect(seen('b', 'available')).toEqual({
      ...{ availability: 'other_showroom', distanceKm: 131.1, transferDays: 2 },
    });
    expect(seen('a', 'in_transit')).toMatchObject({ availability: 'in_transit' });
    expect(seen('d', 'available')).toEqual({ availability: 'other_showroom' });
  });

  it('are known only of a showroom of the group', () => {
    expect(() => new Surroundings('x', new Map())).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'showroom_not_found' }) }),
    );
  });
});
