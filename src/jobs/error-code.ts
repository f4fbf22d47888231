import { errorNumber } from '../database/database-errors.js';
import { isProblem } from '../shared/errors.js';

const LONGEST = 64;

/** A short, stable name of what went wrong, without any data: kept on rows and in logs. */
export function errorCode(error: unknown): string {
  return rawCode(error)
    .replaceAll(/[^\w.-]/g, '_')
    .slice(0, LONGEST);
}

function rawCode(error: unknown): string {
  if (isProblem(error)) return error.data?.code ?? 'problem';
  if (!(error instanceof Error)) return 'not_an_error';
  const number = errorNumber(error);
  if (number !== undefined) return `database_${number}`;
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.name;
}
