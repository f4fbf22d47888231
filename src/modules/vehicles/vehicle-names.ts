/** The makes and models that an organization has. */
export interface KnownNames {
  readonly makes: ReadonlySet<string>;
  readonly models: ReadonlySet<string>;
}

/** Makes and models of one meaning. */
export interface Named {
  readonly makes: readonly string[];
  readonly models: readonly string[];
}

interface Name {
  readonly kind: keyof KnownNames;
  readonly name: string;
  readonly squeezed: string;
  readonly words: readonly string[];
}

/** Letters and digits only, in lower case and without accents: `CX-5` and `cx 5` are one. */
export function squeeze(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a text, each squeezed. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '');
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .map(squeeze)
    .filter((word) => word !== '');
}

/** Finds names as people write them. */
export class NameIndex {
  private readonly names: readonly Name[];
  private readonly whole = new Map<string, Name[]>();

  constructor(known: KnownNames) {
    this.names = (['makes', 'models'] as const).flatMap((kind) =>
      [...known[kind]].map((name) => ({
        ...{ kind, name },
        ...{ squeezed: squeeze(name), words: wordsOf(name) },
      })),
    );
    for (const name of this.names) {
      this.whole.set(name.squeezed, [...(this.whole.get(name.squeezed) ?? []), name]);
    }
  }

  /** The makes and models that are called just so; undefined when there are none. */
  called(squeezed: string): Named | undefined {
    const names = this.whole.get(squeezed);
    return names === undefined ? undefined : named(names);
  }

  /** The names of which a word, or the whole, begins like this. */
  beginning(text: string): Named {
    const found = this.names.filter(
      ({ squeezed, words }) =>
        squeezed.startsWith(text) || words.some((word) => word.startsWith(text)),
    );
    return named(found);
  }

  /** The makes and models that are one letter away, as a whole or in one of their words. */
  near(text: string): Named {
    const found = this.names.filter(
      ({ squeezed, words }) =>
        isOneLetterAway(text, squeezed) || words.some((word) => isOneLetterAway(text, word)),
    );
    return named(found);
  }
}

function named(names: readonly Name[]): Named {
  return { makes: of('makes', names), models: of('models', names) };
}

function of(kind: Name['kind'], names: readonly Name[]): readonly string[] {
  return names.filter((name) => name.kind === kind).map(({ name }) => name);
}

/**
 * Whether one letter too many, too few, another one, or two neighbours in the wrong order make one
 * of the other.
 */
export function isOneLetterAway(left: string, right: string): boolean {
  const difference = left.length - right.length;
  if (left === right || Math.abs(difference) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  const after = (text: string, skipped: number): string => text.slice(start + skipped);
  if (difference > 0) return after(left, 1) === after(right, 0);
  if (difference < 0) return after(left, 0) === after(right, 1);
  if (after(left, 1) === after(right, 1)) return true;
  const isSwapped = left[start] === right[start + 1] && left[start + 1] === right[start];
  return isSwapped && after(left, 2) === after(right, 2);
}
