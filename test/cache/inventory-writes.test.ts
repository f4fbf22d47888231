import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../architecture/support/cruise.js';

const WRITES = /\b(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO) vehicles\b/g;
/** Of Sequelize, on the model of vehicles. */
const MODEL_WRITES = /\bmodel\.(?:create|bulkCreate|update|upsert|destroy|increment)\(/g;
const REPOSITORIES = ['vehicle-import-repository.ts', 'vehicle-repository.ts'];

function sources(): ReadonlyArray<{ readonly name: string; readonly text: string }> {
  const files = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({
      name: path.basename(file),
      text: readFileSync(path.join(ROOT, 'src', file), 'utf8'),
    }));
}

/** Methods of a class, each with its text. */
function methodsOf(text: string): readonly string[] {
  return text.split(/^ {2}(?=(?:private )?async \w+|constructor)/m).slice(1);
}

describe('the table of vehicles', () => {
  it('is written by two repositories alone', () => {
    const writers = sources().filter(({ text }) => text.match(WRITES) !== null);
    expect(writers.map(({ name }) => name).sort()).toEqual(REPOSITORIES);
    const modelled = sources().filter(({ text }) => text.includes("from './vehicle-model.js'"));
    expect(modelled.map(({ name }) => name).sort()).toEqual([
      'create-vehicle-module.ts',
      'vehicle-repository.ts',
    ]);
  });

  it('is not written by either without telling of the change', () => {
    const writes = sources()
      .filter(({ name }) => REPOSITORIES.includes(name))
      .flatMap(({ text }) => methodsOf(text))
      .filter((method) =>
        [WRITES, MODEL_WRITES, /executeMany\(sql/].some((one) => method.search(one) >= 0),
      );
    expect(writes.length).toBeGreaterThanOrEqual(4);
    expect(writes.filter((method) => !method.includes('changes.note('))).toEqual([]);
  });
});
