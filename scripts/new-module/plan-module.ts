import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NameError } from './names.js';
import type { Names } from './names.js';
import { renderTemplate, wordsOf } from './render-template.js';
import { EDITS } from './wire-module.js';

/** A file to write, below the root of the project. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
}

const TEMPLATES = fileURLToPath(new URL('./template/', import.meta.url));
const SUFFIX = '.txt';
/** Words of the language that no template happens to use. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['break', 'case', 'catch', 'class', 'default', 'delete', 'do', 'else', 'enum', 'false'],
  ...['finally', 'for', 'in', 'instanceof', 'let', 'package', 'super', 'switch', 'true', 'try'],
  ...['typeof', 'var', 'void', 'while', 'with', 'yield'],
]);

/** Every file that a new module makes or changes. Reads only; throws `NameError`. */
export function planModule(root: string, names: Names): readonly PlannedFile[] {
  const templates = readTemplates();
  refuseTaken(root, names);
  refuseConfusing(names, templates);
  const made = templates.map(({ path, text }) => ({
    path: targetOf(root, path, names),
    text: renderTemplate(text, names),
  }));
  const changed = EDITS.map(({ path, change }) => ({
    path,
    text: change(readFileSync(join(root, path), 'utf8'), names),
  }));
  return [...made, ...changed];
}

function readTemplates(): readonly PlannedFile[] {
  return readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(SUFFIX))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(TEMPLATES, path).slice(0, -SUFFIX.length),
      text: readFileSync(path, 'utf8'),
    }));
}

function targetOf(root: string, template: string, names: Names): string {
  const path = renderTemplate(template, names);
  if (path.startsWith('module/')) return path.replace('module/', `src/modules/${names.module}/`);
  if (path.startsWith('test/')) return path.replace('test/', `test/api/${names.module}/`);
  return `migrations/${nextNumber(root)}-${names.module}.ts`;
}

function nextNumber(root: string): string {
  const numbers = readdirSync(join(root, 'migrations')).map((file) => Number(file.slice(0, 4)));
  const last = Math.max(0, ...numbers.filter(Number.isInteger));
  return String(last + 1).padStart(4, '0');
}

/** What exists is never written over, nor made a second time under another name. */
function refuseTaken(root: string, names: Names): void {
  const { module, snakePlural, kebabPlural, pascal, pascalPlural } = names;
  if (readdirSync(join(root, 'src/modules')).includes(module)) {
    throw new NameError(`The module ${module} exists.`);
  }
  const migrations = readdirSync(join(root, 'migrations'))
    .map((file) => readFileSync(join(root, 'migrations', file), 'utf8'))
    .join('\n');
  if (new RegExp(String.raw`CREATE TABLE (?:IF NOT EXISTS )?${snakePlural}\b`).test(migrations)) {
    throw new NameError(`The table ${snakePlural} exists.`);
  }
  const document = readFileSync(join(root, 'openapi.yaml'), 'utf8').split('\n');
  const taken = [
    `  /api/v1/${kebabPlural}:`,
    ...[pascal, `New${pascal}`, `${pascal}List`].map((schema) => `    ${schema}:`),
    ...[`get${pascal}`, `create${pascal}`, `list${pascalPlural}`].map(
      (operation) => `      operationId: ${operation}`,
    ),
  ].find((line) => document.includes(line));
  if (taken !== undefined) throw new NameError(`openapi.yaml has “${taken.trim()}” already.`);
}

/** A name that would hide something which the new files use. */
function refuseConfusing(names: Names, templates: readonly PlannedFile[]): void {
  const { camel, camelPlural, pascal } = names;
  const used = wordsOf(templates.map(({ text }) => text));
  const taken = [camel, camelPlural, pascal].find(
    (word) => used.has(word) || RESERVED.has(word) || word in globalThis,
  );
  if (taken === undefined) return;
  throw new NameError(`“${taken}” means something else in every module. Take another name.`);
}
