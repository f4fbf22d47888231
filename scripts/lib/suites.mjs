/** `npm test`, `npm run test:faults` and `npm run bench`: set up, run, clear away. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { claimPassingDirectory, stopLeftovers } from './claims.mjs';
import { Progress, warn } from './console.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { onStop } from './lifecycle.mjs';
import { ensureServerPrograms, obtainServices } from './obtain-services.mjs';
import { localPath, projectRoot } from './paths.mjs';
import { endTree, runCommand } from './processes.mjs';

const JEST = path.join('node_modules', 'jest', 'bin', 'jest.js');
const TSX = path.join('node_modules', 'tsx', 'dist', 'cli.mjs');

/** In CI nobody watches: a run of the tests that has not ended by then hangs. */
const CI_LIMIT_MS = 25 * 60_000;

/** Jest on fresh, fast servers of this run's own. Further arguments are Jest's. */
export async function test(args) {
  const directory = await ownDirectory('The test run');
  const progress = new Progress(3);
  await progress.step('Dependencies', ensureDependencies);
  const services = await progress.step('MariaDB and Redis', () =>
    obtainServices({ directory, durable: false, keep: false, needsRedis: true }),
  );
  const running = path.join(directory, 'running-test-files.json');
  const additions = { ...environment(services), RUNNING_TEST_FILES: running };
  const run = () =>
    process.env.CI
      ? withinLimit(running, (onSpawn) => runJest(withCoverage(args), additions, onSpawn))
      : runJest(args, additions);
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

/** Ends a run that hangs, and names the test files at which it stood. */
async function withinLimit(runningFile, run) {
  let timer;
  let fault;
  const watch = (child) => {
    timer = setTimeout(() => {
      fault = `The tests had not ended after ${CI_LIMIT_MS / 60_000} min. ${whatRan(runningFile)}`;
      endTree(child.pid);
    }, CI_LIMIT_MS);
  };
  const code = await run(watch);
  clearTimeout(timer);
  if (fault === undefined) return code;
  warn(fault);
  return 1;
}

function whatRan(runningFile) {
  try {
    const files = JSON.parse(readFileSync(runningFile, 'utf8'));
    if (files.length > 0) return `Still running: ${files.join(', ')}`;
  } catch {
    // It is written with the first test file, and may be cut off by the end.
  }
  return 'No test file was running: what is around them hangs.';
}

function runJest(args, additions, onSpawn) {
  const options = [
    process.env.NODE_OPTIONS,
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
  ];
  const env = {
    NODE_ENV: 'test',
    ...additions,
    NODE_OPTIONS: options.filter(Boolean).join(' '),
  };
  return runShown([JEST, ...args], env, onSpawn);
}

async function runShown(args, additions, onSpawn) {
  const env = { ...process.env, ...additions };
  const options = { cwd: projectRoot, env, show: true, onSpawn };
  const { code } = await runCommand(process.execPath, args, options);
  return code;
}
