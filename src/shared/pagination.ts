import { createHash } from 'node:crypto';
import { invalidRequest } from './errors.js';
import { isId } from './ids.js';

/** One page of a keyset-paged list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Sort values and id of the last row, when more rows follow. */
  readonly next?: CursorValues;
}

/** The values of the sort columns of the last row seen, its id at the end. */
export type CursorValues = ReadonlyArray<string | number>;

function fingerprint(filters: unknown): string {
  return createHash('sha256').update(JSON.stringify(filters)).digest('base64url').slice(0, 10);
}

/** An opaque cursor, bound to the filters and the sort it was made under. */
export function encodeCursor(values: CursorValues, filters: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(filters), ...values])).toString('base64url');
}

/** The values of a cursor; throws 400 when it is broken or belongs to other filters. */
export function decodeCursor(cursor: string, filters: unknown): CursorValues {
  const parts = parseCursor(cursor);
  const [print, ...values] = parts ?? [];
  if (parts === undefined || values.length === 0 || print !== fingerprint(filters)) {
    throw invalidCursor();
  }
  return values;
}

/** The id in the cursor of a list that is in the order of ids; throws 400 when it is none. */
export function idOfCursor(cursor: string | undefined, filters: unknown): string | undefined {
  if (cursor === undefined) return undefined;
  const [id] = decodeCursor(cursor, filters);
  if (isId(id)) return id;
  throw invalidCursor();
}

/** 400: the values were never given out for this list. */
export function invalidCursor(): Error {
  const detail = 'The cursor is not one of this list and these filters.';
  return invalidRequest([
    { pointer: '/cursor', parameter: 'cursor', code: 'invalid_cursor', detail },
  ]);
}

function parseCursor(cursor: string): CursorValues | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return isCursorValues(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isCursorValues(value: unknown): value is CursorValues {
  const isPart = (part: unknown): boolean => typeof part === 'string' || typeof part === 'number';
  return Array.isArray(value) && value.every(isPart);
}

/** Cuts the one row too many that tells whether another page follows. */
export function toPage<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => CursorValues,
): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return rows.length > limit && last !== undefined
    ? { rows: page, next: keyOf(last) }
    : { rows: page };
}
