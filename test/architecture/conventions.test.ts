import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { migrationPoolLimits } from '../../src/database/create-database.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { ROOT } from './support/cruise.js';
import { schemaFaults } from './support/schema-conventions.js';
import {
  moduleFaults,
  numberFaults,
  readSources,
  sourceFaults,
} from './support/source-conventions.js';

describe('the sources', () => {
  it('keep the conventions', () => {
    const sources = readSources();
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.flatMap(sourceFaults)).toEqual([]);
  });

  it.each([
    ['src/shared/camelCase.ts', '', 'is not named in kebab-case'],
    ['src/helpers/text.ts', '', 'lies in a folder of src/ that the architecture does not know'],
    ['src/text.ts', '', 'lies in a folder of src/ that the architecture does not know'],
    ['src/shared/index.ts', '', 'is a barrel; only modules have an index.ts'],
    ['src/modules/leads/parts/index.ts', '', 'is a barrel; only modules have an index.ts'],
    ['src/shared/text.ts', '// TODO: later', 'leaves something undone'],
    ['test/one.test.ts', `it.skip('works')`, 'skips a test, or runs one alone'],
    ['test/one.test.ts', `xit('works')`, 'skips a test, or runs one alone'],
    ['test/one.test.ts', `jest.mock('x')`, 'replaces a module instead of injecting a port'],
    ['src/shared/text.ts', '// @ts-expect-error so', 'switches the compiler off'],
    ['src/shared/text.ts', '/* eslint-disable */', 'suppresses a rule without a reason'],
    [
      'src/shared/text.ts',
      '// eslint-disable-next-line no-console',
      'suppresses a rule without a reason',
    ],
    [
      'src/modules/leads/lead-repository.ts',
      'this.rawDb.select(sql)',
      'uses the unguarded database outside of plumbing',
    ],
    ['src/jobs/job.ts', 'database.sequelize.query(sql)', 'sends SQL past the database folder'],
    ['migrations/0001-one.ts', 'export async function up() {}', 'lacks its up or its down'],
  ])('may not be %s: %s', (path, text, what) => {
    expect(sourceFaults({ path, text })).toEqual([`${path} ${what}`]);
  });

  it('may suppress a rule for a reason', () => {
    const text = '// eslint-disable-next-line no-console -- this is what a person reads';
    expect(sourceFaults({ path: 'src/shared/text.ts', text })).toEqual([]);
  });
});

describe('the modules', () => {
  it('have one door and one factory', () => {
    const folder = join(ROOT, 'src/modules');
    const faults = readdirSync(folder).flatMap((module) =>
      moduleFaults(module, readdirSync(join(folder, module))),
    );
    expect(faults).toEqual([]);
  });

  it('are seen to lack them', () => {
    expect(moduleFaults('deals', ['deal-service.ts'])).toHaveLength(2);
  });
});

describe('the migrations', () => {
  let schema: TestDatabase;

  beforeAll(async () => {
    schema = await createTestDatabase();
  });

  afterAll(() => schema.drop());

  it('are numbered without gaps', () => {
    expect(numberFaults(readdirSync(join(ROOT, 'migrations')))).toEqual([]);
    expect(numberFaults(['0001-a.ts', '0003-b.ts'])).toEqual(['0003-b.ts is not number 0002']);
  });

  it('make a schema that keeps the conventions, and what does not is seen', async () => {
    const database = schema.open(migrationPoolLimits);
    expect(await schemaFaults(database)).toEqual([]);
    await schema.run(`CREATE TABLE planted (
      id UUID NOT NULL PRIMARY KEY,
      organization_id CHAR(36) NULL,
      showroom_id UUID NOT NULL,
      made_at DATETIME NOT NULL,
      seen_at TIMESTAMP(3) NULL,
      UNIQUE KEY made (made_at),
      CONSTRAINT showroom FOREIGN KEY (showroom_id) REFERENCES showrooms (id)
    )`);
    expect([...(await schemaFaults(database))].sort()).toEqual([
      'planted.made is not named after its kind and its table',
      'planted.made_at is not DATETIME(3)',
      'planted.organization_id is not a UUID',
      'planted.organization_id may be NULL',
      'planted.seen_at is not DATETIME(3)',
      'planted.showroom is not named after its kind and its table',
      'planted.showroom points at another table without the organization',
    ]);
  });
});
