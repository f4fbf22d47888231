import type { Connection, FieldInfo } from 'mariadb';
import type { PreparedSql } from './prepared-sql.js';

/** Values of `$name` parameters of a statement; `undefined` is stored as NULL. */
export type Bind = Readonly<Record<string, unknown>>;

/** Longer ones are lists of many rows: hardly ever the same twice, so not worth preparing. */
const LONGEST_PREPARED = 4_096;
/** The binary protocol has integers up to here, and sends greater numbers as floats. */
const GREATEST_INT = 2_147_483_647;
/** Sequelize's conversion, field by field, costs more than all the rest. */
const AS_IT_COMES: object = { typeCast: undefined, dateStrings: true };

/**
 * Sends a statement, prepared once by each connection, and answers what the driver does: rows, or
 * what a write has done. Throws the driver's errors.
 */
export async function sendRaw(
  connection: Connection,
  { text, names }: PreparedSql,
  bind: Bind,
): Promise<unknown> {
  const values = names.map((name) => parameter(name, bind));
  const options = { ...AS_IT_COMES, sql: text };
  const answer: unknown =
    text.length > LONGEST_PREPARED
      ? await connection.query(options, values)
      : await connection.execute(options, values);
  if (Array.isArray(answer)) readInstants(answer as RawRows);
  return answer;
}

/** What is absent is NULL. Instants are written here: the driver knows local time only. */
function parameter(name: string, bind: Bind): unknown {
  const value = bind[name];
  if (value === undefined) {
    if (name in bind) return null;
    throw new Error(`The parameter $${name} has no value.`);
  }
  if (value instanceof Date) return value.toISOString().slice(0, -1).replace('T', ' ');
  const isLong = typeof value === 'number' && Math.abs(value) > GREATEST_INT;
  return isLong && Number.isSafeInteger(value) ? BigInt(value) : value;
}

const INSTANTS = new Set<string>(['DATETIME', 'TIMESTAMP']);

type RawRow = Record<string, unknown>;
type RawRows = RawRow[] & { readonly meta?: readonly FieldInfo[] };

/** All connections speak UTC. */
function readInstants(rows: RawRows): void {
  for (const column of rows.meta ?? []) {
    if (!INSTANTS.has(column.type)) continue;
    const name = column.name();
    for (const row of rows) {
      const text = row[name];
      if (typeof text === 'string') row[name] = new Date(`${text.replace(' ', 'T')}Z`);
    }
  }
}
