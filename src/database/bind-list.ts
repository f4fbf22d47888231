import type { Bind } from './tenant-db.js';

/**
 * Parameters for `IN (…)`: `bindList('id', ids)` gives `$id0, $id1` and their values. An empty
 * list has no SQL form: callers answer without asking.
 */
export function bindList(
  name: string,
  values: ReadonlyArray<string | number>,
): { readonly sql: string; readonly bind: Bind } {
  if (values.length === 0) throw new Error('bindList needs at least one value.');
  const entries = values.map((value, index): [string, string | number] => [
    `${name}${index}`,
    value,
  ]);
  return {
    sql: entries.map(([key]) => `$${key}`).join(', '),
    bind: Object.fromEntries(entries),
  };
}
