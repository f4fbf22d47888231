import { join } from 'node:path';
import { createTestFinder } from '../../scripts/asvs/find-tests.js';
import {
  COUNT_BY_LEVEL,
  LEDGER_PATH,
  ledgerFaults,
  readLedger,
  shareShown,
  tallyOf,
} from '../../scripts/asvs/ledger.js';
import type { Ledger, Requirement } from '../../scripts/asvs/ledger.js';
import { testNamesOf } from '../../scripts/asvs/read-test-names.js';
import { ROOT } from './support/cruise.js';

const ledger = readLedger(join(ROOT, LEDGER_PATH));
const exists = createTestFinder(ROOT);

describe('the ledger', () => {
  it('has every requirement of levels 1 and 2, and names tests that exist', () => {
    expect(ledgerFaults(ledger, exists)).toEqual([]);
  });

  it.each([1, 2] as const)('has as many of level %i as the standard', (level) => {
    const ofLevel = ledger.requirements.filter((requirement) => requirement.level === level);
    expect(ofLevel).toHaveLength(COUNT_BY_LEVEL[level]);
  });

  it('shows at least 95 % of what applies', () => {
    expect(shareShown(tallyOf(ledger.requirements))).toBeGreaterThanOrEqual(0.95);
  });
});

describe('the check itself', () => {
  const [first, second, ...rest] = ledger.requirements as [
    Requirement,
    Requirement,
    ...Requirement[],
  ];
  const NOT_THE_STANDARD = 'the ids and levels are not those of the standard, in its order';
  const OWN = 'test/architecture/asvs.test.ts › the check itself';

  function faultsOf(...requirements: readonly Requirement[]): readonly string[] {
    const planted: Ledger = { standard: ledger.standard, requirements: [...requirements] };
    return ledgerFaults(planted, exists);
  }

  function withFirst(change: Omit<Requirement, 'id' | 'level'>): readonly string[] {
    return faultsOf({ id: first.id, level: first.level, ...change }, second, ...rest);
  }

  it('is content with each of the three states', () => {
    expect(withFirst({ tests: [`${OWN} › is content with each of the three states`] })).toEqual([]);
    expect(withFirst({ notApplicable: 'for a reason' })).toEqual([]);
    expect(withFirst({ missing: 'all of it', note: 'and why' })).toEqual([]);
  });

  it.each<[string, Omit<Requirement, 'id' | 'level'>, string]>([
    ['no state', {}, 'is not in one of the three states'],
    ['two states', { missing: 'some', notApplicable: 'so' }, 'is not in one of the three states'],
    ['no test', { tests: [] }, 'names no test'],
    ['an empty reason', { notApplicable: ' ' }, 'has an empty reason'],
    ['an empty lack', { missing: '' }, 'has an empty reason'],
    ['an empty note', { missing: 'all', note: '' }, 'has an empty reason'],
  ])('sees %s', (_name, change, fault) => {
    expect(withFirst(change)).toEqual([`${first.id} ${fault}`]);
  });

  it.each([
    ['a test of another name', `${OWN} › sees nothing`],
    ['a suite instead of a test', OWN],
    ['a file that is not there', 'test/architecture/nowhere.test.ts › works'],
    ['what is no test', 'scripts/asvs.ts › works'],
  ])('sees %s', (_name, test) => {
    expect(withFirst({ tests: [test] })).toEqual([`${first.id} names no test of ours: ${test}`]);
  });

  it('sees an id that is missing, unknown, twice, or of another level', () => {
    expect(faultsOf(second, ...rest)).toEqual([NOT_THE_STANDARD]);
    expect(faultsOf({ ...first, id: 'V99.9.9' }, second, ...rest)).toEqual([NOT_THE_STANDARD]);
    expect(faultsOf(first, first, ...rest)).toEqual([`${first.id} is twice`, NOT_THE_STANDARD]);
    const level = first.level === 1 ? 2 : 1;
    expect(faultsOf({ ...first, level }, second, ...rest)).toEqual([NOT_THE_STANDARD]);
  });
});

describe('names of tests', () => {
  it('are read with their suites, also those of tables', () => {
    const text = `
      it('stands alone', () => {});
      describe('outer', () => {
        describe.each([1])('inner %i', () => {
          it.each<[string]>([['a']])('case %s', async (name) => { await it(name); });
        });
        test(\`a template\`, () => {});
        unrelated('no test', () => {});
      });
      it(computed(), () => {});`;
    expect(testNamesOf(text)).toEqual([
      'stands alone',
      'outer › inner %i › case %s',
      'outer › a template',
    ]);
  });
});

describe('the share', () => {
  it('leaves out what does not apply', () => {
    const tally = tallyOf([
      { id: 'V1.1.1', level: 1, tests: ['a'] },
      { id: 'V1.1.2', level: 1, missing: 'b' },
      { id: 'V1.1.3', level: 1, notApplicable: 'c' },
      { id: 'V1.1.4', level: 1, tests: ['d'] },
      { id: 'V1.1.5', level: 1, tests: ['e'] },
    ]);
    expect(tally).toEqual({ shown: 3, notApplicable: 1, missing: 1 });
    expect(shareShown(tally)).toBe(0.75);
    expect(shareShown({ shown: 0, notApplicable: 9, missing: 0 })).toBe(1);
  });
});
