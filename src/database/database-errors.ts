import {
  ConnectionAcquireTimeoutError,
  ConnectionError,
  DatabaseError,
  UniqueConstraintError,
} from 'sequelize';
import { unavailable } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';

const DEADLOCK = 1213;
const CHANGED_SINCE_READ = 1020;
const LOCK_WAIT_TIMEOUT = 1205;
const DUPLICATE_ENTRY = 1062;
/** Unique keys, foreign keys from both sides, and checks. */
const VIOLATIONS = new Set([DUPLICATE_ENTRY, 1216, 1217, 1451, 1452, 4025]);
/** The driver's own numbers: the connection was lost, silent or refused. */
const FIRST_DRIVER_ERROR = 45_000;
/** Statement took too long or was killed, server stops or is read-only, disk is full. */
const NOT_OUR_FAULT = new Set([1969, 1317, 1927, 1053, 1290, 1836, 1021, 1114]);

/** The driver's error number behind an error of Sequelize, if there is one. */
export function errorNumber(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const original: unknown = 'original' in error ? error.original : error;
  if (typeof original !== 'object' || original === null || !('errno' in original)) return undefined;
  return typeof original.errno === 'number' ? original.errno : undefined;
}

/** What we have read is no longer so, found by ourselves; treated as when the server finds it. */
export class ChangedSinceReadError extends Error {
  override readonly name = 'ChangedSinceReadError';
  readonly errno = CHANGED_SINCE_READ;
}

/** After these the transaction is rolled back, or would be kept by half. */
export function doomsTransaction(error: unknown): boolean {
  const number = errorNumber(error);
  return number === DEADLOCK || number === CHANGED_SINCE_READ || number === LOCK_WAIT_TIMEOUT;
}

/** True when another transaction held a lock for longer than we wait. */
export function isLockWaitTimeout(error: unknown): boolean {
  return errorNumber(error) === LOCK_WAIT_TIMEOUT;
}

/** True when no connection of the pool became free in time: nothing has begun. */
export function isPoolTimeout(error: unknown): boolean {
  return error instanceof ConnectionAcquireTimeoutError;
}

/** True when a constraint has refused a write. */
export function isViolation(error: unknown): boolean {
  return VIOLATIONS.has(errorNumber(error) ?? 0);
}

/**
 * A write that nobody waited for was refused by a constraint. Whoever gets to hear of it has asked
 * for something else, and must not take it for an answer to that.
 */
export class DeferredWriteError extends Error {
  override readonly name = 'DeferredWriteError';

  constructor(cause: unknown) {
    super('A write that was put off has been refused by a constraint.', { cause });
  }
}

/** The name of the violated unique key, or undefined for any other error. */
export function violatedKey(error: unknown): string | undefined {
  if (errorNumber(error) !== DUPLICATE_ENTRY || !(error instanceof Error)) return undefined;
  const original: unknown = error instanceof UniqueConstraintError ? error.parent : error;
  const message: unknown = Reflect.get(Object(original), 'sqlMessage');
  // The key is named last: what stands before it may be anything that a client has sent.
  return /for key '(?:[^'.]+\.)?([^']+)'$/.exec(String(message))?.[1];
}

/**
 * Runs a write and turns the violation of a named unique key into the error that it means.
 * Everything else passes unchanged.
 */
export async function translateViolations<T>(
  meanings: Readonly<Record<string, () => Error>>,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const meaning = meanings[violatedKey(error) ?? ''];
    throw meaning === undefined ? error : meaning();
  }
}

/**
 * The answer to a database failure that is nobody's fault: down, silent, too busy, deadlocked
 * for too long. Undefined for everything else, which is then a defect of ours.
 */
export function asUnavailable(error: unknown): ProblemError | undefined {
  if (doomsTransaction(error) || isPoolTimeout(error)) {
    return unavailable('busy', 'Too many requests contend for the same data.');
  }
  if (error instanceof ConnectionError || isBrokenConnection(error)) {
    return unavailable('database_unavailable', 'The database cannot be reached.');
  }
  return undefined;
}

function isBrokenConnection(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const number = errorNumber(error) ?? 0;
  // Below zero are those of the operating system: ECONNRESET, EPIPE, ETIMEDOUT …
  return NOT_OUR_FAULT.has(number) || number >= FIRST_DRIVER_ERROR || number < 0;
}
