/** Where things are kept. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** What the commands keep between runs; never committed. */
export const localRoot = path.join(projectRoot, '.local');

export function localPath(...parts) {
  return path.join(localRoot, ...parts);
}

/** Where the person stood who typed the command: npm itself goes to the project's folder. */
export function fromCaller(file) {
  return path.resolve(process.env.INIT_CWD ?? process.cwd(), file);
}
