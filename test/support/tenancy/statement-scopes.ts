/** A table of one SELECT, UPDATE, DELETE or INSERT, under the name by which it is known there. */
export interface TableReference {
  readonly table: string;
  readonly alias: string;
}

/** One SELECT, UPDATE, DELETE or INSERT of a statement, without those nested in it. */
export interface StatementScope {
  readonly text: string;
  readonly tables: readonly TableReference[];
  /** Columns of an INSERT; absent elsewhere. */
  readonly insertedColumns?: readonly string[];
}

const NESTED = /\(\s*(?:select|with)\b/i;
const INSERT = /^\s*(?:insert|replace)\b[\s\w]*?\binto\s+(\w+)\s*\(([^)]*)\)/i;
const TABLE =
  /\b(?:from|join|update|into)\s+(\w+)(?:\s+(?:as\s+)?(?!(?:where|on|set|using|join|left|right|inner|cross|force|use|order|group|limit|having|for|lock|union|returning|values|select)\b)(\w+))?/gi;

/** Takes a statement apart: nested SELECTs, the parts of a UNION, INSERT from SELECT. */
export function scopesOf(sql: string): readonly StatementScope[] {
  const plain = withoutTexts(sql);
  const { outer, inner } = takeOutNested(plain);
  return [...parts(outer).map(toScope), ...inner.flatMap(scopesOf)];
}

/** Quoted texts say nothing of columns; quotes around names neither. */
function withoutTexts(sql: string): string {
  return sql
    .replace(/'(?:[^'\\]|\\.|'')*'/g, '?')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ');
}

/** Replaces each nested SELECT by `?`. */
function takeOutNested(sql: string): { outer: string; inner: readonly string[] } {
  const inner: string[] = [];
  let outer = sql;
  for (let start = outer.search(NESTED); start !== -1; start = outer.search(NESTED)) {
    const end = closingOf(outer, start);
    inner.push(outer.slice(start + 1, end));
    outer = `${outer.slice(0, start)}?${outer.slice(end + 1)}`;
  }
  return { outer, inner };
}

function closingOf(sql: string, opening: number): number {
  let depth = 0;
  for (let at = opening; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  throw new Error(`Parentheses do not match: ${sql}`);
}

function parts(sql: string): readonly string[] {
  const union = sql.split(/\bunion(?:\s+all)?\b/i);
  return union.flatMap((part) => {
    const select = /^\s*(?:insert|replace)\b/i.test(part) ? part.search(/\bselect\b/i) : -1;
    return select === -1 ? [part] : [part.slice(0, select), part.slice(select)];
  });
}

function toScope(text: string): StatementScope {
  const insert = INSERT.exec(text);
  if (insert !== null) {
    const [, table = '', columns = ''] = insert;
    const insertedColumns = columns.split(',').map((column) => column.trim());
    return { text, tables: [{ table, alias: table }], insertedColumns };
  }
  const tables = [...text.matchAll(TABLE)].map(([, table = '', alias]) => ({
    table,
    alias: alias ?? table,
  }));
  return { text, tables };
}
