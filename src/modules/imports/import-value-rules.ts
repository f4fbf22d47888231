/** As most files have it; with three digits after the point, that may separate thousands. */
const PLAIN_NUMBER = /^\d+(?:\.\d{1,2})?$/;

/**
 * A number as people write it: `49000.0`, `$12,345.00`, `12.345,50 €`, `49 000 mi`. Undefined when
 * it is none. With one separator and three digits after it, it separates thousands.
 */
export function numberOf(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return Number(text);
  const digits = text.replace(/[^\d.,-]/g, '');
  if (!/^-?\d[\d.,]*$/.test(digits)) return undefined;
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
  if (last === -1) return Number(digits);
  const separator = digits.charAt(last);
  const isRepeated = digits.indexOf(separator) !== last;
  const hasOther = digits.includes(separator === '.' ? ',' : '.');
  const after = digits.length - last - 1;
  const isThousands = isRepeated || (after === 3 && !hasOther);
  if (isThousands) return Number(digits.replace(/[.,]/g, ''));
  return Number(`${digits.slice(0, last).replace(/[.,]/g, '')}.${digits.slice(last + 1)}`);
}

/** Minor units of a price in major units, rounded half up. Undefined when it is none. */
export function minorUnitsOf(text: string, currency: string): number | undefined {
  const major = numberOf(text);
  if (major === undefined) return undefined;
  const digits = fractionDigits(currency);
  return Math.round(Number(`${major}e${digits}`));
}

const DIGITS = new Map<string, number>();

/** Digits of the minor unit of a currency. */
export function fractionDigits(currency: string): number {
  const known = DIGITS.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  DIGITS.set(currency, digits);
  return digits;
}

/** Parts of a cell that holds many, at the separator that it uses. */
export function listOf(text: string): string[] {
  const separator = ['|', ';', '\n', ','].find((candidate) => text.includes(candidate)) ?? ',';
  const parts = text.split(separator).map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

const YES = /^(?:y|yes|true|1|certified|cpo|x)$/i;

/** `new`, `used` or `cpo`, as dealers' systems write it. Undefined when it is none of these. */
export function conditionOf(text: string, certified = ''): 'new' | 'used' | 'cpo' | undefined {
  if (YES.test(certified.trim()) || /cpo|certified/i.test(text)) return 'cpo';
  if (/^\s*n(?:ew)?\s*$/i.test(text)) return 'new';
  return /^\s*(?:u(?:sed)?|pre-?owned|demo)\s*$/i.test(text) ? 'used' : undefined;
}

/** In stock or on its way; undefined for what a file cannot say of a vehicle. */
export function statusOf(text: string): 'available' | 'in_transit' | undefined {
  if (/transit|pending arrival|on order|incoming/i.test(text)) return 'in_transit';
  return /in.?stock|available|active|for sale|on lot/i.test(text) ? 'available' : undefined;
}

/** An instant of a date, ISO or month first. Undefined when it is none. */
export function instantOf(text: string): string | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [, month = '', day = '', year = ''] = american ?? [];
  const iso = american ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined;
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}
