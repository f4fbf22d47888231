import { describe, expect, it } from '@jest/globals';
import { delimiterOf, fieldsOfHeader } from '../../../src/modules/imports/import-column-rules.js';
import { csvLine } from '../../../src/modules/imports/feed-csv-rules.js';
import {
  addressesOf,
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
    ['-$1,250', -1_250],
    ['12k', 12_000],
    ['$12.5K mi', 12_500],
    ['12 km', 12],
    ['5000.999', 5_000.999],
    ['0,125', 0.125],
    ["1'234'567.50", 1_234_567.5],
    ['12,34,567', 1_234_567],
    ['24.990,- EUR', 24_990],
  ])('%s is %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  const NONE = [
    '',
    'Call',
    '--',
    'n/a',
    '1 of 5',
    '10-15',
    '1.2M',
    '(500)',
    '.5',
    '1.2.3',
    '1,500k',
  ];
  it.each([...NONE, '1'.repeat(65) + ' '])('“%s” is none', (text) => {
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
    const words = ['In Transit', 'Pending arrival', 'In Stock', 'sold', 'Inactive', 'Zorp'];
    expect(words.map(statusOf)).toEqual([
      ...['in_transit', 'in_transit', 'available', 'withdrawn', 'withdrawn', undefined],
    ]);
    expect(listOf('Sunroof| Tow, hitch |')).toEqual(['Sunroof', 'Tow, hitch']);
    expect(listOf('ABS,Sunroof\u001fTow, hitch|')).toEqual(['ABS', 'Sunroof', 'Tow, hitch']);
    expect(addressesOf('https://a/1,2.jpg,https://b/;3.jpg; 12')).toEqual([
      ...['https://a/1,2.jpg', 'https://b/;3.jpg'],
    ]);
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

describe('columns of the field', () => {
  it.each([
    ['drivetrain', ['Drivetrain Desc', 'Drivetrain Description']],
    ['stockNumber', ['Dealer Vehicle Stock Number']],
    ['exteriorColor', ['Exterior Colour', 'Ext Color Generic']],
    ['interiorColor', ['Interior Colour']],
    ['photos', ['Photo Url List', 'Image List', 'image[12].url', 'Photo 3', 'image_link']],
    ['price', ['Internet Price', 'Selling Price']],
    ['mileage', ['Odometer', 'mileage.value']],
    ['inStockSince', ['Inventory Date', 'date_first_on_lot']],
    [null, ['Days in stock', 'Age', 'image[0].tag[0]', 'Photo Count', 'mileage.unit']],
  ])('%s is known', (field, names) => {
    for (const name of names) expect([name, ...fieldsOfHeader([name], {})]).toEqual([name, field]);
  });

  it('give a field to the most exact, and several where each may tell', () => {
    expect(fieldsOfHeader(['id', 'Vehicle Type', 'state_of_vehicle', 'stock_number'], {})).toEqual([
      ...[null, null, 'condition', 'stockNumber'],
    ]);
    expect(fieldsOfHeader(['dealer_id', 'Dealer Name', 'status', 'availability'], {})).toEqual([
      ...['showroom', 'showroom', 'status', 'status'],
    ]);
    expect(fieldsOfHeader(['dealer_id', 'Platz', 'Lot'], { Platz: 'showroom' })).toEqual([
      ...[null, 'showroom', null],
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
