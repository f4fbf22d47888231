/** The locked dependencies: installed when they are missing or no longer those of the lock file. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './console.mjs';
import { waitForTurn } from './claims.mjs';
import { projectRoot } from './paths.mjs';
import { runOrFail } from './processes.mjs';

/**
 * Installs the locked dependencies if need be.
 * @param {(note: string) => void} note is told what was done
 */
export async function ensureDependencies(note) {
  const endTurn = await waitForTurn('install');
  try {
    if (areInstalled()) {
      note('up to date');
      return;
    }
    const [command, ...args] = npmCommand();
    await runOrFail(
      'npm ci',
      command,
      [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'],
      {
        cwd: projectRoot,
      },
    );
    note('installed with npm ci');
  } finally {
    endTurn();
  }
}

function areInstalled() {
  const locked = readLock('package-lock.json');
  if (locked === undefined)
    throw new SetupError('package-lock.json is missing: get it from the repository.');
  const installed = readLock('node_modules/.package-lock.json');
  return installed !== undefined && isSameInstallation(locked, installed);
}

function readLock(file) {
  try {
    return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether what npm noted as installed is what the lock file asks for.
 * @param {Record<string, {version?: string, integrity?: string, optional?: boolean}>} locked
 * @param {Record<string, {version?: string, integrity?: string}>} installed
 */
export function isSameInstallation(locked, installed) {
  const wanted = Object.entries(locked).filter(([name]) => name !== '');
  const differs = wanted.some(([name, entry]) => {
    const found = installed[name];
    // What is made for other systems is locked, but not installed here.
    if (found === undefined) return entry.optional !== true;
    return found.version !== entry.version || found.integrity !== entry.integrity;
  });
  return !differs && Object.keys(installed).every((name) => name in locked);
}

/** The npm that started us, or else the one on PATH. */
export function npmCommand() {
  const started = process.env.npm_execpath;
  return started?.endsWith('npm-cli.js') ? [process.execPath, started] : ['npm'];
}
