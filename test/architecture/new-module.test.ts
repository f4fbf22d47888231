import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NameError, namesOf } from '../../scripts/new-module/names.js';
import { planModule } from '../../scripts/new-module/plan-module.js';
import { EDITS, PlaceMissingError } from '../../scripts/new-module/wire-module.js';
import { ROOT, cruise } from './support/cruise.js';

const MODULE = 'parking-bays';
const TO_COPY = [
  ...['src', 'migrations', 'test/support', 'scripts/new-module', 'scripts/new-module.ts'],
  ...['package.json', 'eslint.config.js', '.prettierrc.json', '.dependency-cruiser.mjs'],
  'openapi.yaml',
];

const roots: string[] = [];

/** As much of the project as a module needs to be checked. */
function copyOfTheProject(): string {
  const root = mkdtempSync(join(tmpdir(), 'new-module-'));
  roots.push(root);
  for (const name of TO_COPY) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  const own = JSON.parse(readFileSync(join(ROOT, 'tsconfig.json'), 'utf8')) as object;
  const include = ['src/app', 'migrations', `test/api/${MODULE}`];
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ ...own, include }));
  return root;
}

/** Runs a program of `node_modules`; answers what it said when it failed. */
function run(root: string, program: string, ...words: string[]): string {
  const node = [join(root, 'node_modules', program), ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, node, {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    env: { PATH: process.env['PATH'] },
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function scaffold(root: string, ...words: string[]): string {
  return run(root, 'tsx/dist/cli.mjs', 'scripts/new-module.ts', ...words);
}

afterAll(async () => {
  for (const root of roots) await rm(root, { recursive: true });
});

describe('a new module', () => {
  it('is wired, well typed, well formed and within the boundaries', () => {
    const root = copyOfTheProject();
    expect(scaffold(root, MODULE)).toBe('');
    const made = [`src/modules/${MODULE}`, `test/api/${MODULE}`];
    const changed = EDITS.map(({ path }) => path);
    expect(readFileSync(join(root, 'src/app/build-modules.ts'), 'utf8')).toContain(
      'parkingBays: createParkingBayModule(platform)',
    );
    expect(run(root, 'typescript/bin/tsc', '--noEmit', '-p', '.')).toBe('');
    expect(run(root, 'eslint/bin/eslint.js', ...made, ...changed)).toBe('');
    expect(run(root, 'prettier/bin/prettier.cjs', '--check', ...made, ...changed)).toBe('');
    expect(cruise(root, root).violations).toEqual([]);
    expect(scaffold(root, MODULE)).toContain(`The module ${MODULE} exists.`);
  }, 240_000);

  it('leaves everything as it was when a place is missing', () => {
    const root = copyOfTheProject();
    writeFileSync(join(root, 'src/app/build-modules.ts'), 'export const nothing = 1;\n');
    expect(() => planModule(root, namesOf(MODULE))).toThrow(PlaceMissingError);
    expect(scaffold(root, MODULE)).toContain('No place was found');
    expect(existsSync(join(root, 'src/modules', MODULE))).toBe(false);
  }, 60_000);
});

describe('the plan', () => {
  it('names every file after what it holds, and takes the next migration', () => {
    const paths = planModule(ROOT, namesOf('chat', 'chat-message')).map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'src/modules/chat/create-chat-message-module.ts',
        'src/modules/chat/chat-message-service.ts',
        'test/api/chat/chat-messages.test.ts',
        expect.stringMatching(/^migrations\/\d{4}-chat\.ts$/),
      ]),
    );
  });

  it('puts a name in everywhere', () => {
    const texts = planModule(ROOT, namesOf(MODULE)).map(({ text }) => text.toLowerCase());
    expect(texts.filter((text) => /sample|module-kebab|\{an\}/.test(text))).toEqual([]);
  });

  it.each([
    ['leads', undefined, 'The module leads exists.'],
    ['motor-cars', 'vehicle', 'The table vehicles exists.'],
    ['links', undefined, 'openapi.yaml has “Link:” already.'],
    ['pages', undefined, '“page” means something else'],
    ['classes', undefined, '“class” means something else'],
    ['promises', undefined, '“Promise” means something else'],
  ])('refuses %s %s', (module, thing, reason) => {
    expect(() => planModule(ROOT, namesOf(module, thing))).toThrow(reason);
  });
});

describe('names', () => {
  it.each([
    ['trade-ins', 'trade-in', 'TradeIn', 'trade_ins'],
    ['inquiries', 'inquiry', 'Inquiry', 'inquiries'],
    ['boxes', 'box', 'Box', 'boxes'],
    ['days', 'day', 'Day', 'days'],
    ['leases', 'lease', 'Lease', 'leases'],
  ])('%s keeps each %s', (module, kebab, pascal, snakePlural) => {
    expect(namesOf(module)).toMatchObject({ kebab, pascal, snakePlural, kebabPlural: module });
  });

  it.each(['', 'Leads', 'lead_scores', '2nd-leads', '-leads', 'leads-', '../leads', 'audit'])(
    'refuses “%s”',
    (module) => {
      expect(() => namesOf(module)).toThrow(NameError);
    },
  );

  it('refuses a thing that is no name', () => {
    expect(() => namesOf('chat', 'Chat message')).toThrow(NameError);
  });

  it('refuses what is too long to be read', () => {
    expect(() => namesOf(`${'x'.repeat(40)}s`)).toThrow(NameError);
  });
});
