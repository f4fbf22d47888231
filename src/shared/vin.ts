/** Seventeen characters without I, O and Q, in either letter case (49 CFR 565.15). */
export const VIN_PATTERN = /^[A-HJ-NPR-Za-hj-npr-z0-9]{17}$/;

const CHECK_DIGIT_INDEX = 8;
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const LETTER_VALUES: Readonly<Record<string, number>> = {
  ...{ A: 1, B: 2, C: 3, D: 4, E: 5, F: 6, G: 7, H: 8 },
  ...{ J: 1, K: 2, L: 3, M: 4, N: 5, P: 7, R: 9 },
  ...{ S: 2, T: 3, U: 4, V: 5, W: 6, X: 7, Y: 8, Z: 9 },
};

/**
 * The check digit that belongs at position 9 of an upper-case VIN: weighted sum modulo 11, 10
 * written `X` (49 CFR 565.15). What stands at position 9 does not count.
 */
export function vinCheckDigit(vin: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => {
    const character = vin.charAt(index);
    return total + weight * (LETTER_VALUES[character] ?? Number(character));
  }, 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/** True when position 9 of an upper-case VIN is its check digit. */
export function hasRightCheckDigit(vin: string): boolean {
  return vin.charAt(CHECK_DIGIT_INDEX) === vinCheckDigit(vin);
}

/** True where the check digit is law: makers of North America, whose WMI begins with 1 to 5. */
export function requiresCheckDigit(vin: string): boolean {
  return vin >= '1' && vin < '6';
}

/** The same VIN with the right check digit at position 9. */
export function withCheckDigit(vin: string): string {
  const before = vin.slice(0, CHECK_DIGIT_INDEX);
  return before + vinCheckDigit(vin) + vin.slice(CHECK_DIGIT_INDEX + 1);
}
