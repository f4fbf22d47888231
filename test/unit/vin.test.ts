import fc from 'fast-check';
import {
  VIN_PATTERN,
  hasRightCheckDigit,
  requiresCheckDigit,
  vinCheckDigit,
  withCheckDigit,
} from '../../src/shared/vin.js';

const CHARACTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'.split('');
const vins = fc
  .array(fc.constantFrom(...CHARACTERS), { minLength: 17, maxLength: 17 })
  .map((characters) => characters.join(''));

/** Positions other than the check digit's, whose weight is zero. */
const positions = fc.integer({ min: 0, max: 16 }).filter((index) => index !== 8);

describe('VIN check digit', () => {
  it.each(['1M8GDM9AXKP042788', '11111111111111111', '5GZCZ43D13S812715', '1HGCM82633A004352'])(
    'accepts the published example %s',
    (vin) => {
      expect(hasRightCheckDigit(vin)).toBe(true);
    },
  );

  it('writes a remainder of ten as X', () => {
    expect(vinCheckDigit('1M8GDM9A0KP042788')).toBe('X');
  });

  it('makes every VIN right, and leaves a right one as it is', () => {
    fc.assert(
      fc.property(vins, (vin) => {
        const right = withCheckDigit(vin);
        expect(right).toMatch(VIN_PATTERN);
        expect(hasRightCheckDigit(right)).toBe(true);
        expect(withCheckDigit(right)).toBe(right);
        expect(right.slice(0, 8) + right.slice(9)).toBe(vin.slice(0, 8) + vin.slice(9));
      }),
    );
  });

  it('accepts exactly one of the eleven check digits', () => {
    fc.assert(
      fc.property(vins, (vin) => {
        const candidates = '0123456789X'.split('').map((d) => vin.slice(0, 8) + d + vin.slice(9));
        expect(candidates.filter(hasRightCheckDigit)).toHaveLength(1);
      }),
    );
  });

  it('sees every digit that was mistyped as another digit', () => {
    const digits = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(vins, positions, digits, digits, (vin, index, typed, meant) => {
        fc.pre(typed !== meant);
        const at = (digit: number): string =>
          `${vin.slice(0, index)}${digit}${vin.slice(index + 1)}`;
        const right = withCheckDigit(at(meant));
        const wrong = `${right.slice(0, index)}${typed}${right.slice(index + 1)}`;
        expect(hasRightCheckDigit(wrong)).toBe(false);
      }),
    );
  });
});

describe('where the check digit is law', () => {
  it.each(['1', '2', '3', '4', '5'])('is required when the WMI begins with %s', (first) => {
    expect(requiresCheckDigit(`${first}HGCM82633A004352`)).toBe(true);
  });

  it.each(['0', '6', '9', 'J', 'W', 'A'])('is not when it begins with %s', (first) => {
    expect(requiresCheckDigit(`${first}HGCM82633A004352`)).toBe(false);
  });
});

describe('VIN pattern', () => {
  it.each(['1HGCM82633A00435', '1HGCM82633A0043522', '1HGCM82633A0O4352', 'IHGCM82633A004352'])(
    'refuses %s',
    (text) => {
      expect(text).not.toMatch(VIN_PATTERN);
    },
  );
});
