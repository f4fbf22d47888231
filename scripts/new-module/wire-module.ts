import type { Names } from './names.js';

/** A place in a file of ours that is not there any more; the message says what to add by hand. */
export class PlaceMissingError extends Error {
  override readonly name = 'PlaceMissingError';
}

/** One change of a file: its path, and its new text made of the old one. */
export interface Edit {
  readonly path: string;
  change(text: string, names: Names): string;
}

/** Everything outside of its own folder that must know a new module. */
export const EDITS: readonly Edit[] = [
  { path: 'src/app/build-modules.ts', change: buildIt },
  { path: '.dependency-cruiser.mjs', change: listIt },
  { path: 'src/http/openapi/document-info.ts', change: describeTag },
  { path: 'src/http/problem-catalogue.ts', change: nameWhatCanBeMissing },
];

function buildIt(text: string, { module, moduleKey, pascal }: Names): string {
  const factory = `create${pascal}Module`;
  const imports =
    `import { ${factory} } from '../modules/${module}/index.js';\n` +
    `import type { ${pascal}Module } from '../modules/${module}/index.js';\n`;
  const steps: ReadonlyArray<readonly [RegExp, string]> = [
    [/(?:import [^;]* from '\.\.\/modules\/[^']*';\n)+/, imports],
    [/export interface Modules \{\n(?: {2}.*\n)*/, `  readonly ${moduleKey}: ${pascal}Module;\n`],
    [
      /function createModules\((?:.*\n)*? {2}return \{\n(?: {4}.*\n)*/,
      `    ${moduleKey}: ${factory}(platform),\n`,
    ],
  ];
  return steps.reduce((done, [place, line]) => insertAfter(done, place, line), text);
}

function listIt(text: string, { module }: Names): string {
  const list = /MODULES = \[\n(?: {2}.*\n)*/;
  if (list.exec(text)?.[0].includes(`  '${module}',\n`) === true) return text;
  return insertAfter(text, list, `  '${module}',\n`);
}

function describeTag(text: string, { kebabPlural }: Names): string {
  const words = kebabPlural.replaceAll('-', ' ');
  const tag = words.charAt(0).toUpperCase() + words.slice(1);
  const line = `  '${tag}': 'The ${words} of a dealer group.',\n`;
  return insertAfter(
    text,
    /TAG_DESCRIPTIONS[^{]*\{\n(?: {2}.*\n)*?(?= {2}(?:Operations:|\}))/,
    line,
  );
}

function nameWhatCanBeMissing(text: string, { snake }: Names): string {
  const list = /const RESOURCES = \[\n((?: {2}.*\n)*)/;
  const entries = list.exec(text)?.[1]?.trimEnd().split('\n') ?? [];
  const line = `  '${snake}',`;
  const before = entries.filter((entry) => entry < line);
  const place = new RegExp(String.raw`const RESOURCES = \[\n(?: {2}.*\n){${before.length}}`);
  return insertAfter(text, place, `${line}\n`);
}

function insertAfter(text: string, place: RegExp, line: string): string {
  const found = place.exec(text);
  if (found === null) throw new PlaceMissingError(`No place was found for: ${line.trim()}`);
  const at = found.index + found[0].length;
  return text.slice(0, at) + line + text.slice(at);
}
