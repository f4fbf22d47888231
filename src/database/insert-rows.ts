import type { Bind } from './tenant-db.js';

/**
 * The start of an INSERT of many rows at once and its parameters. Names of table and columns are
 * the code's own, never a caller's.
 */
export function insertRows(
  table: string,
  columns: readonly string[],
  rows: ReadonlyArray<readonly unknown[]>,
): { readonly sql: string; readonly bind: Bind } {
  if (rows.length === 0) throw new Error('insertRows needs at least one row.');
  const bind: Record<string, unknown> = {};
  const tuples = rows.map((row, rowIndex) => {
    const names = row.map((value, columnIndex) => {
      const name = `r${rowIndex}c${columnIndex}`;
      bind[name] = value;
      return `$${name}`;
    });
    return `(${names.join(', ')})`;
  });
  return { sql: `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`, bind };
}
