import type { Connection, FieldInfo } from 'mariadb';
import { doomsTransaction } from './database-errors.js';
import type { PreparedSql } from './prepared-sql.js';

/** Values of `$name` parameters of a statement; `undefined` is stored as NULL. */
export type Bind = Readonly<Record<string, unknown>>;

/** A statement with `?` in the place of each parameter, and the values in their order. */
export interface BoundStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Longer ones are lists of many rows: hardly ever the same twice, so not worth preparing. */
const LONGEST_PREPARED = 4_096;
/** What may stand in a compound statement among others. */
const PLAIN = /^[\s(]*(?:select|with|insert|update|delete)\b/i;
/** The binary protocol has integers up to here, and sends greater numbers as floats. */
const GREATEST_INT = 2_147_483_647;

/** Puts the values of the parameters in their places. Throws when one is missing. */
export function boundStatement({ text, names }: PreparedSql, bind: Bind): BoundStatement {
  return { text, values: names.map((name) => parameter(name, bind)) };
}

/**
 * Sends a statement, prepared once by each connection, and answers what the driver does: rows, or
 * what a write has done. Throws the driver's errors.
 */
export async function sendBound(
  connection: Connection,
  { text, values }: BoundStatement,
): Promise<unknown> {
  const answer: unknown =
    text.length > LONGEST_PREPARED
      ? await connection.query({ sql: text }, values)
      : await connection.execute(text, values);
  if (Array.isArray(answer)) readInstants(answer as RawRows);
  return answer;
}

/** Characters of the values in one packet: the server works on it while the next is made. */
const CHARACTERS_AT_ONCE = 65_536;

/** Values of one statement that is sent for each of many rows. */
export interface ManyRows {
  readonly rows: Iterable<Bind>;
  /** What all rows have in common. */
  readonly common: Bind;
}

/**
 * Sends one prepared write for each of many rows, in packets that do not wait for one another: a
 * later one may be done when an earlier one has failed. Resolves when all are sent, with what will
 * come of them: how many rows were changed, or the driver's error. All that is not NULL goes as
 * text: a change of types would begin a new packet.
 */
export async function sendMany(
  connection: Connection,
  sql: PreparedSql,
  rows: ManyRows,
): Promise<{ readonly changed: Promise<number> }> {
  // What is being prepared would be overtaken by what is sent after it.
  const statement = await connection.prepare(sql.text);
  const answers: Array<Promise<unknown>> = [];
  try {
    for (const values of packetsOf(sql, rows)) answers.push(connection.batch(sql.text, values));
  } catch (error) {
    await Promise.allSettled(answers);
    throw error;
  } finally {
    statement.close();
  }
  return { changed: changedBy(answers) };
}

/** Of packets that failed, that counts by which the whole transaction is lost. */
async function changedBy(answers: ReadonlyArray<Promise<unknown>>): Promise<number> {
  const outcomes = await Promise.allSettled(answers);
  const lost = outcomes.find(
    (outcome) => outcome.status === 'rejected' && doomsTransaction(outcome.reason),
  );
  if (lost?.status === 'rejected') throw lost.reason;
  return affectedRows(await Promise.all(answers));
}

type Values = Array<Array<string | null>>;

function* packetsOf({ names }: PreparedSql, { rows, common }: ManyRows): Generator<Values> {
  const shared = names.map((name) =>
    name in common ? textOf(parameter(name, common)) : undefined,
  );
  let values: Values = [];
  let characters = 0;
  for (const row of rows) {
    const texts = names.map((name, index) => {
      const known = shared[index];
      return known === undefined ? textOf(parameter(name, row)) : known;
    });
    values.push(texts);
    for (const text of texts) characters += text?.length ?? 0;
    if (characters < CHARACTERS_AT_ONCE) continue;
    yield values;
    [values, characters] = [[], 0];
  }
  if (values.length > 0) yield values;
}

function textOf(value: unknown): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  throw new Error('Only texts, numbers, flags and instants go with many rows.');
}

/** How many rows were changed, by what the driver answers to a write or to many. */
export function affectedRows(result: unknown): number {
  if (Array.isArray(result)) {
    return result.reduce((total: number, one: unknown) => total + affectedRows(one), 0);
  }
  return Number(Reflect.get(Object(result), 'affectedRows') ?? 0);
}

/** True for a statement that can be one of several that are sent as one. */
export function maySendTogether({ text }: BoundStatement): boolean {
  return text.length <= LONGEST_PREPARED && PLAIN.test(text);
}

/**
 * Sends several statements as one, a compound statement that is prepared as a whole: the server does
 * one after the other, and none after one that fails. Answers what the last that has an answer of
 * its own has given: rows, or how many rows all of them have changed.
 */
export async function sendTogether(
  connection: Connection,
  statements: readonly BoundStatement[],
): Promise<unknown> {
  const texts = statements.map(({ text }) => `${text};\n`);
  const sql = `BEGIN NOT ATOMIC\n${texts.join('')}END`;
  const values = statements.flatMap((statement) => statement.values);
  const answer: unknown = await connection.execute(sql, values);
  if (!Array.isArray(answer)) return answer;
  const rows: unknown = answer.findLast((part) => Array.isArray(part));
  if (!Array.isArray(rows)) throw new Error('A compound statement gave no rows.');
  readInstants(rows as RawRows);
  return rows;
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
