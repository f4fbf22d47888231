import fc from 'fast-check';
import { makerOf } from '../../../src/modules/vins/manufacturer-codes.js';
import { readVin } from '../../../src/modules/vins/vin-rules.js';
import { withCheckDigit } from '../../../src/shared/vin.js';

describe('what the characters of a VIN say', () => {
  it.each([
    ['1HGCM82633A004352', { make: 'Honda', country: 'US', region: 'North America' }, 2003],
    ['1M8GDM9AXKP042788', { country: 'US', region: 'North America' }, 1989],
    ['5YJ3E1EA7KF317000', { make: 'Tesla', manufacturer: 'Tesla', country: 'US' }, 2019],
    ['WVWZZZ1JZXW000001', { make: 'Volkswagen', country: 'DE', region: 'Europe' }, 1999],
    ['JTDKN3DU0A0000001', { make: 'Toyota', country: 'JP', region: 'Asia' }, 2010],
    ['1C4RJFBG5LC000001', { manufacturer: 'Stellantis', country: 'US' }, 2020],
    ['6T1BE42K08X000001', { make: 'Toyota', country: 'AU', region: 'Oceania' }, 2008],
    ['LSVNV133X22000001', { manufacturer: 'SAIC Volkswagen', country: 'CN', region: 'Asia' }, 2002],
    ['93HFC26508Z000001', { make: 'Honda', country: 'BR', region: 'South America' }, 2008],
  ])('%s', (vin, expected, modelYear) => {
    expect(readVin(vin, 2026)).toMatchObject({ vin, ...expected, modelYear });
  });

  it.each([
    ['A H', 'Africa'],
    ['J K L M N P R', 'Asia'],
    ['S T U V W X Y Z', 'Europe'],
    ['1 2 3 4 5 7F 7Z 71 70', 'North America'],
    ['6A 60 7A 7E', 'Oceania'],
    ['8A 9A 90', 'South America'],
    ['0', undefined],
  ])('begins with %s in %s', (beginnings, region) => {
    for (const beginning of beginnings.split(' ')) {
      expect(readVin(beginning.padEnd(17, 'A'), 2026).region).toBe(region);
    }
  });

  it.each([
    ['6A', 'AU'],
    ['7A', 'NZ'],
    ['7E', 'NZ'],
    ['7F', 'US'],
    ['70', 'US'],
    ['9A', 'BR'],
    ['93', 'BR'],
    ['9F', undefined],
  ])('begins with %s in the country %s', (beginning, country) => {
    expect(readVin(beginning.padEnd(17, 'A'), 2026).country).toBe(country);
  });

  it('has no make where the code stands for several', () => {
    expect(readVin('1C4RJFBG5LC000001', 2026)).not.toHaveProperty('make');
    expect(makerOf('1C4')).toEqual({ manufacturer: 'Stellantis' });
    expect(makerOf('999')).toBeUndefined();
  });

  it('has a year that can be: next year’s models are sold already, later ones are not', () => {
    const year = (code: string, now: number): number | undefined =>
      readVin(`WVWZZZ1JZ${code}W000001`, now).modelYear;
    expect([year('V', 2026), year('W', 2026), year('X', 2026)]).toEqual([2027, 1998, 1999]);
    expect([year('U', 2026), year('0', 2026), year('9', 2026)]).toEqual([
      undefined,
      undefined,
      2009,
    ]);
  });

  it('is valid with its check digit, and without it only where it is not law', () => {
    const characters = Array.from('ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
    const vins = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(vins, (text) => {
        const vin = withCheckDigit(text.join(''));
        const wrong = `${vin.slice(0, 8)}${vin.charAt(8) === '1' ? '2' : '1'}${vin.slice(9)}`;
        const isLaw = '12345'.includes(vin.charAt(0));
        expect(readVin(vin, 2026)).toMatchObject({ valid: true, checkDigitValid: true });
        expect(readVin(wrong, 2026)).toMatchObject({ valid: !isLaw, checkDigitValid: false });
      }),
    );
  });
});
