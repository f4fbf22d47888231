// Which operations, documented statuses and frames the tests have seen (`.local/contract/`, written
// by test/support/contract.ts and frame-contract.ts). With --reset forgets what was seen, to be run before the tests.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { collectFrames, collectRoutes } from '../src/app/collect-routes.js';
import { documentedStatuses } from '../src/http/openapi/build-operation.js';

const FOLDER = fileURLToPath(new URL('../.local/contract/', import.meta.url));

if (process.argv.includes('--reset')) rmSync(FOLDER, { recursive: true, force: true });
else report();

function report(): void {
  const seen = readSeen();
  const rows = collectRoutes().map((route) => {
    const documented = documentedStatuses(route);
    const missing = documented.filter((status) => !seen.has(`${route.operationId} ${status}`));
    return { operation: route.operationId, documented: documented.length, missing };
  });
  for (const { operation, documented, missing } of rows) {
    const count = `${documented - missing.length}/${documented}`.padStart(6);
    const rest = missing.length === 0 ? '' : `  not seen: ${missing.join(', ')}`;
    console.log(`${operation.padEnd(26)}${count}${rest}`);
  }
  const documented = rows.reduce((sum, row) => sum + row.documented, 0);
  const missing = rows.reduce((sum, row) => sum + row.missing.length, 0);
  const unseen = rows.filter((row) => row.missing.length === row.documented);
  const share = ((100 * (documented - missing)) / documented).toFixed(1);
  console.log(`\nstatuses seen: ${documented - missing} of ${documented} (${share} %)`);
  console.log(`operations never seen: ${unseen.map((row) => row.operation).join(', ') || 'none'}`);
  const sent = collectFrames().filter(({ form }) => form !== 'command');
  const unheard = sent.filter(({ type }) => !seen.has(`frame ${type}`)).map(({ type }) => type);
  console.log(`frames never seen: ${unheard.join(', ') || 'none'} (of ${sent.length})`);
}

function readSeen(): Set<string> {
  const lines = filesSeen().flatMap((file) => readFileSync(`${FOLDER}${file}`, 'utf8').split('\n'));
  return new Set(lines.filter((line) => line !== ''));
}

function filesSeen(): string[] {
  try {
    return readdirSync(FOLDER).filter((name) => name.startsWith('seen-'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
