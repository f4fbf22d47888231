import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SEPARATOR, readTestNames } from './read-test-names.js';

/** Tells whether there is a test of a full name, file first; reads each file once. */
export function createTestFinder(root: string): (test: string) => boolean {
  const namesByFile = new Map<string, ReadonlySet<string>>();
  return (test) => {
    const [file = '', ...titles] = test.split(SEPARATOR);
    if (!/^test\/.+\.test\.ts$/.test(file)) return false;
    const names = namesByFile.get(file) ?? namesIn(join(root, file));
    namesByFile.set(file, names);
    return names.has(titles.join(SEPARATOR));
  };
}

function namesIn(path: string): ReadonlySet<string> {
  return new Set(existsSync(path) ? readTestNames(path) : []);
}
