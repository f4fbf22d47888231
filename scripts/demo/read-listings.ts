import { csvRows } from './csv-rows.js';
import type { CsvRow, RowFault } from './csv-rows.js';

/** One row of a dealer's list, in the words of the product. */
export interface Listing {
  readonly make: string;
  readonly model: string;
  readonly modelYear: number;
  /** Miles. */
  readonly mileage: number;
  /** Dollars. */
  readonly price: number;
  readonly fuelType?: string;
  readonly engine?: string;
  readonly transmission?: string;
  readonly exteriorColor?: string;
  readonly interiorColor?: string;
  readonly accident?: string;
  readonly cleanTitle?: string;
}

/** The file as a whole is not a list of vehicles; the message is for the person who gave it. */
export class ListingsError extends Error {
  override readonly name = 'ListingsError';
}

type Column = keyof Listing;

/** Names of the columns, the usual one first; letter case does not matter. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  make: ['brand', 'make'],
  model: ['model'],
  modelYear: ['model_year', 'year'],
  mileage: ['milage', 'mileage', 'miles'],
  price: ['price'],
  fuelType: ['fuel_type', 'fuel'],
  engine: ['engine'],
  transmission: ['transmission'],
  exteriorColor: ['ext_col', 'exterior_color'],
  interiorColor: ['int_col', 'interior_color'],
  accident: ['accident'],
  cleanTitle: ['clean_title'],
};

const COLUMNS = Object.keys(COLUMN_NAMES) as readonly Column[];
const NEEDED = ['make', 'model', 'modelYear', 'mileage', 'price'] as const;
const TEXTS = [
  'fuelType',
  'engine',
  'transmission',
  'exteriorColor',
  'interiorColor',
  'accident',
  'cleanTitle',
] as const;

const LONGEST_NAME = 64;
const OLDEST_MODEL_YEAR = 1900;
const LATEST_MODEL_YEAR = 2100;
const MOST_MILES = 10_000_000;
const HIGHEST_PRICE = 100_000_000;

/** What lists write where nothing is known. */
const NOTHING: ReadonlySet<string> = new Set(['', '-', '–', '—', 'n/a', 'not supported']);

/**
 * Reads a list whose first line names the columns; rows that cannot be read are told, each with
 * its line.
 * @throws {ListingsError} when a needed column is missing or no row can be read
 */
export function readListings(text: string): {
  readonly listings: readonly Listing[];
  readonly faults: readonly RowFault[];
} {
  const { rows, faults: unreadable } = csvRows(text);
  const [header, ...body] = rows;
  const columns = columnsOf(header?.fields ?? []);
  const faults: RowFault[] = [];
  const listings: Listing[] = [];
  for (const row of body) {
    const listing = readRow(row, columns);
    if (typeof listing !== 'string') listings.push(listing);
    else faults.push({ line: row.line, detail: listing });
  }
  faults.push(...unreadable);
  if (listings.length === 0) {
    const [first] = faults;
    const reason = first === undefined ? '' : ` Line ${first.line}: ${first.detail}.`;
    throw new ListingsError(`There is no row that can be read.${reason}`);
  }
  return { listings, faults };
}

type Columns = ReadonlyArray<Column | undefined>;

/** What the columns are called here; those that nobody needs are undefined. */
function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase());
  const missing = NEEDED.filter(
    (column) => !COLUMN_NAMES[column].some((name) => names.includes(name)),
  );
  if (missing.length > 0) {
    const needed = missing.map((column) => COLUMN_NAMES[column].join(' or ')).join(', ');
    throw new ListingsError(`The first line does not name these columns: ${needed}.`);
  }
  return names.map((name) => COLUMNS.find((column) => COLUMN_NAMES[column].includes(name)));
}

/** The listing, or what is wrong with the row. */
function readRow({ fields }: CsvRow, columns: Columns): Listing | string {
  if (fields.length !== columns.length) {
    return `${fields.length} fields instead of ${columns.length}`;
  }
  const given: Partial<Record<Column, string>> = {};
  columns.forEach((column, index) => {
    const text = fields[index] ?? '';
    if (column !== undefined && !NOTHING.has(text.toLowerCase())) given[column] = text;
  });
  const { make = '', model = '' } = given;
  const modelYear = numberIn(given.modelYear, OLDEST_MODEL_YEAR, LATEST_MODEL_YEAR);
  const mileage = numberIn(given.mileage, 0, MOST_MILES);
  const price = numberIn(given.price, 0, HIGHEST_PRICE);
  if (!isName(make)) return 'no make, or one that is too long';
  if (!isName(model)) return 'no model, or one that is too long';
  if (modelYear === undefined || !Number.isInteger(modelYear)) return 'no model year';
  if (mileage === undefined) return 'no mileage';
  if (price === undefined) return 'no price';
  return { make, model, modelYear, mileage: Math.round(mileage), price, ...textsOf(given) };
}

function textsOf(given: Partial<Record<Column, string>>): Partial<Listing> {
  const texts: Partial<Record<(typeof TEXTS)[number], string>> = {};
  for (const name of TEXTS) {
    const text = given[name];
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

function isName(text: string): boolean {
  return text !== '' && text.length <= LONGEST_NAME;
}

/** `12500`, `12500.0`, `$12,500` and `12,500 mi.` are all the same number. */
function numberIn(text: string | undefined, low: number, high: number): number | undefined {
  const digits = /^\$?\s*(\d[\d,]*(?:\.\d+)?)\s*(?:mi\.?|miles)?$/i.exec(text ?? '')?.[1];
  if (digits === undefined) return undefined;
  const value = Number(digits.replaceAll(',', ''));
  return value >= low && value <= high ? value : undefined;
}
