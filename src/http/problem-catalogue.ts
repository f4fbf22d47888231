import { STATUS_CODES } from 'node:http';
import { DOMAIN_PROBLEM_ENTRIES } from './domain-problem-entries.js';
import { PROBLEM_ENTRIES } from './problem-entries.js';
import type { ProblemEntry } from './problem-entry.js';

/** Singular names of what can be missing: each has a code `{name}_not_found`. */
const RESOURCES = [
  'customer',
  'decision',
  'hold',
  'transfer',
  'lead',
  'operation',
  'problem',
  'sales_rep',
  'session',
  'showroom',
  'staff_member',
  'test_drive',
  'user',
  'vehicle',
  'visit',
] as const;

const CATALOGUE: ReadonlyMap<string, ProblemEntry> = new Map(
  [
    ...Object.entries(PROBLEM_ENTRIES),
    ...Object.entries(DOMAIN_PROBLEM_ENTRIES),
    ...RESOURCES.map((name): [string, ProblemEntry] => [`${name}_not_found`, missing(name)]),
  ].sort(([left], [right]) => (left < right ? -1 : 1)),
);

function missing(resource: string): ProblemEntry {
  const words = resource.replaceAll('_', ' ');
  return {
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)} not found`,
    meaning: `There is no such ${words} in your organization, or you may not know that there is.`,
    remedy: 'Check the id. Ids of another organization are answered in the same way.',
  };
}

/** All known error codes in alphabetical order. */
export function problemCodes(): readonly string[] {
  return [...CATALOGUE.keys()];
}

/** What is known of a code; undefined for one that the product never answers with. */
export function problemEntry(code: string): ProblemEntry | undefined {
  return CATALOGUE.get(code);
}

/** The `title` of a problem; an unknown code falls back to the text of the status. */
export function problemTitle(code: string, status: number): string {
  return CATALOGUE.get(code)?.title ?? STATUS_CODES[status] ?? 'Error';
}
