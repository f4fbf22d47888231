import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../../scripts/lib/paths.mjs';
import { runOrFail } from '../../../scripts/lib/processes.mjs';

/** Builds the code that is in the tree into a folder of the suite's own, away from `dist/`. */
export default async function buildProduct() {
  const directory = process.env.FAULT_SUITE_DIRECTORY;
  if (!directory) throw new Error('FAULT_SUITE_DIRECTORY is not set. Run: npm run test:faults');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const tsc = path.join('node_modules', 'typescript', 'bin', 'tsc');
  const target = path.join(directory, 'build');
  const args = [tsc, '-p', 'tsconfig.build.json', '--noCheck', '--outDir', target];
  await runOrFail('The build', process.execPath, args, { cwd: projectRoot });
  if (!existsSync(path.join(target, 'src', 'main.js'))) throw new Error('The build has no main.');
}
