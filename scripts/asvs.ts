/**
 * `npm run asvs`: how much of OWASP ASVS 5.0, levels 1 and 2, is shown by tests, does not apply
 * or is missing, by chapter and level (docs/security/README.md). `-- --missing` lists what is
 * missing. Ends with 1 when the ledger is at fault.
 */
import { join } from 'node:path';
import { createTestFinder } from './asvs/find-tests.js';
import { LEDGER_PATH, ledgerFaults, readLedger, shareShown, tallyOf } from './asvs/ledger.js';
import type { Requirement } from './asvs/ledger.js';

const ROOT = join(import.meta.dirname, '..');
const LEVELS = [1, 2] as const;

const ledger = readLedger(join(ROOT, LEDGER_PATH));
const { requirements } = ledger;

console.log(row('', ['shown', 'does not apply', 'missing', 'of what applies']));
for (const chapter of new Set(requirements.map(chapterOf))) {
  for (const level of LEVELS) printTally(chapter, level, (one) => chapterOf(one) === chapter);
}
for (const level of LEVELS) printTally('all', level, () => true);
console.log(tallyRow('all', requirements));

if (process.argv.includes('--missing')) {
  for (const { id, level, missing } of requirements) {
    if (missing !== undefined) console.log(`${id} (level ${level}): ${missing}`);
  }
}
const faults = ledgerFaults(ledger, createTestFinder(ROOT));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

function chapterOf({ id }: Requirement): string {
  return id.split('.')[0] ?? id;
}

function printTally(name: string, level: number, isMeant: (one: Requirement) => boolean): void {
  const meant = requirements.filter((one) => one.level === level && isMeant(one));
  if (meant.length > 0) console.log(tallyRow(`${name} level ${level}`, meant));
}

function tallyRow(name: string, meant: readonly Requirement[]): string {
  const tally = tallyOf(meant);
  const share = `${(shareShown(tally) * 100).toFixed(1)} %`;
  const { shown, notApplicable, missing } = tally;
  return row(name, [String(shown), String(notApplicable), String(missing), share]);
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(14) + cells.map((cell) => cell.padStart(16)).join('');
}
