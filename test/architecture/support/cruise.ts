import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The modules in the order in which they may import one another. */
export async function modulesInOrder(): Promise<readonly string[]> {
  const rules = (await import(join(ROOT, '.dependency-cruiser.mjs'))) as {
    readonly MODULES: readonly string[];
  };
  return rules.MODULES;
}

/** What dependency-cruiser found under a root: the rules it held, and `rule: from → to` of each. */
export interface Findings {
  readonly rules: readonly string[];
  readonly violations: readonly string[];
}

interface CruiseResult {
  readonly summary: {
    readonly violations: ReadonlyArray<{
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }>;
    readonly ruleSetUsed: { readonly forbidden: ReadonlyArray<{ readonly name: string }> };
  };
}

/** Holds the rules of the project, or of that root, against its `src` and `migrations`. */
export function cruise(root: string, rulesOf = ROOT): Findings {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const rules = join(rulesOf, '.dependency-cruiser.mjs');
  const words = [program, '--config', rules, '--output-type', 'json', 'src', 'migrations'];
  const run = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 256 * 1_024 * 1_024,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`${run.stdout}${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as CruiseResult;
  return {
    rules: summary.ruleSetUsed.forbidden.map((rule) => rule.name),
    violations: summary.violations.map(
      ({ rule, from, to }) => `${rule.name}: ${from} → ${packageOr(to)}`,
    ),
  };
}

/** The name of a package, wherever it lies; any other path as it is. */
function packageOr(path: string): string {
  return /node_modules\/([^/]+)\//.exec(path)?.[1] ?? path;
}

/** Makes a small project in a folder of its own: path → what it imports, each as in an `import`. */
export async function plantProject(
  files: Readonly<Record<string, readonly string[]>>,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'boundaries-'));
  for (const name of ['node_modules', 'package.json', 'tsconfig.json']) {
    symlinkSync(join(ROOT, name), join(root, name));
  }
  for (const [path, imports] of Object.entries(files)) {
    const lines = imports.map(
      (from) => `import type * as x${imports.indexOf(from)} from '${from}';`,
    );
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), [...lines, 'export const planted = 1;', ''].join('\n'));
  }
  return root;
}
