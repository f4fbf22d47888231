import { describe, expect, it } from '@jest/globals';
import { ListingsError, readListings } from '../../../scripts/demo/read-listings.js';

const HEADER =
  'brand,model,model_year,milage,fuel_type,engine,transmission,ext_col,int_col,accident,clean_title,price';
const GOOD = 'Acme,Rocket Base,2019,41000.0,Gasoline,2.0L I4,A/T,Red,–,None reported,Yes,21500.0';

function read(...rows: readonly string[]): ReturnType<typeof readListings> {
  return readListings([HEADER, ...rows].join('\n'));
}

describe('a dealer’s list', () => {
  it('is read into the product’s words; what is not known is absent', () => {
    expect(read(GOOD)).toEqual({
      faults: [],
      listings: [
        {
          make: 'Acme',
          model: 'Rocket Base',
          modelYear: 2019,
          mileage: 41_000,
          price: 21_500,
          fuelType: 'Gasoline',
          engine: '2.0L I4',
          transmission: 'A/T',
          exteriorColor: 'Red',
          accident: 'None reported',
          cleanTitle: 'Yes',
        },
      ],
    });
  });

  it('may name its columns in another way and order, with others between', () => {
    const text =
      '\uFEFFPrice,Note,Make,MODEL,Year,Mileage\r\n"$21,500",x,Acme,Rocket,2019,"41,000 mi."\r\n';
    expect(readListings(text).listings).toEqual([
      { make: 'Acme', model: 'Rocket', modelYear: 2019, mileage: 41_000, price: 21_500 },
    ]);
  });

  it.each([
    ['no make', ',Rocket,2019,1,,,,,,,,1'],
    ['no model', 'Acme,–,2019,1,,,,,,,,1'],
    ['a model of 65 letters', `Acme,${'x'.repeat(65)},2019,1,,,,,,,,1`],
    ['a year that is none', 'Acme,Rocket,MMXIX,1,,,,,,,,1'],
    ['half a year', 'Acme,Rocket,2019.5,1,,,,,,,,1'],
    ['a year before cars', 'Acme,Rocket,1850,1,,,,,,,,1'],
    ['a mileage below nothing', 'Acme,Rocket,2019,-5,,,,,,,,1'],
    ['no price', 'Acme,Rocket,2019,1,,,,,,,,'],
    ['a price beyond belief', 'Acme,Rocket,2019,1,,,,,,,,1e99'],
    ['a field too few', 'Acme,Rocket,2019,1,,,,,,,1'],
    ['a field too many', 'Acme,Rocket,2019,1,,,,,,,,1,1'],
  ])('tells the line of a row with %s, and reads on', (_what, row) => {
    const { listings, faults } = read(GOOD, '', row, GOOD);
    expect(listings).toHaveLength(2);
    expect(faults).toEqual([{ line: 4, detail: expect.stringMatching(/\w/) }]);
  });

  it('reads on after a stray quotation mark', () => {
    const { listings, faults } = read(GOOD.replace('Red', '"Red" metallic'), GOOD);
    expect(faults).toEqual([]);
    expect(listings.map(({ exteriorColor }) => exteriorColor)).toEqual(['"Red" metallic', 'Red']);
  });

  it('tells from which line on a quotation that never ends took everything', () => {
    const { listings, faults } = read(GOOD, 'Acme,"Rocket,2019', GOOD);
    expect(listings).toHaveLength(1);
    expect(faults).toEqual([{ line: 3, detail: expect.stringContaining('from here on') }]);
  });

  it('is refused without the needed columns, all of them named', () => {
    expect(() => readListings('a,model,b\n1,2,3')).toThrow(ListingsError);
    expect(() => readListings('a,model,b\n1,2,3')).toThrow(/brand.*model_year.*milage.*price/);
  });

  it.each([
    ['nothing at all', ''],
    ['a header alone', HEADER],
    ['no row that can be read', `${HEADER}\nAcme,,,,,,,,,,,`],
  ])('is refused with %s', (_what, text) => {
    expect(() => readListings(text)).toThrow(ListingsError);
  });
});
