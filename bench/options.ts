import path from 'node:path';
import { parseArgs } from 'node:util';

const WORKS = [
  'vehicle',
  'page',
  'vehicle-hot',
  'page-hot',
  'lead',
  'auth',
  'import',
  'live',
  'movement',
  'realtime',
  'import-memory',
  'growth',
] as const;

export type WorkName = (typeof WORKS)[number];

/** A million rows take minutes to fill in: only when asked for. */
const USUAL = WORKS.filter((work) => work !== 'growth' && work !== 'import-memory');

/** What the command line asks for. */
export interface BenchOptions {
  readonly works: readonly WorkName[];
  readonly rounds: number;
  readonly seconds: number;
  readonly profileDirectory?: string | undefined;
}

/** For whoever types something else. */
export const USAGE = `Usage: npm run bench [-- [${WORKS.join('|')} …] [--rounds 3] [--seconds 4] [--profile DIRECTORY]]`;

/** Reads the command line; throws with what is wrong. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      profile: { type: 'string' },
    },
  });
  return {
    works: positionals.length === 0 ? USUAL : positionals.map(workNamed),
    rounds: wholeNumber('rounds', values.rounds),
    seconds: wholeNumber('seconds', values.seconds),
    profileDirectory: values.profile === undefined ? undefined : path.resolve(values.profile),
  };
}

function workNamed(name: string): WorkName {
  const work = WORKS.find((known) => known === name);
  if (work === undefined) throw new Error(`There is no benchmark named ${name}.`);
  return work;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 100) return value;
  throw new Error(`--${name} takes a whole number from 1 to 100.`);
}
