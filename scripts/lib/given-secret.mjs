/** Secrets that the environment gives. */
import { existsSync, readFileSync } from 'node:fs';
import { SetupError } from './console.mjs';

/**
 * A secret may be given as itself or, with `_FILE`, as the file that holds it.
 * @param {string} variable
 * @returns {string | undefined}
 * @throws {SetupError} when the file is not there
 */
export function givenSecret(variable) {
  const file = process.env[`${variable}_FILE`];
  if (file && !existsSync(file)) throw new SetupError(`${variable}_FILE: no such file: ${file}`);
  const text = process.env[variable] || (file ? readFileSync(file, 'utf8') : '');
  return text.trim() || undefined;
}
