import { describe, expect, it } from '@jest/globals';
import { delimiterOf, fieldsOfHeader } from '../../../src/modules/imports/import-column-rules.js';
import { csvLine } from '../../../src/modules/imports/feed-csv-rules.js';
import {
  conditionOf,
  instantOf,
  listOf,
  minorUnitsOf,
  numberOf,
  statusOf,
} from '../../../src/modules/imports/import-value-rules.js';

describe('numbers of files', () => {
  it.each([
    ['49000.0', 49_000],
    ['18,250', 18_250],
    ['18.250', 18_250],
    ['1,234,567', 1_234_567],
    ['$12,345.50', 12_345.5],
    ['12.345,50 €', 12_345.5],
    ['49 000 mi', 49_000],
    ['0', 0],
    ['-5', -5],
  ])('%s is %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each(['', 'Call', '--', 'n/a'])('“%s” is none', (text) => {
    expect(numberOf(text)).toBeUndefined();
  });

  it('are prices in the minor units of their currency', () => {
    expect(minorUnitsOf('$27,499.00', 'USD')).toBe(2_749_900);
    expect(minorUnitsOf('1.005', 'USD')).toBe(100_500);
    expect(minorUnitsOf('0.29', 'USD')).toBe(29);
    expect(minorUnitsOf('1250000', 'JPY')).toBe(1_250_000);
    expect(minorUnitsOf('Call', 'USD')).toBeUndefined();
  });
});

describe('words of files', () => {
  it('are conditions', () => {
    expect(
      ['New', 'N', 'used', 'Pre-Owned', 'CPO', 'odd'].map((text) => conditionOf(text)),
    ).toEqual(['new', 'new', 'used', 'used', 'cpo', undefined]);
    expect(conditionOf('Used', 'Yes')).toBe('cpo');
    expect(conditionOf('Used', 'No')).toBe('used');
  });

  it('are states, lists and dates', () => {
    expect([statusOf('In Transit'), statusOf('In Stock'), statusOf('sold')]).toEqual([
      'in_transit',
      'available',
      undefined,
    ]);
    expect(listOf('Sunroof| Tow, hitch |')).toEqual(['Sunroof', 'Tow, hitch']);
    expect(instantOf('1/31/2026')).toBe('2026-01-31T00:00:00.000Z');
    expect(instantOf('2026-01-31')).toBe('2026-01-31T00:00:00.000Z');
    expect(instantOf('31.1.2026')).toBeUndefined();
  });
});

describe('columns of files', () => {
  it('are separated by what stands most often outside of quotes', () => {
    expect(delimiterOf('"a,b,c,d";e;f')).toBe(';');
    expect(delimiterOf('a\tb\tc')).toBe('\t');
    expect(delimiterOf('make')).toBe(',');
  });

  it('are known by name, the dealer’s own first, each field once', () => {
    const header = ['Stock #', 'Brand', 'Price', 'Internet Price', 'IMAGE URLS', 'Photo', 'Odd'];
    expect(fieldsOfHeader(header, {})).toEqual([
      ...['stockNumber', 'make', 'price', null, 'photos', 'photos', null],
    ]);
    expect(fieldsOfHeader(header, { internetprice: 'price', brand: 'ignore' })).toEqual([
      ...['stockNumber', null, null, 'price', 'photos', 'photos', null],
    ]);
  });
});

describe('a line of a feed', () => {
  it('is quoted where it must be, and runs nothing', () => {
    expect(csvLine(['a,b', 'say "x"', 'two\nlines'])).toBe('"a,b","say ""x""","two\nlines"\r\n');
    expect(csvLine(['=1+1', '+49', '-5.5', '@x', '\tx', '-x'])).toBe(
      "'=1+1,+49,-5.5,'@x,'\tx,'-x\r\n",
    );
    expect(csvLine(['\r=x'])).toBe('"\'\r=x"\r\n');
  });
});
