/** What the demo is given: arguments, the place where it answers, the environment of its server. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { SetupError } from './console.mjs';
import { fromCaller } from './paths.mjs';
import { listeningFault } from './ports.mjs';

/** The seed's arguments.
 * @throws {SetupError} when the file is not there
 */
export function inventoryArguments(args) {
  const { values } = parsed(args);
  if (values.inventory === undefined) return [];
  const file = fromCaller(values.inventory);
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new SetupError(`--inventory: no such file: ${file}`);
  }
  return ['--inventory', file];
}

function parsed(args) {
  try {
    return parseArgs({ args, options: { inventory: { type: 'string' } } });
  } catch (error) {
    throw new SetupError(`${error.message}\nUsage: npm run demo [-- --inventory FILE.csv]`);
  }
}

/** Where the server will answer, once it is sure that it can. */
export async function chosenPlace() {
  if (process.env.NODE_ENV === 'production') {
    throw new SetupError(
      'The demo makes users with a known password and refuses NODE_ENV=production.\n' +
        'Unset NODE_ENV, or start the product itself: npm run build && npm run migrate && npm start',
    );
  }
  const port = Number(process.env.PORT || 3000);
  const host = process.env.HOST || '127.0.0.1';
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  }
  const fault = await listeningFault(port, host);
  if (fault !== undefined) {
    const why = fault === 'EADDRINUSE' ? 'is in use' : `cannot be used on ${host} (${fault})`;
    throw new SetupError(`Port ${port} ${why}.\nChoose another: PORT=${port + 1} npm run demo`);
  }
  const scheme = process.env.TLS_CERT_FILE ? 'https' : 'http';
  return { host, port, url: `${scheme}://${visitedHost(host)}:${port}` };
}

function visitedHost(host) {
  if (['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** What the server, the migration and the seed are given: all of ours, completed. */
export function environment(directory, { host, port }, { databaseUrl, redisUrl }) {
  const env = {
    SMS_PROVIDER: 'log',
    MAIL_PROVIDER: 'log',
    ...process.env,
    ...signingKey(directory),
    ...dataKey(directory),
    HOST: host,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
  };
  delete env.DATABASE_URL_FILE;
  delete env.REDIS_URL_FILE;
  if (redisUrl === undefined) delete env.REDIS_URL;
  return env;
}

/** Access tokens are signed with the key that is given, or with one made for this checkout. */
function signingKey(directory) {
  if (process.env.JWT_SIGNING_KEY || process.env.JWT_SIGNING_KEY_FILE) return {};
  const file = path.join(directory, 'jwt-signing-key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return { JWT_SIGNING_KEY_FILE: file };
}

/** What is kept sealed is sealed with the key that is given, or with one made for this checkout. */
function dataKey(directory) {
  if (process.env.DATA_ENCRYPTION_KEY || process.env.DATA_ENCRYPTION_KEY_FILE) return {};
  const file = path.join(directory, 'data-encryption-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return { DATA_ENCRYPTION_KEY_FILE: file };
}
