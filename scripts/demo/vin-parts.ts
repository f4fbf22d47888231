import { withCheckDigit } from '../../src/shared/vin.js';

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const DIGITS = '0123456789';
const FIRST_YEAR = 1980;
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';
/** From this year on the seventh place of a car's VIN is a letter, before it a digit. */
const LETTER_SINCE = 2010;

/** What a VIN says (49 CFR 565.15). */
export interface VinParts {
  /** World manufacturer identifier. */
  readonly maker: string;
  readonly modelYear: number;
  /** Five numbers of at least 0 and less than 1, from which the attributes are made. */
  readonly attributes: readonly number[];
  /** Number of at least 0 and less than 1, from which the plant is made. */
  readonly plant: number;
  /** At most six digits. */
  readonly serial: number;
}

/** The VIN that says this, its check digit in place. */
export function vinOf({ maker, modelYear, attributes, plant, serial }: VinParts): string {
  const described = attributes.map((value, index) => {
    const isYearMark = index === 3;
    if (isYearMark) return symbol(modelYear >= LETTER_SINCE ? LETTERS : DIGITS, value);
    return symbol(LETTERS + DIGITS, value);
  });
  const number = String(serial).padStart(6, '0');
  const body = `${described.join('')}0${yearCode(modelYear)}${symbol(LETTERS, plant)}${number}`;
  return withCheckDigit(maker + body);
}

function symbol(alphabet: string, value: number): string {
  return alphabet.charAt(Math.floor(value * alphabet.length));
}

/** The code comes round every thirty years. */
function yearCode(modelYear: number): string {
  const turn = (modelYear - FIRST_YEAR) % YEAR_CODES.length;
  return YEAR_CODES.charAt(turn < 0 ? turn + YEAR_CODES.length : turn);
}
