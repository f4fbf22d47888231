import { describe, expect, it } from '@jest/globals';
import { checkImport } from './check-import.js';
import type { ImportRecord, StoredVehicle } from './check-import.js';
import { kindsOf } from './violation.js';

const VEHICLE: StoredVehicle = {
  ...{ id: 'a', stockNumber: 'S1', version: 1, price: 100, prices: 1, events: 1 },
};
const RECORD: ImportRecord = {
  expected: [
    { row: 1, stockNumber: 'S1', status: 'created', price: 100 },
    { row: 2, stockNumber: 'S2', status: 'failed' },
    { row: 3, stockNumber: 'S3', status: 'updated', price: 300 },
  ],
  told: [
    { row: 1, status: 'created', resourceId: 'a' },
    { row: 2, status: 'failed' },
    { row: 3, status: 'updated', resourceId: 'c' },
  ],
  stored: [VEHICLE, { id: 'c', stockNumber: 'S3', version: 2, price: 300, prices: 2, events: 2 }],
};

function kinds(changes: Partial<ImportRecord>): string[] {
  return kindsOf(checkImport({ ...RECORD, ...changes }));
}

function withFirst(changes: Partial<StoredVehicle>): Partial<ImportRecord> {
  return { stored: [{ ...VEHICLE, ...changes }, ...RECORD.stored.slice(1)] };
}

describe('the checker of imports', () => {
  it('is content with each row once', () => {
    expect(kinds({})).toEqual([]);
  });

  it('sees a vehicle that is missing, there twice, or that nobody has asked for', () => {
    expect(kinds({ stored: RECORD.stored.slice(0, 1) })).toContain('missing');
    expect(kinds({ stored: [...RECORD.stored, { ...VEHICLE, id: 'b' }] })).toEqual(['doubled']);
    const failed = { ...VEHICLE, id: 'b', stockNumber: 'S2' };
    expect(kinds({ stored: [...RECORD.stored, failed] })).toContain('unasked');
    const unknown = { ...VEHICLE, id: 'b', stockNumber: 'S9' };
    expect(kinds({ stored: [...RECORD.stored, unknown] })).toEqual(['unasked']);
  });

  it('sees an event or a price that is missing or there twice, and a change made twice', () => {
    expect(kinds(withFirst({ events: 2 }))).toEqual(['doubled']);
    expect(kinds(withFirst({ prices: 0 }))).toEqual(['missing']);
    expect(kinds(withFirst({ version: 2 }))).toEqual(['different']);
    expect(kinds(withFirst({ price: 99 }))).toEqual(['different']);
  });

  it('sees a row of which nothing is told, twice, or not what became of it', () => {
    expect(kinds({ told: RECORD.told.slice(1) })).toEqual(['untold']);
    expect(kinds({ told: [...RECORD.told, ...RECORD.told.slice(0, 1)] })).toEqual(['told twice']);
    const [, ...others] = RECORD.told;
    expect(kinds({ told: [{ row: 1, status: 'failed' }, ...others] })).toEqual(['told wrongly']);
  });
});
