import { execFile } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Redis } from 'ioredis';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startMariaDb, startRedis } from '../../scripts/lib/services.mjs';
import type { PrivateServer } from '../../scripts/lib/services.mjs';
import { createRedis } from '../../src/cache/create-redis.js';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { asUnavailable } from '../../src/database/database-errors.js';
import { asUntrusted } from '../../src/database/untrusted-server-error.js';
import { createLogger } from '../../src/observability/logger.js';
import { asSystem } from '../../src/observability/request-context.js';
import { TestAuthority } from '../support/certificates.js';
import type { CertificateOptions } from '../support/certificates.js';
import { requiredVariable } from '../support/worker-database.js';

const ADDRESS = '127.0.0.1';
const SERVED_NAMES = [ADDRESS, 'localhost'];

const suite = requiredVariable('FAULT_SUITE_DIRECTORY');
const directory = path.join(suite, 'untrusted');
const ours = new TestAuthority(path.join(directory, 'certificates'), 'ours');
const others = new TestAuthority(path.join(directory, 'certificates'), 'others');

interface Served {
  readonly by?: TestAuthority;
  readonly certificate: CertificateOptions;
}

const right: Served = { certificate: { names: SERVED_NAMES } };
const wrong: ReadonlyArray<readonly [string, Served, string]> = [
  ['of another authority', { ...right, by: others }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  [
    'signed by itself',
    { certificate: { names: SERVED_NAMES, selfSigned: true } },
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ],
  ['of another host', { certificate: { names: ['other'] } }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['that has expired', { certificate: { names: SERVED_NAMES, expired: true } }, 'CERT_HAS_EXPIRED'],
];

let issued = 0;

function filesOf({ by = ours, certificate }: Served): { certFile: string; keyFile: string } {
  issued += 1;
  return by.issue(`server-${issued}`, certificate);
}

describe('a database behind TLS', () => {
  let server: PrivateServer;
  const opened: Database[] = [];

  async function serve(served?: Served): Promise<void> {
    const files = served === undefined ? undefined : filesOf(served);
    const flags =
      files === undefined
        ? ['--skip-ssl']
        : [`--ssl-cert=${files.certFile}`, `--ssl-key=${files.keyFile}`];
    server = await startMariaDb({
      directory: path.join(directory, 'mariadb'),
      durable: false,
      flags,
    });
  }

  function open(host: string, sslCaFile = ours.caFile): Database {
    const url = server.url.replace(ADDRESS, host);
    const database = createDatabase({ url, sslCaFile }, apiPoolLimits);
    opened.push(database);
    return database;
  }

  const cipherOf = async (database: Database): Promise<unknown> => {
    const rows = await asSystem('test', () =>
      database.rawDb.select<{ Value: string }>("SHOW SESSION STATUS LIKE 'Ssl_cipher'"),
    );
    return rows[0]?.Value;
  };

  const faultOf = (database: Database): Promise<unknown> =>
    cipherOf(database).then(
      (cipher) => `connected by ${String(cipher)}`,
      (error: unknown) => error,
    );

  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
    await server.stop();
  });

  it.each(SERVED_NAMES)('of our authority is asked, encrypted, as %s', async (host) => {
    await serve(right);
    expect(await cipherOf(open(host))).toMatch(/^TLS_|GCM/);
  });

  it.each(wrong)('with a certificate %s is refused', async (_what, served, code) => {
    await serve(served);
    const error = await faultOf(open(ADDRESS));
    expect(asUnavailable(error)).toMatchObject({ data: { code: 'database_unavailable' } });
    expect(asUntrusted(error)).toMatchObject({ code });
  });

  it('whose certificate names its address only is refused under a name, and the reverse', async () => {
    await serve({ certificate: { names: [ADDRESS] } });
    expect(await cipherOf(open(ADDRESS))).not.toBe('');
    const byName = await faultOf(open('localhost'));
    await server.stop();
    await serve({ certificate: { names: ['localhost'] } });
    expect(await cipherOf(open('localhost'))).not.toBe('');
    const byAddress = await faultOf(open(ADDRESS));
    for (const error of [byName, byAddress]) {
      expect(asUntrusted(error)).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    }
  });

  it('that does not speak TLS is not asked in plain', async () => {
    await serve();
    expect(asUntrusted(await faultOf(open(ADDRESS)))).toMatchObject({
      code: 'ER_SERVER_SSL_DISABLED',
    });
  });

  it.each([[[]], [['migrate']]])(
    'of another authority ends the program with its one reason (%j)',
    async (words) => {
      await serve({ ...right, by: others });
      const { code, output } = await run(words, server.url);
      expect(output).toMatch(/^The database cannot be trusted by DATABASE_SSL_CA: .+\n$/);
      expect(code).toBe(78);
    },
  );
});

function run(
  words: readonly string[],
  databaseUrl: string,
): Promise<{ code: number | null; output: string }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: databaseUrl,
    DATABASE_SSL_CA: ours.caFile,
    JWT_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    PORT: '0',
  };
  const main = path.join(suite, 'build', 'src', 'main.js');
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...words],
      { env, timeout: 30_000 },
      (_error, _stdout, stderr) => resolve({ code: child.exitCode, output: stderr }),
    );
  });
}

describe('Redis behind TLS', () => {
  let server: PrivateServer | undefined;
  let client: Redis | undefined;
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => lines.push(line) });

  async function connect(served: Served, caFile: string | undefined, host = ADDRESS) {
    const { certFile, keyFile } = filesOf(served);
    const port = await freePort();
    server = await startRedis({
      directory: path.join(directory, 'redis'),
      configuration: [
        `tls-port ${port}`,
        `tls-cert-file ${certFile}`,
        `tls-key-file ${keyFile}`,
        'tls-auth-clients no',
      ],
    });
    const { password } = new URL(server.url);
    client = createRedis(`rediss://:${password}@${host}:${port}`, logger, caFile);
    return client;
  }

  afterEach(async () => {
    client?.disconnect();
    await server?.stop();
    lines.length = 0;
  });

  it.each(SERVED_NAMES)('of our authority is used, as %s', async (host) => {
    const redis = await connect(right, ours.caFile, host);
    await once(redis, 'ready');
    expect(await redis.set('transport', 'encrypted')).toBe('OK');
    const other = redis.duplicate();
    await once(other, 'ready');
    expect(await other.get('transport')).toBe('encrypted');
    other.disconnect();
  });

  it.each(wrong)('with a certificate %s is not used', async (_what, served, code) => {
    const redis = await connect(served, ours.caFile);
    const [error] = (await once(redis, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe(code);
    await expect(redis.set('transport', 'never')).rejects.toThrow();
    expect(lines.join('')).toContain('Redis is away');
    expect(lines.join('')).toContain(code);
  });

  it('is not used with the authorities that Node knows, when it is of another', async () => {
    const redis = await connect(right, undefined);
    const [error] = (await once(redis, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });
});

describe('the switch of Node that turns verification off', () => {
  const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];

  beforeAll(() => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  });

  afterAll(() => {
    if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  });

  it('changes nothing', async () => {
    const { certFile, keyFile } = filesOf({ ...right, by: others });
    const server = await startMariaDb({
      directory: path.join(directory, 'mariadb'),
      durable: false,
      flags: [`--ssl-cert=${certFile}`, `--ssl-key=${keyFile}`],
    });
    const database = createDatabase({ url: server.url, sslCaFile: ours.caFile }, apiPoolLimits);
    const asked = asSystem('test', () => database.rawDb.select('SELECT 1'));
    await expect(asked).rejects.toThrow();
    await database.close();
    await server.stop();
  });
});
