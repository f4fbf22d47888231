import { hasRightCheckDigit, requiresCheckDigit } from '../../shared/vin.js';
import { makerOf } from './manufacturer-codes.js';
import type { Maker } from './manufacturer-codes.js';

/** What the characters of a VIN say by themselves. */
export interface ReadVin extends Partial<Maker> {
  readonly vin: string;
  /** False when the check digit is wrong where it is law (WMI beginning with 1 to 5). */
  readonly valid: boolean;
  readonly checkDigitValid: boolean;
  readonly region?: string;
  readonly country?: string;
  readonly modelYear?: number;
}

/** Regions of the first two characters (ISO 3780); of 7, Oceania has A to E, the US the rest. */
const REGIONS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^[A-H]/, 'Africa'],
  [/^[J-R]/, 'Asia'],
  [/^[S-Z]/, 'Europe'],
  [/^6|^7[A-E]/, 'Oceania'],
  [/^[1-57]/, 'North America'],
  [/^[89]/, 'South America'],
];

/** Countries of the first two characters as ISO 3780 assigns them; the common ones. */
const COUNTRIES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^[145]|^7[F-Z0-9]/, 'US'],
  [/^2/, 'CA'],
  [/^3[A-X]/, 'MX'],
  [/^6[A-W]/, 'AU'],
  [/^7[A-E]/, 'NZ'],
  [/^9[A-E3-9]/, 'BR'],
  [/^J/, 'JP'],
  [/^K[L-R]/, 'KR'],
  [/^L/, 'CN'],
  [/^M[L-R]/, 'TH'],
  [/^S[A-M]/, 'GB'],
  [/^TM/, 'CZ'],
  [/^T[R-V]/, 'HU'],
  [/^V[F-R]/, 'FR'],
  [/^V[S-W]/, 'ES'],
  [/^W/, 'DE'],
  [/^Y[S-W]/, 'SE'],
  [/^Z[A-R]/, 'IT'],
];

/** Codes of position 10 from 1980 on; they repeat after 30 years (49 CFR 565.15, table VII). */
const YEAR_CODES = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const FIRST_YEAR = 1980;
const CYCLE = YEAR_CODES.length;

function assigned(table: typeof REGIONS, vin: string): string | undefined {
  return table.find(([pattern]) => pattern.test(vin))?.[1];
}

/** Reads an upper-case VIN of 17 allowed characters; `thisYear` bounds the model year. */
export function readVin(vin: string, thisYear: number): ReadVin {
  const checkDigitValid = hasRightCheckDigit(vin);
  const region = assigned(REGIONS, vin);
  const country = assigned(COUNTRIES, vin);
  const modelYear = modelYearOf(vin, thisYear);
  return {
    vin,
    valid: checkDigitValid || !requiresCheckDigit(vin),
    checkDigitValid,
    ...(region !== undefined && { region }),
    ...(country !== undefined && { country }),
    ...makerOf(vin.slice(0, 3)),
    ...(modelYear !== undefined && { modelYear }),
  };
}

/**
 * The model year of position 10. Makers of North America tell the cycle at position 7: a digit
 * until 2009, a letter from 2010 on. Elsewhere it is the latest year that can be: next year's
 * models are sold already. Undefined for a character that is no year.
 */
function modelYearOf(vin: string, thisYear: number): number | undefined {
  const index = YEAR_CODES.indexOf(vin.charAt(9));
  if (index === -1) return undefined;
  const first = FIRST_YEAR + index;
  if (requiresCheckDigit(vin)) return /\d/.test(vin.charAt(6)) ? first : first + CYCLE;
  const cycles = Math.floor((thisYear + 1 - first) / CYCLE);
  return first + Math.max(0, cycles) * CYCLE;
}
