/** Installs MariaDB and Redis with Debian's and Ubuntu's packages that start no daemon. */
import { accessSync, constants, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { say } from './console.mjs';
import { assertRunning } from './lifecycle.mjs';
import { lastLines, runCommand } from './processes.mjs';

export const MARIADB_PACKAGES = ['mariadb-server-core', 'mariadb-client-core'];
export const REDIS_PACKAGES = ['redis-tools'];

const LOCK_WAIT_MS = 300_000;
const NON_INTERACTIVE = ['env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C'];
/** `--no-remove`: a MySQL that is there already is never taken away. */
const APT_GET = [
  'apt-get',
  ...['-o', 'DPkg::Lock::Timeout=300'],
  ...['-o', 'Acquire::http::Timeout=30'],
  ...['-o', 'Acquire::https::Timeout=30'],
];
const INSTALL = ['install', '-y', '--no-install-recommends', '--no-remove'];

/**
 * Installs packages, if that is allowed without asking.
 * @param {string[]} packages
 * @returns {Promise<string | undefined>} why they could not be installed
 */
export async function installSystemPackages(packages) {
  // A look for programs may have failed because it was ended: a stop is only noticed after a turn.
  await delay(0);
  assertRunning();
  if (!isDebianLike() || !isOnPath('apt-get')) return 'the system is not Debian or Ubuntu';
  const prefix = await rootPrefix();
  if (prefix === undefined) return 'installing packages needs a password (sudo)';
  say(`      installing the system packages ${packages.join(', ')} (apt-get)`);
  const install = () => aptGet(prefix, [...INSTALL, ...packages]);
  let attempt = await install();
  if (attempt.code !== 0) {
    say('      reading the package lists (apt-get update)');
    await aptGet(prefix, ['update']);
    attempt = await install();
  }
  return attempt.code === 0 ? undefined : `apt-get said: ${lastLines(attempt.output, 3)}`;
}

/** Runs apt-get, waiting while another one works; dpkg is never ended half-way. */
async function aptGet(prefix, args) {
  const [command, ...rest] = [...prefix, ...NON_INTERACTIVE, ...APT_GET, ...args];
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (let told = false; ; told = true) {
    const attempt = await runCommand(command, rest, { finish: true });
    // apt-get waits for dpkg's lock by itself, and has no exit code for that of the lists.
    const isBusy = attempt.code !== 0 && attempt.output.includes('Could not get lock');
    if (!isBusy || Date.now() > deadline) return attempt;
    if (!told) say('      waiting for another apt-get');
    await delay(2000);
  }
}

/** What goes before a command that only root may run; undefined when that takes a password. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!isOnPath('sudo')) return undefined;
  const { code } = await runCommand('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : undefined;
}

export function isDebianLike(osRelease = readOsRelease()) {
  const families = [...osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gmu)].flatMap((match) =>
    match[1].replaceAll('"', '').split(' '),
  );
  return families.some((family) => family === 'debian' || family === 'ubuntu');
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

export function isOnPath(program, pathVariable = process.env.PATH ?? '') {
  return pathVariable.split(path.delimiter).some((directory) => {
    try {
      accessSync(path.join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
