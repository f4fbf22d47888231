import { parseRecords } from './import-parser.js';
import { readRow } from './import-row-rules.js';
import type { FindShowroom, ReadRow } from './import-row-rules.js';
import type { Import, ImportLayout } from './import-types.js';

/** A row as it was read, and how far the file is taken in with it. */
export interface ReadRecord extends ReadRow {
  /** Bytes of the file up to where the next row begins. */
  readonly bytesDone: number;
  /** Nothing stands in it: it is no row, and only carries the place that is reached. */
  readonly isBlank: boolean;
}

/** What rows are read by. */
export interface Reading {
  readonly one: Import;
  readonly layout: ImportLayout;
  readonly findShowroom: FindShowroom;
}

const ROWS_AT_ONCE = 500;
/** Rows that are longer than usual come in fewer at once: memory does not grow with them. */
const BYTES_AT_ONCE = 2_097_152;

/**
 * The rows from where the import stands on, as many together as are taken in together. Of blank
 * ones there is at most the last: any row after it carries the place further.
 */
export async function* readBatches(
  pieces: AsyncIterable<Buffer>,
  { one, layout, findShowroom }: Reading,
): AsyncGenerator<readonly ReadRecord[]> {
  let begin = one.bytesDone;
  let records: ReadRecord[] = [];
  for await (const some of parseRecords(pieces, { ...layout, encoding: one.encoding })) {
    for (const { cells, bytes, number } of some) {
      const row = one.rowsDone + number;
      const bytesDone = one.bytesDone + bytes;
      if (records.at(-1)?.isBlank === true) records.pop();
      if (cells.every(isEmpty)) {
        records.push({ row, entry: undefined, errors: [], bytesDone, isBlank: true });
      } else {
        const { entry, errors } = readRow(cells, row, layout, findShowroom);
        records.push({ row, entry, errors, bytesDone, isBlank: false });
      }
      if (records.length < ROWS_AT_ONCE && bytesDone - begin < BYTES_AT_ONCE) continue;
      yield records;
      records = [];
      begin = bytesDone;
    }
  }
  if (records.length > 0) yield records;
}

function isEmpty(cell: string): boolean {
  return cell.trim() === '';
}

/** The same, with the next one being made while the one before it is used. */
export async function* oneAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  const advance = (): Promise<IteratorResult<T>> => {
    const next = source.next();
    // Whoever waits for it hears of it; nobody does when the rest is not wanted any more.
    next.catch(() => undefined);
    return next;
  };
  let next = advance();
  try {
    for (;;) {
      const result = await next;
      if (result.done === true) return;
      next = advance();
      yield result.value;
    }
  } finally {
    await source.return(undefined);
  }
}
