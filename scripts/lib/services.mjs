/**
 * Private MariaDB and Redis servers on free loopback ports, for the demo, the tests and the
 * benchmarks. Every server has a password of its own: other people of the machine reach loopback too.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './console.mjs';
import { freePort, waitForGreeting, waitForRedis } from './ports.mjs';
import { lastLines, runOrFail, startDaemon } from './processes.mjs';
import { findMariaDb, findRedis } from './server-programs.mjs';

/** Writes survive the machine's loss, or are fast and survive nothing. */
const DURABLE = ['--innodb-flush-log-at-trx-commit=1'];
const FAST = [
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--innodb-flush-method=nosync',
  '--innodb-log-file-size=16M',
];

/**
 * Starts a MariaDB on the data of `directory`, which is made when missing.
 * @param {object} options
 * @param {string} options.directory holds data, log and password
 * @param {boolean} [options.durable] whether a commit is on disk when it is acknowledged (default)
 * @param {number} [options.port] a free one by default
 * @param {string} [options.database] made when missing
 * @param {string[]} [options.flags] further flags for mariadbd
 */
export async function startMariaDb(options) {
  const { durable = true, port, database = 'showroom' } = options;
  const { server, installer } = findMariaDb();
  if (server === undefined) throw new SetupError('MariaDB (mariadbd) was not found.');
  const home = madeDirectory(options.directory);
  const flags = [...userFlag(), ...(durable ? DURABLE : FAST), ...(options.flags ?? [])];
  await installData(installer, home, flags);
  const password = keptPassword(home);
  writeInitFile(home, password, database);
  return startOnPort(port, async (chosenPort) => {
    const daemon = await startDaemon({
      command: server,
      args: ['--no-defaults', ...mariaDbFlags(home, chosenPort), ...flags],
      logFile: path.join(home, 'mariadb.log'),
      recordFile: path.join(home, 'mariadb.process.json'),
    });
    const url = `mariadb://root:${password}@127.0.0.1:${chosenPort}/${database}`;
    await readyOrFail('MariaDB', daemon, path.join(home, 'mariadb.log'), (signal) =>
      waitForGreeting(chosenPort, signal),
    );
    return { ...daemon, url, port: chosenPort };
  });
}

/**
 * Starts a Redis that keeps nothing on disk.
 * @param {object} options
 * @param {string} options.directory holds log and password
 * @param {number} [options.port] a free one by default
 * @param {string[]} [options.configuration] further lines of its configuration
 */
export async function startRedis({ directory, port, configuration = [] }) {
  const { server } = findRedis();
  if (server === undefined) throw new SetupError('Redis (redis-server) was not found.');
  const home = madeDirectory(directory);
  const password = keptPassword(home);
  return startOnPort(port, async (chosenPort) => {
    const daemon = await startDaemon({
      command: server,
      args: ['-'],
      input: [redisConfiguration(home, chosenPort, password), ...configuration, ''].join('\n'),
      logFile: path.join(home, 'redis.log'),
      recordFile: path.join(home, 'redis.process.json'),
    });
    const url = `redis://:${password}@127.0.0.1:${chosenPort}`;
    await readyOrFail('Redis', daemon, path.join(home, 'redis.log'), (signal) =>
      waitForRedis(chosenPort, password, signal),
    );
    return { ...daemon, url, port: chosenPort };
  });
}

function mariaDbFlags(home, port) {
  return [
    `--datadir=${path.join(home, 'data')}`,
    temporaryFiles(home),
    // Relative to the data folder: a socket's path may be 107 characters long at most.
    '--socket=mariadb.sock',
    '--pid-file=mariadb.pid',
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    `--init-file=${path.join(home, 'init.sql')}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--innodb-buffer-pool-size=256M',
    '--performance-schema=OFF',
    '--max-connections=500',
  ];
}

/** In a shared folder, a server that starts deletes the temporary tables of the others. */
function temporaryFiles(home) {
  return `--tmpdir=${madeDirectory(path.join(home, 'tmp'))}`;
}

function redisConfiguration(home, port, password) {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    'save ""',
    'appendonly no',
    `dir ${JSON.stringify(home)}`,
    '',
  ].join('\n');
}

async function installData(installer, home, flags) {
  const data = path.join(home, 'data');
  if (existsSync(data)) return;
  const unfinished = path.join(home, 'data.unfinished');
  rmSync(unfinished, { recursive: true, force: true });
  await runOrFail('mariadb-install-db', installer, [
    '--no-defaults',
    `--datadir=${unfinished}`,
    temporaryFiles(home),
    '--skip-test-db',
    // A machine's own name cannot always be looked up; it is not needed.
    '--skip-name-resolve',
    '--force',
    '--auth-root-authentication-method=normal',
    ...flags,
  ]);
  renameSync(unfinished, data);
}

/** MariaDB refuses to run as root unless it is told so. */
function userFlag() {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

function keptPassword(home) {
  const file = path.join(home, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}

function writeInitFile(home, password, database) {
  const statements = ['localhost', '127.0.0.1'].flatMap((host) => [
    `CREATE USER IF NOT EXISTS 'root'@'${host}';`,
    `ALTER USER 'root'@'${host}' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO 'root'@'${host}' WITH GRANT OPTION;`,
  ]);
  statements.push(`CREATE DATABASE IF NOT EXISTS \`${database}\`;`);
  writeFileSync(path.join(home, 'init.sql'), `${statements.join('\n')}\n`, { mode: 0o600 });
}

function madeDirectory(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return path.resolve(directory);
}

/** A free port may be taken by somebody between the look and the start: then another is tried. */
async function startOnPort(port, start) {
  if (port !== undefined) return start(port);
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      if (tries === 3 || !(error instanceof SetupError)) throw error;
    }
  }
}

async function readyOrFail(name, daemon, logFile, waitUntilReady) {
  const giveUp = new AbortController();
  const ended = daemon.exited.then(() => false);
  const ready = waitUntilReady(giveUp.signal).then(
    () => true,
    () => false,
  );
  const isReady = await Promise.race([ready, ended]);
  giveUp.abort();
  if (isReady) return;
  await daemon.kill();
  throw new SetupError(
    `${name} did not start. The end of ${logFile}:\n${lastLines(readFileSync(logFile, 'utf8'), 15)}`,
  );
}
