// npm run openapi: writes openapi.yaml; with --check only says whether it fits the code.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { collectRoutes } from '../src/app/collect-routes.js';
import { openapiYaml } from '../src/http/openapi/build-openapi-document.js';

const FILE = fileURLToPath(new URL('../openapi.yaml', import.meta.url));

const made = openapiYaml(collectRoutes());

if (process.argv.includes('--check')) check();
else {
  writeFileSync(FILE, made);
  console.log(`openapi.yaml: ${made.split('\n').length} lines written.`);
}

function check(): void {
  const committed = readCommitted();
  if (committed === made) {
    console.log('openapi.yaml fits the code.');
    return;
  }
  const place = committed === undefined ? 'It is missing.' : firstDifference(committed);
  console.error(`openapi.yaml differs from the code. ${place}`);
  console.error('Run `npm run openapi` and commit the result.');
  process.exitCode = 1;
}

function readCommitted(): string | undefined {
  try {
    return readFileSync(FILE, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function firstDifference(committed: string): string {
  const [theirs, ours] = [committed.split('\n'), made.split('\n')];
  const line = ours.findIndex((text, index) => text !== theirs[index]);
  const at = line === -1 ? ours.length : line;
  return `First at line ${at + 1}:\n  committed: ${theirs[at] ?? '(end)'}\n  code:      ${ours[at] ?? '(end)'}`;
}
