import {
  applyChanges,
  blankVehicle,
  changedFields,
} from '../../../src/modules/vehicles/vehicle-changes.js';
import type { VehicleChanges, VehicleRow } from '../../../src/modules/vehicles/vehicle-types.js';

const entered = new Date('2026-11-02T14:00:00.000Z');
const now = new Date('2026-11-20T15:00:00.000Z');
const blank = blankVehicle('showroom-1', 'USD', entered);

function changed(before: VehicleRow, changes: VehicleChanges): VehicleRow {
  return applyChanges(before, changes, 'USD', now);
}

const onTheFloor = changed(blank, { position: { floor: 1, x: 4.2, y: 7.5 } });

describe('applyChanges', () => {
  it('keeps what is not given, and clears what is null', () => {
    const before = changed(blank, { make: 'Mazda', trim: 'Signature', cost: usd(100) });
    const after = changed(before, { trim: null, cost: null });
    expect(after).toEqual({ ...before, trim: null, cost: null });
  });

  it('stores positions in whole millimetres', () => {
    const after = changed(blank, { position: { floor: 2, x: 0.1 + 0.2, y: 14.9995 } });
    expect(after).toMatchObject({ positionFloor: 2, positionXMm: 300, positionYMm: 15_000 });
  });

  it('displays a vehicle that is given a position, and not one that loses it', () => {
    expect(onTheFloor.displayed).toBe(true);
    expect(changed(onTheFloor, { position: null })).toMatchObject({
      ...{ displayed: false, positionFloor: null, positionXMm: null, positionYMm: null },
    });
  });

  it('lets `displayed` be said apart from the position', () => {
    const position = { floor: 1, x: 1, y: 1 };
    expect(changed(blank, { position, displayed: false }).displayed).toBe(false);
    expect(changed(onTheFloor, { displayed: false })).toMatchObject({
      ...{ displayed: false, positionFloor: 1, positionXMm: 4_200 },
    });
  });

  it.each([{ showroomId: 'showroom-2' }, { status: 'withdrawn' as const }])(
    'takes a vehicle off the floor by %j',
    (changes) => {
      expect(changed(onTheFloor, changes)).toMatchObject({ displayed: false, positionFloor: null });
    },
  );

  it('gives a vehicle that moves the place that is said with it', () => {
    const changes = { showroomId: 'showroom-2', position: { floor: 1, x: 2, y: 3 } };
    expect(changed(onTheFloor, changes)).toMatchObject({
      ...{ showroomId: 'showroom-2', displayed: true, positionXMm: 2_000, positionYMm: 3_000 },
    });
  });

  it('counts the age of a vehicle from its arrival', () => {
    const ordered = changed(blank, { status: 'in_transit' });
    expect(ordered.inStockSince).toBe(entered.toISOString());
    expect(changed(ordered, { status: 'available' }).inStockSince).toBe(now.toISOString());
    const said = '2026-11-19T08:00:00.000Z';
    expect(changed(ordered, { status: 'available', inStockSince: said }).inStockSince).toBe(said);
  });
});

describe('changedFields', () => {
  it('names nothing when the values are equal', () => {
    const before = changed(blank, { features: ['Heated seats'], price: usd(100) });
    const after = changed(before, { features: ['Heated seats'], price: usd(100), mileage: 0 });
    expect(changedFields(before, after)).toEqual([]);
  });

  it('names fields as they are on the wire, each once', () => {
    const after = changed(onTheFloor, {
      ...{ mileage: 5, price: usd(100), features: ['Heated seats'] },
      position: { floor: 2, x: 1, y: 1 },
    });
    expect(changedFields(onTheFloor, after).sort()).toEqual([
      'features',
      'mileage',
      'position',
      'price',
    ]);
  });
});

function usd(amount: number): { amount: number; currency: string } {
  return { amount, currency: 'USD' };
}
