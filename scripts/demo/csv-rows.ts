import { parse } from 'csv-parse/sync';

/** The fields of one row, and the line of the file on which it ends. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A row that could not be read. */
export interface RowFault {
  readonly line: number;
  readonly detail: string;
}

/** Reads comma-separated rows (RFC 4180), however many fields each has; empty lines are none. */
export function csvRows(text: string): {
  readonly rows: readonly CsvRow[];
  readonly faults: readonly RowFault[];
} {
  const rows: CsvRow[] = [];
  const faults: RowFault[] = [];
  parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (fields: string[], { lines }) => {
      rows.push({ line: lines, fields: fields.map((field) => field.trim()) });
      return null;
    },
    on_skip: (error) => {
      const line = (rows.at(-1)?.line ?? 0) + 1;
      const detail = error?.message ?? 'cannot be read';
      faults.push({ line, detail: `${detail}; nothing from here on was read` });
      return undefined;
    },
  });
  return { rows, faults };
}
