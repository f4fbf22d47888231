/** One thing in every spelling that code, SQL and prose need. */
export interface Names {
  /** `trade-ins`: the folder. */
  readonly module: string;
  /** `tradeIns`: the key among the modules. */
  readonly moduleKey: string;
  /** `trade-in` and `trade-ins`. */
  readonly kebab: string;
  readonly kebabPlural: string;
  /** `tradeIn` and `tradeIns`. */
  readonly camel: string;
  readonly camelPlural: string;
  /** `TradeIn` and `TradeIns`. */
  readonly pascal: string;
  readonly pascalPlural: string;
  /** `trade_in` and `trade_ins`. */
  readonly snake: string;
  readonly snakePlural: string;
}

const KEBAB = /^[a-z]+(?:-[a-z]+)*$/;
const LONGEST = 32;

/** A name that cannot be used; the message says why, and what would do. */
export class NameError extends Error {
  override readonly name = 'NameError';
}

/**
 * All spellings of a module and of what it keeps. `entity`, a singular, is taken from the module's
 * name if absent. Throws `NameError`.
 */
export function namesOf(module: string, entity?: string): Names {
  const kebab = entity ?? singularOf(checked(module));
  checked(module);
  checked(kebab);
  const kebabPlural = entity === undefined ? module : pluralOf(kebab);
  return {
    module,
    moduleKey: camelOf(module),
    kebab,
    kebabPlural,
    camel: camelOf(kebab),
    camelPlural: camelOf(kebabPlural),
    pascal: pascalOf(kebab),
    pascalPlural: pascalOf(kebabPlural),
    snake: kebab.replaceAll('-', '_'),
    snakePlural: kebabPlural.replaceAll('-', '_'),
  };
}

function checked(name: string): string {
  if (!KEBAB.test(name)) throw new NameError(`“${name}” is not kebab-case, as \`trade-ins\` is.`);
  if (name.length > LONGEST) throw new NameError(`“${name}” is longer than ${LONGEST} letters.`);
  return name;
}

function singularOf(plural: string): string {
  if (/[^aeiou]ies$/.test(plural)) return plural.replace(/ies$/, 'y');
  if (/(?:ss|x|zz|ch|sh)es$/.test(plural)) return plural.replace(/es$/, '');
  if (/[^s]s$/.test(plural)) return plural.replace(/s$/, '');
  throw new NameError(
    `“${plural}” is no plural. Say what the module keeps: npm run new:module ${plural} THING`,
  );
}

function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return singular.replace(/y$/, 'ies');
  return /(?:s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}

function camelOf(kebab: string): string {
  return kebab.replace(/-([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}

function pascalOf(kebab: string): string {
  const camel = camelOf(kebab);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
