/** MariaDB and Redis for a command: given, found, installed, or in containers, in this order. */
import path from 'node:path';
import { SetupError, say } from './console.mjs';
import { dockerAnswers, startInDocker } from './docker-services.mjs';
import { givenSecret } from './given-secret.mjs';
import { isListening } from './ports.mjs';
import { findMariaDb, findRedis } from './server-programs.mjs';
import { startMariaDb, startRedis } from './services.mjs';
import {
  installSystemPackages,
  isDebianLike,
  MARIADB_PACKAGES,
  REDIS_PACKAGES,
} from './system-packages.mjs';

const KINDS = {
  mariadb: {
    title: 'MariaDB',
    find: () => findMariaDb(),
    packages: MARIADB_PACKAGES,
    start: (options) =>
      startMariaDb({ ...options, directory: path.join(options.directory, 'mariadb') }),
    variable: 'DATABASE_URL',
    protocols: ['mariadb:'],
  },
  redis: {
    title: 'Redis',
    find: () => findRedis(),
    packages: REDIS_PACKAGES,
    start: (options) => startRedis({ directory: path.join(options.directory, 'redis') }),
    variable: 'REDIS_URL',
    protocols: ['redis:', 'rediss:'],
  },
};

const SERVERS = { mariadb: 'mariadb-server (10.11.8 or later)', redis: 'redis-server' };

/**
 * Gets both services. What the environment gives is used as it is, the other one is private.
 * @param {object} options
 * @param {string} options.directory for the private servers' data
 * @param {boolean} options.durable whether their data must outlive the machine's loss
 * @param {boolean} options.keep whether their data is for later runs too
 * @param {boolean} [options.needsRedis] whether the command is pointless without Redis
 * @param {boolean} [options.alwaysPrivate] whether what the environment gives is left alone
 * @returns {Promise<{databaseUrl: string, redisUrl?: string, redisFault?: string}>}
 * @throws {SetupError} with the line that mends it
 */
export async function obtainServices(options) {
  const given = options.alwaysPrivate
    ? {}
    : { mariadb: givenUrl(KINDS.mariadb), redis: givenUrl(KINDS.redis) };
  const missing = Object.keys(KINDS).filter((name) => given[name] === undefined);
  for (const [name, url] of Object.entries(given)) if (url) tellGiven(KINDS[name], url);
  if (given.mariadb !== undefined) await requireListener(KINDS.mariadb, given.mariadb);
  const faults = await installMissing(missing);
  const mariadb = given.mariadb ?? (await startOne('mariadb', faults, options));
  if (mariadb === undefined) throw cannotBeHad('mariadb', faults);
  if (given.redis !== undefined) return { databaseUrl: mariadb, redisUrl: given.redis };
  return { databaseUrl: mariadb, ...(await startRedisIfPossible(faults, options)) };
}

/** Redis is a condition only of those who say so. */
async function startRedisIfPossible(faults, options) {
  try {
    const redisUrl = await startOne('redis', faults, options);
    if (redisUrl === undefined) throw cannotBeHad('redis', faults);
    return { redisUrl };
  } catch (error) {
    if (options.needsRedis || !(error instanceof SetupError)) throw error;
    return { redisFault: error.message };
  }
}

/**
 * Makes sure that the servers' programs are on the machine, without starting them.
 * @throws {SetupError} with the line that mends it
 */
export async function ensureServerPrograms() {
  const faults = await installMissing(Object.keys(KINDS));
  const [missing] = Object.keys(faults);
  if (missing !== undefined) throw cannotBeHad(missing, faults);
}

/** The names of the missing ones that could not be installed, each with the reason. */
async function installMissing(names) {
  const missing = names.filter((name) => KINDS[name].find().server === undefined);
  if (missing.length === 0) return {};
  const tooOld = missing.map((name) => KINDS[name].find().fault).filter(Boolean);
  for (const fault of tooOld) say(`      ${fault}`);
  const fault = await installSystemPackages(missing.flatMap((name) => KINDS[name].packages));
  const stillMissing = missing.filter((name) => KINDS[name].find().server === undefined);
  return Object.fromEntries(
    stillMissing.map((name) => [name, fault ?? KINDS[name].find().fault ?? 'it was not found']),
  );
}

async function startOne(name, faults, options) {
  const kind = KINDS[name];
  if (faults[name] === undefined) {
    const { url } = await kind.start(options);
    say(`      ${kind.title}: private, on port ${new URL(url).port} of loopback`);
    return url;
  }
  if (!(await dockerAnswers())) return undefined;
  say(`      ${kind.title}: in a container (docker compose), because ${faults[name]}`);
  return (await startInDocker(name, options)).url;
}

function givenUrl({ variable, protocols }) {
  const url = givenSecret(variable);
  if (url === undefined) return undefined;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocols.includes(protocol)) return url;
  throw new SetupError(
    `${variable} is set, but does not begin with ${protocols.join('// or ')}//.\n` +
      `Correct it, or have a private server: unset ${variable}`,
  );
}

function tellGiven({ title, variable }, url) {
  const { host, pathname } = new URL(url);
  say(`      ${title}: ${host}${pathname}, given by ${variable}`);
}

/** The product bears a Redis that is away; without its database it is nothing. */
async function requireListener({ title, variable }, url) {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  if (await isListening(Number(port || 3306), host)) return;
  throw new SetupError(
    `${title} does not answer at ${host}:${port || 3306}, which ${variable} names.\n` +
      `Start it, or have a private server: unset ${variable}`,
  );
}

/** One message for the one that stops us, with one line that mends all that is missing. */
function cannotBeHad(name, faults) {
  const { title, variable, protocols } = KINDS[name];
  const example = `${protocols[0]}//user:password@host:port${name === 'mariadb' ? '/name' : ''}`;
  return new SetupError(
    `${title} cannot be had: it is not on this machine, ${faults[name]}, and no Docker engine answers.\n` +
      `Install it:  ${installLine(Object.keys(faults))}\n` +
      `or give one: ${variable}=${example}`,
  );
}

function installLine(names) {
  if (process.platform === 'darwin') return `brew install ${names.join(' ')}`;
  if (isDebianLike()) {
    const packages = names.flatMap((name) => KINDS[name].packages).join(' ');
    return `sudo apt-get install --no-install-recommends ${packages}`;
  }
  const servers = names.map((name) => SERVERS[name]).join(' and ');
  return `${servers}, from your system's packages, or start Docker`;
}
