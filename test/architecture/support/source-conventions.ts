import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from './cruise.js';

/** A file of ours: its path from the root, and what is in it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

interface Convention {
  readonly what: string;
  readonly holdsFor: (file: SourceFile) => boolean;
}

const FOLDERS = ['src', 'migrations', 'test', 'scripts', 'bench'];
const SOURCE = /\.(?:ts|mts|mjs|js)$/;

const KNOWN_FOLDERS = new Set([
  ...['app', 'config', 'http', 'realtime', 'events', 'jobs', 'database', 'cache'],
  ...['integrations', 'mail', 'observability', 'shared', 'modules'],
]);

/** What they look for stands in them. */
const OWN = new Set([
  'test/architecture/conventions.test.ts',
  'test/architecture/support/source-conventions.ts',
]);

const CONVENTIONS: readonly Convention[] = [
  {
    what: 'is not named in kebab-case',
    holdsFor: ({ path }) =>
      /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.\w+$/.test(basename(path)),
  },
  {
    what: 'lies in a folder of src/ that the architecture does not know',
    holdsFor: ({ path }) => {
      const [root, folder, ...rest] = path.split('/');
      return root !== 'src' || path === 'src/main.ts' || isKnown(folder, rest);
    },
  },
  {
    what: 'is a barrel; only modules have an index.ts',
    holdsFor: ({ path }) =>
      basename(path) !== 'index.ts' || /^src\/modules\/[^/]+\/index\.ts$/.test(path),
  },
  {
    what: 'leaves something undone',
    holdsFor: ({ text }) => !/\b(?:TODO|FIXME)\b/.test(text),
  },
  {
    what: 'skips a test, or runs one alone',
    holdsFor: ({ text }) => !/\.(?:skip|only|todo)\(|\b[xf](?:it|describe)\(/.test(text),
  },
  {
    what: 'replaces a module instead of injecting a port',
    holdsFor: ({ text }) => !/jest\.(?:mock|unstable_mockModule)\(/.test(text),
  },
  {
    what: 'switches the compiler off',
    holdsFor: ({ text }) => !/@ts-(?:ignore|expect-error|nocheck)/.test(text),
  },
  {
    what: 'suppresses a rule without a reason',
    holdsFor: ({ text }) =>
      text
        .split('\n')
        .filter((line) => line.includes('eslint-disable'))
        .every((line) => /disable-next-line [\w@/, -]+? -- \S/.test(line)),
  },
  {
    what: 'uses the unguarded database outside of plumbing',
    holdsFor: ({ path, text }) => !path.startsWith('src/modules/') || !/\brawDb\b/.test(text),
  },
  {
    what: 'sends SQL past the database folder',
    holdsFor: ({ path, text }) =>
      !path.startsWith('src/') ||
      path.startsWith('src/database/') ||
      !/\bsequelize\.(?:query|sendRaw)\b/.test(text),
  },
  {
    what: 'lacks its up or its down',
    holdsFor: ({ path, text }) =>
      !path.startsWith('migrations/') ||
      (text.includes('export async function up(') && text.includes('export async function down(')),
  },
];

function isKnown(folder: string | undefined, rest: readonly string[]): boolean {
  return folder !== undefined && KNOWN_FOLDERS.has(folder) && rest.length > 0;
}

/** What is against the conventions in one file, in words. */
export function sourceFaults(file: SourceFile): readonly string[] {
  return CONVENTIONS.filter(({ holdsFor }) => !holdsFor(file)).map(
    ({ what }) => `${file.path} ${what}`,
  );
}

/** All our sources. */
export function readSources(): readonly SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => ({ path: relative(ROOT, path), text: readFileSync(path, 'utf8') })),
  ).filter(({ path }) => !OWN.has(path));
}

/** What is wrong with the numbers of the migrations. */
export function numberFaults(migrations: readonly string[]): readonly string[] {
  return [...migrations].sort().flatMap((name, index) => {
    const number = String(index + 1).padStart(4, '0');
    return name.startsWith(`${number}-`) ? [] : [`${name} is not number ${number}`];
  });
}

/** What a module's folder lacks. */
export function moduleFaults(module: string, files: readonly string[]): readonly string[] {
  return [
    ...(files.includes('index.ts') ? [] : [`${module} has no index.ts`]),
    ...(files.some((file) => /^create-.*-module\.ts$/.test(file))
      ? []
      : [`${module} has no create-…-module.ts`]),
  ];
}
