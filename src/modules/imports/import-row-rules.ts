import { createHash } from 'node:crypto';
import type { ErrorDetail } from '../../shared/errors.js';
import { VIN_PATTERN } from '../../shared/vin.js';
import type { VehicleEntry } from '../vehicles/index.js';
import { IMPORT_FIELDS } from './import-types.js';
import type { ImportField, ImportLayout, ImportShowroom } from './import-types.js';
import { hasManyCells } from './import-column-rules.js';
import {
  BETWEEN_CELLS,
  addressesOf,
  cellsIn,
  conditionOf,
  instantOf,
  listOf,
  minorUnitsOf,
  numberOf,
  statusOf,
} from './import-value-rules.js';

/** Which showroom a cell means; without one, that of the import. */
export type FindShowroom = (name: string | undefined) => ImportShowroom | undefined;

/** A row as it was read: what it says of which vehicle, and what is wrong with it. */
export interface ReadRow {
  readonly row: number;
  /** Absent when nothing can be made of it. */
  readonly entry: VehicleEntry | undefined;
  readonly errors: readonly ErrorDetail[];
}

type Cells = Readonly<Record<ImportField, string | undefined>>;
type Changes = Record<string, unknown>;

/** What rows and their changes are copied from: fields that come one by one make objects slow. */
const NOTHING_SAID: Cells = Object.fromEntries(IMPORT_FIELDS.map((field) => [field, undefined]));

/** Fields of text with the most characters that each may have. */
const TEXTS: ReadonlyArray<readonly [field: ImportField, max: number]> = [
  ['externalId', 64],
  ['stockNumber', 32],
  ['make', 64],
  ['model', 64],
  ['trim', 64],
  ['bodyStyle', 32],
  ['fuelType', 32],
  ['transmission', 64],
  ['drivetrain', 32],
  ['exteriorColor', 64],
  ['interiorColor', 64],
];
/** What a vehicle is told apart by where it has no name of its own. */
const DESCRIPTION = ['make', 'model', 'trim', 'modelYear', 'mileage', 'exteriorColor', 'condition'];
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const MOST_MONEY = 1_000_000_000_000;
const MOST_MILEAGE = 10_000_000;

/** Reads one row. Empty cells say nothing: what a vehicle has stays. */
export function readRow(
  record: readonly string[],
  row: number,
  { fields }: ImportLayout,
  findShowroom: FindShowroom,
): ReadRow {
  const errors: ErrorDetail[] = [];
  const cells = cellsOf(record, fields, errors);
  const showroom = findShowroom(cells['showroom']);
  if (showroom === undefined) {
    errors.push(fault('showroom', 'showroom_not_found', 'No such showroom.'));
    return { row, entry: undefined, errors };
  }
  const changes: Changes = { ...NOTHING_SAID };
  addIdentity(cells, changes, errors);
  addTexts(cells, changes, errors);
  addNumbers(cells, changes, errors);
  addMoney(cells, changes, showroom.currency, errors);
  addKinds(cells, changes, errors);
  addLists(cells, changes, errors);
  return { row, entry: { key: row, showroom, changes }, errors };
}

/** What systems write where they have nothing to say. */
const NOTHING = /^(?:|[-–—]+|n\/?a|null|unknown|not (?:supported|available|specified))$/i;
/** Of a vehicle itself, that says a lot. */
const NOT_AVAILABLE = /^not available$/i;
/** Characters that control devices, of which texts have tabs and ends of lines. */
const NO_TEXT = /[^\P{Cc}\t\n\r]/u;
/** What spreadsheets would run stands in our feeds behind an apostrophe. */
const HARMLESS = /^'[=+\-@]/;

function cellsOf(
  record: readonly string[],
  fields: ReadonlyArray<ImportField | null>,
  errors: ErrorDetail[],
): Cells {
  const cells: Record<ImportField, string | undefined> = { ...NOTHING_SAID };
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? null;
    const text = record[index]?.trim() ?? '';
    if (field === null || saysNothing(field, text)) continue;
    if (NO_TEXT.test(text)) errors.push(fault(field, 'not_text', 'Has control characters.'));
    else addCell(cells, field, HARMLESS.test(text) ? text.slice(1) : text);
  }
  return cells;
}

function saysNothing(field: ImportField, text: string): boolean {
  return NOTHING.test(text) && !(field === 'status' && NOT_AVAILABLE.test(text));
}

/** Of several cells the first counts, or all of them. */
function addCell(
  cells: Record<ImportField, string | undefined>,
  field: ImportField,
  text: string,
): void {
  const before = cells[field];
  if (before === undefined) cells[field] = text;
  else if (hasManyCells(field)) cells[field] = `${before}${BETWEEN_CELLS}${text}`;
}

function fault(field: string, code: string, detail: string): ErrorDetail {
  return { pointer: `/${field}`, code, detail };
}

/** The VIN is upper case; a vehicle with no name of its own gets one made from what it is. */
function addIdentity(cells: Cells, changes: Changes, errors: ErrorDetail[]): void {
  const vin = cells['vin']?.toUpperCase();
  const isVin = vin !== undefined && VIN_PATTERN.test(vin);
  if (vin !== undefined && !isVin) errors.push(fault('vin', 'not_a_vin', 'Not a VIN.'));
  if (isVin) changes['vin'] = vin;
  if ([vin, cells['stockNumber'], cells['externalId']].some((name) => name !== undefined)) return;
  const description = DESCRIPTION.map((field) => (cells[field] ?? '').toLowerCase()).join('\u0000');
  const digest = createHash('sha256').update(description).digest('hex');
  changes['externalId'] = `auto-${digest.slice(0, 16)}`;
}

function addTexts(cells: Cells, changes: Changes, errors: ErrorDetail[]): void {
  for (const [field, max] of TEXTS) {
    const text = cells[field];
    if (text === undefined) continue;
    if (text.length <= max) changes[field] = text;
    // The id that a feed has where there is no stock number.
    else if (field === 'stockNumber' && UUID.test(text)) changes['externalId'] ??= text;
    else errors.push(fault(field, 'too_long', `Longer than ${max} characters.`));
  }
}

const NUMBERS = [['modelYear', 1_900, 2_100] as const, ['mileage', 0, MOST_MILEAGE] as const];

function addNumbers(cells: Cells, changes: Changes, errors: ErrorDetail[]): void {
  for (const [field, min, max] of NUMBERS) {
    const text = cells[field];
    if (text === undefined) continue;
    const value = Math.round(numberOf(text) ?? Number.NaN);
    if (value >= min && value <= max) changes[field] = value;
    else errors.push(fault(field, 'out_of_range', `Not a number from ${min} to ${max}.`));
  }
}

const AMOUNTS = ['price', 'msrp', 'cost'] as const;

/** What is asked for now is the price; a price without a sale is one, too. Zero is none. */
function addMoney(cells: Cells, changes: Changes, currency: string, errors: ErrorDetail[]): void {
  const sale = amountOf(cells['salePrice'], currency);
  for (const field of AMOUNTS) {
    const isSale = field === 'price' && sale !== 0;
    const amount = isSale ? sale : amountOf(cells[field], currency);
    if (amount === 0) continue;
    if (amount >= 0 && amount <= MOST_MONEY) changes[field] = { amount, currency };
    else errors.push(fault(field, 'not_a_price', 'Not an amount of money.'));
  }
}

/** Minor units; none for what says that there is no price, and NaN for what says nothing of one. */
function amountOf(text: string | undefined, currency: string): number {
  if (text === undefined || /^(?:call|contact|n\/?a)/i.test(text)) return 0;
  return minorUnitsOf(text, currency) ?? Number.NaN;
}

function addKinds(cells: Cells, changes: Changes, errors: ErrorDetail[]): void {
  const { condition, certified, status, inStockSince } = cells;
  if (condition !== undefined || certified !== undefined) {
    const value = conditionOf(condition ?? '', certified);
    if (value !== undefined) changes['condition'] = value;
    else if (condition !== undefined) {
      errors.push(fault('condition', 'unknown_condition', 'Neither new, used nor cpo.'));
    }
  }
  if (status !== undefined) addStatus(status, changes, errors);
  if (inStockSince === undefined) return;
  const instant = instantOf(inStockSince);
  if (instant !== undefined) changes['inStockSince'] = instant;
  else errors.push(fault('inStockSince', 'not_a_date', 'Neither 2026-01-31 nor 1/31/2026.'));
}

/** Of several columns, what keeps a vehicle from being sold counts most. */
function addStatus(text: string, changes: Changes, errors: ErrorDetail[]): void {
  const told = cellsIn(text).filter((cell) => conditionOf(cell) === undefined);
  const all = told.map((cell) => statusOf(cell));
  const status = STATUSES.find((candidate) => all.includes(candidate));
  if (status !== undefined) changes['status'] = status;
  if (all.includes(undefined) && status !== 'withdrawn') {
    errors.push(fault('status', 'unknown_status', 'Tells neither of stock nor of a way to it.'));
  }
}

const STATUSES = ['withdrawn', 'in_transit', 'available'] as const;

function addLists(cells: Cells, changes: Changes, errors: ErrorDetail[]): void {
  const { features, photos, modelYear, make, model } = cells;
  if (features !== undefined) {
    const all = listOf(features).map((feature) => feature.slice(0, 64));
    changes['features'] = [...new Set(all)].slice(0, 100);
  }
  if (photos === undefined) return;
  const alt = [modelYear, make, model].filter(Boolean).join(' ').slice(0, 256) || 'Vehicle';
  const urls = addressesOf(photos).slice(0, 50);
  if (urls.length === 0) return;
  if (urls.every((url) => /^https?:\/\/\S{1,1000}$/.test(url))) {
    changes['photos'] = urls.map((url) => ({ url, alt }));
  } else errors.push(fault('photos', 'not_a_url', 'Photos are http or https addresses.'));
}

/** From this mileage on a new vehicle of which no condition is told is taken for a used one. */
const USED_FROM = 500;

/** What is assumed of a vehicle that is not known yet, where the file says nothing. */
export function asNewVehicle(entry: VehicleEntry): VehicleEntry {
  const { changes } = entry;
  if (changes.condition !== undefined) return entry;
  const condition = (changes.mileage ?? 0) >= USED_FROM ? 'used' : 'new';
  return { ...entry, changes: { ...changes, condition } };
}
