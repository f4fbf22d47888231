/** As most files have it; with three digits after the point, that may separate thousands. */
const PLAIN_NUMBER = /^\d+(?:\.\d{1,2})?$/;

/** What stands before the number, the number, and what stands after it: neither numbers nor millions. */
const WITH_UNITS = /^(|\D*[^\d.,(])(\d(?:[\d.,'’\s]*\d)?)(?!\s?(?:m|mn|mio|million)\b)(\D*)$/i;
/** Thousands apart, by the same sign everywhere; another sign may come before the decimals. */
const IN_THOUSANDS = /^[1-9]\d{0,2}([.,'’\s])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/;
/** As it is written in India. */
const IN_LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d+)?$/;
const LONGEST_NUMBER = 64;
const THOUSANDS = /^\s?k\b/i;
const DECIMAL = /^\d+(?:[.,]\d+)?$/;

/**
 * A number as people write it: `49000.0`, `$12,345.00`, `12.345,50 €`, `49 000 mi`, `12k`. Undefined
 * when it is none, or may be several. A separator stands for thousands where one to three digits
 * stand before it and three after it.
 */
export function numberOf(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return Number(text);
  if (text.length > LONGEST_NUMBER) return undefined;
  const [, before = '', digits = '', after = ''] = WITH_UNITS.exec(text) ?? [];
  const value = THOUSANDS.test(after) ? thousandsOf(digits) : unsignedOf(digits);
  return value !== undefined && isNegative(before) ? -value : value;
}

function isNegative(before: string): boolean {
  return /[-−–]/.test(before);
}

function unsignedOf(digits: string): number | undefined {
  if (IN_THOUSANDS.test(digits) || IN_LAKHS.test(digits)) {
    const sign = /\D/.exec(digits)?.[0] ?? ',';
    return Number(digits.replaceAll(sign, '').replace(',', '.'));
  }
  return DECIMAL.test(digits) ? Number(digits.replace(',', '.')) : undefined;
}

/** Of `12k` and `12.5k`; with more decimals it may as well be meant otherwise. */
function thousandsOf(digits: string): number | undefined {
  return /^\d+(?:[.,]\d{1,2})?$/.test(digits) ? Number(`${digits.replace(',', '.')}e3`) : undefined;
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

/** Between cells of several columns of one field; in none of them: it is no text. */
export const BETWEEN_CELLS = '\u001f';

/** The cells that a field has of a row. */
export function cellsIn(text: string): readonly string[] {
  return text.includes(BETWEEN_CELLS) ? text.split(BETWEEN_CELLS) : [text];
}

/** Parts of cells that hold many, at the separator that each uses. */
export function listOf(text: string): string[] {
  return cellsIn(text).flatMap((cell) => {
    const separator = ['|', ';', '\n', ','].find((candidate) => cell.includes(candidate)) ?? ',';
    const parts = cell.split(separator).map((part) => part.trim());
    return parts.filter((part) => part !== '');
  });
}

const BETWEEN_ADDRESSES = /[|\s\u001f]|[,;](?=[\s,;|\u001f]|https?:|$)/i;

/** Addresses of pictures, which may have commas in them; how many there are is none. */
export function addressesOf(text: string): string[] {
  return text.split(BETWEEN_ADDRESSES).filter((part) => part !== '' && !/^\d+$/.test(part));
}

const YES = /^(?:y|yes|true|1|certified|cpo|x)$/i;

/** `new`, `used` or `cpo`, as dealers' systems write it. Undefined when it is none of these. */
export function conditionOf(text: string, certified = ''): 'new' | 'used' | 'cpo' | undefined {
  if (YES.test(certified.trim()) || /cpo|certified/i.test(text)) return 'cpo';
  if (/^\s*n(?:ew)?\s*$/i.test(text)) return 'new';
  return /^\s*(?:u(?:sed)?|pre-?owned|demo)\s*$/i.test(text) ? 'used' : undefined;
}

const NOT_FOR_SALE = wordsOf(
  'not no non never out off unavailable notavailable outofstock sold hold held reserved pending',
  'deposit wholesale inactive removed deleted discontinued withdrawn archived delivered expired',
  'n false 0',
);
const ON_ITS_WAY = /transit|incoming|inbound|arriving|pending arrival|coming soon|shipped|order/;
const FOR_SALE = wordsOf(
  'available availability active live listed published ready retail stock instock lot sale unsold',
  'y yes true 1',
);

function wordsOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}

/**
 * What is told of where a vehicle stands: `withdrawn` for what is not for sale, however it is said.
 * Undefined for words that nobody knows.
 */
export function statusOf(text: string): 'available' | 'in_transit' | 'withdrawn' | undefined {
  const plain = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
  const words = plain.replace('pending arrival', 'incoming').trim().split(' ');
  if (words.some((word) => NOT_FOR_SALE.has(word))) return 'withdrawn';
  if (ON_ITS_WAY.test(plain)) return 'in_transit';
  return words.some((word) => FOR_SALE.has(word)) ? 'available' : undefined;
}

/** An instant of a date, ISO or month first. Undefined when it is none. */
export function instantOf(text: string): string | undefined {
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const [, month = '', day = '', year = ''] = american ?? [];
  const iso = american ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
  if (!/^\d{4}-\d{2}-\d{2}/.test(iso)) return undefined;
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return undefined;
  const full = instant.toISOString();
  // There is no 31st of February, whatever it is taken for.
  return iso.length > 10 || full.startsWith(iso) ? full : undefined;
}
