import { LRUCache } from 'lru-cache';

/** A statement with `$name` parameters, as the driver takes it. */
export interface PreparedSql {
  /** With `?` in the place of each parameter. */
  readonly text: string;
  /** Name of the parameter at each place. */
  readonly names: readonly string[];
  /** True for what neither changes nor locks anything. */
  readonly readsOnly: boolean;
}

const READ = /^[\s(]*(?:select|with|show|describe|explain)\b/i;
const LOCKING = /\bfor\s+update\b|\block\s+in\s+share\s+mode\b/i;
/** As Sequelize reads them, so that all our SQL has one language: `$name`, and `$$` for a dollar. */
const PARAMETER = /\B\$(\$|\w+)/g;

const MAX_KEPT = 2_000;
const kept = new LRUCache<string, PreparedSql>({ max: MAX_KEPT });

/** True for a statement that neither changes nor locks anything. */
export function readsOnly(sql: string): boolean {
  return READ.test(sql) && !LOCKING.test(sql);
}

/** Reads the SQL once and remembers what it found: the same few statements are sent for ever. */
export function toPreparedSql(sql: string): PreparedSql {
  const known = kept.get(sql);
  if (known !== undefined) return known;
  const names: string[] = [];
  const text = sql.replace(PARAMETER, (_match, name: string) => {
    if (name === '$') return name;
    names.push(name);
    return '?';
  });
  const prepared = { text, names, readsOnly: readsOnly(sql) };
  kept.set(sql, prepared);
  return prepared;
}
