/** `npm test`, `npm run test:faults` and `npm run bench`: set up, run, clear away. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { claimPassingDirectory, stopLeftovers } from './claims.mjs';
import { Progress } from './console.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { onStop } from './lifecycle.mjs';
import { ensureServerPrograms, obtainServices } from './obtain-services.mjs';
import { localPath, projectRoot } from './paths.mjs';
import { runCommand } from './processes.mjs';

const JEST = path.join('node_modules', 'jest', 'bin', 'jest.js');
const TSX = path.join('node_modules', 'tsx', 'dist', 'cli.mjs');

/** Jest on fresh, fast servers of this run's own. Further arguments are Jest's. */
export async function test(args) {
  const directory = await ownDirectory('The test run');
  const progress = new Progress(3);
  await progress.step('Dependencies', ensureDependencies);
  const services = await progress.step('MariaDB and Redis', () =>
    obtainServices({ directory, durable: false, keep: false, needsRedis: true }),
  );
  const run = () => runJest(withCoverage(args), environment(services));
  return progress.step('Tests', run, { speaks: true });
}

/** The suite that kills servers: it starts and ends its own. */
export async function testFaults(args) {
  const directory = await ownDirectory('The fault suite');
  const progress = new Progress(3);
  await progress.step('Dependencies', ensureDependencies);
  await progress.step('MariaDB and Redis', ensureServerPrograms);
  const suite = ['--config', 'test/fault/jest.config.ts', '--runInBand', ...args];
  const run = () => runJest(suite, { FAULT_SUITE_DIRECTORY: path.join(directory, 'faults') });
  return progress.step('Fault suite', run, { speaks: true });
}

/** Benchmarks on durable servers of their own. Further arguments name the benchmarks. */
export async function bench(args) {
  const directory = await ownDirectory('The benchmark');
  const progress = new Progress(3);
  await progress.step('Dependencies', ensureDependencies);
  const services = await progress.step('MariaDB and Redis', () =>
    obtainServices({
      directory,
      durable: true,
      keep: false,
      needsRedis: true,
      alwaysPrivate: true,
    }),
  );
  const run = () => runShown([TSX, 'bench/run.ts', ...args], environment(services));
  return progress.step('Benchmarks', run, { speaks: true });
}

/** In CI a whole run also measures coverage, so that the suite runs once. */
function withCoverage(args) {
  const isWholeRun = args.length === 0;
  if (!process.env.CI || !isWholeRun) return args;
  return ['--coverage', '--json', `--outputFile=${localPath('test-results.json')}`];
}

async function ownDirectory(what) {
  const directory = await claimPassingDirectory(what);
  onStop(async () => {
    // What a suite has started itself, and could not stop because it was ended.
    await stopLeftovers(directory);
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

function environment({ databaseUrl, redisUrl }) {
  return { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl };
}

function runJest(args, additions) {
  const options = [
    process.env.NODE_OPTIONS,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
  ];
  return runShown([JEST, ...args], {
    NODE_ENV: 'test',
    ...additions,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
  });
}

async function runShown(args, additions) {
  const env = { ...process.env, ...additions };
  const { code } = await runCommand(process.execPath, args, { cwd: projectRoot, env, show: true });
  return code;
}
