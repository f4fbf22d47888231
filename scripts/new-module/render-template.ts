import type { Names } from './names.js';

/** The spellings in which the templates name what is to be made, longest first. */
const TOKENS =
  /\{([Aa]n)\} |module-kebab|sample-kebab-plural|sample_snake_plural|sample_snake|[Ss]ample words|[Ss]ample word|SAMPLE|Samples|samples|Sample|sample/g;

/** A template with the names put in. */
export function renderTemplate(template: string, names: Names): string {
  const words = names.kebab.replaceAll('-', ' ');
  const wordsPlural = names.kebabPlural.replaceAll('-', ' ');
  const spellings: Readonly<Record<string, string>> = {
    'module-kebab': names.module,
    'sample-kebab-plural': names.kebabPlural,
    sample_snake_plural: names.snakePlural,
    sample_snake: names.snake,
    'sample words': wordsPlural,
    'Sample words': capital(wordsPlural),
    'sample word': words,
    'Sample word': capital(words),
    SAMPLE: names.snake.toUpperCase(),
    Samples: names.pascalPlural,
    samples: names.camelPlural,
    Sample: names.pascal,
    '{an} ': `${articleOf(words)} `,
    '{An} ': `${capital(articleOf(words))} `,
  };
  const spell = (token: string, _article: string | undefined, offset: number): string => {
    const isFile = template.charAt(offset + token.length) === '-';
    return spellings[token] ?? (isFile ? names.kebab : names.camel);
  };
  return template.replace(TOKENS, spell);
}

/** Every word that the templates use beside the names themselves. */
export function wordsOf(templates: readonly string[]): ReadonlySet<string> {
  const words = templates
    .join('\n')
    .replace(TOKENS, ' ')
    .match(/[A-Za-z_]\w*/g);
  return new Set(words ?? []);
}

function articleOf(words: string): string {
  return /^[aeiou]/.test(words) ? 'an' : 'a';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
