import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse } from 'csv-parse';
import type { Parser } from 'csv-parse';
import { unprocessable } from '../../shared/errors.js';
import type { ImportEncoding } from './import-types.js';

/** One record of a file, and where the next begins. */
export interface ParsedRecord {
  readonly cells: readonly string[];
  /** Bytes from where the parser began. */
  readonly bytes: number;
  /** From 1, where the parser began; lines with nothing in them have a number, too. */
  readonly number: number;
}

interface ParserOptions {
  readonly delimiter: string;
  readonly encoding: ImportEncoding;
}

/** Longer ones come of a quote that is never closed. */
const LONGEST_RECORD = 1_048_576;

/** What is read ahead of whoever takes the records: some tens of them. */
const BYTES_AT_ONCE = 16_384;

/** What windows-1252 has at 0x80 to 0x9f; the decoder of Node takes these for control characters. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Takes the records out of a file, some tens at a time. Throws 422 `file_unreadable` for what has
 * no rows and columns. Statements of the database are left to the caller, outside of the parser.
 * Between two pieces everybody else has a turn: what was read before is being written meanwhile.
 */
export async function* parseRecords(
  pieces: AsyncIterable<Buffer>,
  { delimiter, encoding }: ParserOptions,
): AsyncGenerator<readonly ParsedRecord[]> {
  const parser = parse({
    ...{ delimiter, info: true, relax_column_count: true, relax_quotes: true },
    ...{ skip_empty_lines: true, record_delimiter: ['\r\n', '\n', '\r'] },
    ...{ encoding: encoding === 'utf-8' ? 'utf8' : 'latin1', max_record_size: LONGEST_RECORD },
  });
  let failure: unknown;
  parser.on('error', (error) => {
    failure = error;
  });
  const toCells = encoding === 'utf-8' ? asTheyAre : fromWindows1252;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += BYTES_AT_ONCE) {
      await nextTurn();
      parser.write(piece.subarray(at, at + BYTES_AT_ONCE));
      yield taken(parser, toCells);
      if (failure !== undefined) throw unreadable(failure);
    }
  }
  parser.end();
  await nextTurn();
  yield taken(parser, toCells);
  if (failure !== undefined) throw unreadable(failure);
}

interface RawRecord {
  readonly record: string[];
  readonly info: Readonly<Record<'bytes' | 'records' | 'empty_lines', number>>;
}

function taken(
  parser: Parser,
  toCells: (cells: readonly string[]) => readonly string[],
): readonly ParsedRecord[] {
  const records: ParsedRecord[] = [];
  for (;;) {
    const raw = parser.read() as RawRecord | null;
    if (raw === null) return records;
    const { record, info } = raw;
    const number = info.records + info.empty_lines;
    records.push({ cells: toCells(record), bytes: info.bytes, number });
  }
}

function asTheyAre(cells: readonly string[]): readonly string[] {
  return cells;
}

function fromWindows1252(cells: readonly string[]): readonly string[] {
  return cells.map((cell) =>
    cell.replace(/[\u0080-\u009f]/g, (character) =>
      WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80),
    ),
  );
}

function unreadable(cause: unknown): Error {
  const line = typeof cause === 'object' && cause !== null && 'lines' in cause ? cause.lines : 0;
  const near = typeof line === 'number' && line > 0 ? `, near line ${line}` : '';
  return unprocessable('file_unreadable', `The file cannot be read${near}.`);
}
