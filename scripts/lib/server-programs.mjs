/** Finds MariaDB's and Redis' programs on this machine. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { localPath } from './paths.mjs';

/** Where package managers put servers that are not on everybody's PATH. */
const SERVER_DIRECTORIES = [
  '/usr/local/sbin',
  '/usr/local/bin',
  '/usr/sbin',
  '/usr/bin',
  '/usr/libexec',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/redis/bin',
  '/usr/local/opt/mariadb/bin',
  '/home/linuxbrew/.linuxbrew/bin',
];

/** The first MariaDB whose `innodb_snapshot_isolation` can be set in the oldest line with all we use. */
const OLDEST_MARIADB = [10, 11, 8];
/** The first Redis with `GETDEL`. */
const OLDEST_REDIS = [6, 2, 0];

/** The folders that are searched: those of PATH, then the usual ones. */
export function serverDirectories(pathVariable = process.env.PATH ?? '') {
  return [...pathVariable.split(path.delimiter).filter(Boolean), ...SERVER_DIRECTORIES];
}

/**
 * @param {string[]} [directories]
 * @returns {{server?: string, installer?: string, fault?: string}} `fault` says why what is there will not do
 */
export function findMariaDb(directories = serverDirectories()) {
  const server = findProgram('mariadbd', directories);
  const installer = findProgram('mariadb-install-db', directories);
  if (server === undefined || installer === undefined) return {};
  const version = versionOf(server, /Ver (\d+)\.(\d+)\.(\d+)/u);
  const fault = tooOld('MariaDB', server, version, OLDEST_MARIADB);
  return fault === undefined ? { server, installer } : { fault };
}

/**
 * Debian's `redis-server` is a link to `redis-check-rdb`, which is the whole server: where only
 * the latter is installed, the link is made under `.local/`.
 * @param {string[]} [directories]
 * @returns {{server?: string, fault?: string}}
 */
export function findRedis(directories = serverDirectories()) {
  const server =
    findProgram('redis-server', directories) ??
    findProgram('valkey-server', directories) ??
    linkRedis(findProgram('redis-check-rdb', directories));
  if (server === undefined) return {};
  const version = versionOf(server, /server v=(\d+)\.(\d+)\.(\d+)/u);
  if (version === undefined) return {};
  const fault = tooOld('Redis', server, version, OLDEST_REDIS);
  return fault === undefined ? { server } : { fault };
}

function findProgram(name, directories) {
  return directories
    .map((directory) => path.join(directory, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

function linkRedis(checker) {
  if (checker === undefined) return undefined;
  const link = localPath('bin', 'redis-server');
  mkdirSync(path.dirname(link), { recursive: true, mode: 0o700 });
  rmSync(link, { force: true });
  symlinkSync(checker, link);
  return link;
}

function versionOf(program, pattern) {
  try {
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    const match = pattern.exec(execFileSync(program, ['--version'], options));
    return match === null ? undefined : match.slice(1, 4).map(Number);
  } catch {
    return undefined;
  }
}

function tooOld(name, program, version, oldest) {
  if (version === undefined) return `${program} does not tell its version`;
  if (!isOlder(version, oldest)) return undefined;
  return `${name} ${version.join('.')} (${program}) is older than ${oldest.join('.')}`;
}

/** Compares versions number by number. */
export function isOlder(version, oldest) {
  const at = version.findIndex((number, index) => number !== oldest[index]);
  return at >= 0 && version[at] < oldest[at];
}
