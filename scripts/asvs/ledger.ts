import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** Where the ledger lies, from the root. */
export const LEDGER_PATH = 'docs/security/asvs.json';

export const STANDARD = 'OWASP ASVS 5.0.0';

/** How many requirements the standard has at each level that we keep. */
export const COUNT_BY_LEVEL: Readonly<Record<1 | 2, number>> = { 1: 70, 2: 183 };

/** SHA-256 over all ids with their levels, in the order of the standard. */
const IDS_DIGEST = '9af37b810927c5eedfe1d3e716a571ebac199cf378c2fb4a3ccb64aa29f2a70a';

const requirementSchema = z.strictObject({
  id: z.string().regex(/^V\d{1,2}\.\d{1,2}\.\d{1,2}$/),
  level: z.union([z.literal(1), z.literal(2)]),
  tests: z.array(z.string()).optional(),
  notApplicable: z.string().optional(),
  missing: z.string().optional(),
  note: z.string().optional(),
});

const ledgerSchema = z.strictObject({
  standard: z.literal(STANDARD),
  requirements: z.array(requirementSchema),
});

/** One requirement, and what we have to say of it. */
export type Requirement = z.output<typeof requirementSchema>;
export type Ledger = z.output<typeof ledgerSchema>;
export type State = 'shown' | 'notApplicable' | 'missing';

/** Reads a ledger; throws when it has another shape. */
export function readLedger(path: string): Ledger {
  return ledgerSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

/** In which of the three states a requirement is; undefined for none, or more than one. */
export function stateOf({ tests, notApplicable, missing }: Requirement): State | undefined {
  const states: State[] = [];
  if (tests !== undefined) states.push('shown');
  if (notApplicable !== undefined) states.push('notApplicable');
  if (missing !== undefined) states.push('missing');
  return states.length === 1 ? states[0] : undefined;
}

/** What is wrong with a ledger, in words; `exists` tells whether there is a test of a full name. */
export function ledgerFaults(
  { requirements }: Ledger,
  exists: (test: string) => boolean,
): readonly string[] {
  const faults = requirements.flatMap((requirement) => requirementFaults(requirement, exists));
  for (const { id } of requirements) {
    if (requirements.filter((other) => other.id === id).length > 1) faults.push(`${id} is twice`);
  }
  const ids = requirements.map(({ id, level }) => `${id} ${level}\n`).join('');
  if (createHash('sha256').update(ids).digest('hex') !== IDS_DIGEST) {
    faults.push('the ids and levels are not those of the standard, in its order');
  }
  return [...new Set(faults)];
}

function requirementFaults(
  requirement: Requirement,
  exists: (test: string) => boolean,
): readonly string[] {
  const { id, tests = [], notApplicable, missing, note } = requirement;
  const checks: ReadonlyArray<readonly [boolean, string]> = [
    [stateOf(requirement) === undefined, 'is not in one of the three states'],
    [requirement.tests?.length === 0, 'names no test'],
    [new Set(tests).size < tests.length, 'names a test twice'],
    [[notApplicable, missing, note].some(isEmpty), 'has an empty reason'],
    ...tests.map((test) => [!exists(test), `names no test of ours: ${test}`] as const),
  ];
  return checks.filter(([isFault]) => isFault).map(([, what]) => `${id} ${what}`);
}

function isEmpty(reason: string | undefined): boolean {
  return reason?.trim() === '';
}

/** How many requirements are in each state. */
export type Tally = Readonly<Record<State, number>>;

/** Counts the states of some requirements. */
export function tallyOf(requirements: readonly Requirement[]): Tally {
  const count = (state: State): number =>
    requirements.filter((requirement) => stateOf(requirement) === state).length;
  return {
    shown: count('shown'),
    notApplicable: count('notApplicable'),
    missing: count('missing'),
  };
}

/** The share of what applies that is shown, 0..1; 1 when nothing applies. */
export function shareShown({ shown, missing }: Tally): number {
  return shown + missing === 0 ? 1 : shown / (shown + missing);
}
