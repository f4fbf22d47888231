import { squeeze } from './vehicle-names.js';
import type { NameIndex, Named } from './vehicle-names.js';

/** One thing that somebody searches for; every term must be found in a vehicle. */
export interface SearchTerm {
  /** As it was written, in lower case. */
  readonly text: string;
  /** The term is a make or model by name, and nothing else is looked for. */
  readonly isName: boolean;
  readonly named: Named;
  /** Makes and models that may have been meant. */
  readonly near: Named;
  readonly year?: number;
}

const MOST_TERMS = 8;
const LONGEST_NAME = 4;
const SHORTEST_MISTAKE = 3;
const NOBODY: Named = { makes: [], models: [] };

/**
 * Reads what somebody typed. Several words that are a name together (`land rover`, `cx 5`) are one
 * term; a word that begins no make or model may be one of them with one letter wrong.
 */
export function searchTermsOf(q: string, names: NameIndex): readonly SearchTerm[] {
  const words = q
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => squeeze(word) !== '')
    .slice(0, MOST_TERMS);
  const terms: SearchTerm[] = [];
  for (let at = 0; at < words.length;) {
    const name = longestName(words.slice(at, at + LONGEST_NAME), names);
    terms.push(name?.term ?? termOf(words[at] ?? '', names));
    at += name?.length ?? 1;
  }
  return terms;
}

function longestName(
  words: readonly string[],
  names: NameIndex,
): { readonly term: SearchTerm; readonly length: number } | undefined {
  for (let length = words.length; length > 0; length -= 1) {
    const text = words.slice(0, length).join(' ');
    const named = names.called(squeeze(text));
    if (named === undefined) continue;
    return {
      term: { text, isName: true, named, near: NOBODY, ...yearOf(text) },
      length,
    };
  }
  return undefined;
}

function termOf(text: string, names: NameIndex): SearchTerm {
  const squeezed = squeeze(text);
  const named = names.beginning(squeezed);
  const isKnown = named.makes.length + named.models.length > 0;
  const near = isKnown || squeezed.length < SHORTEST_MISTAKE ? NOBODY : names.near(squeezed);
  return { text, isName: false, named, near, ...yearOf(text) };
}

function yearOf(text: string): { readonly year?: number } {
  return /^(19|20)\d\d$/.test(text) ? { year: Number(text) } : {};
}
