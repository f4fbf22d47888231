import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDatabase, migrationPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { TestAuthority } from '../support/certificates.js';
import type { CertificateFiles } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { requiredVariable, workerDatabaseUrl } from '../support/worker-database.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LONG = 60_000;

const url = new URL(workerDatabaseUrl(process.env['JEST_WORKER_ID'] ?? '1'));
url.pathname += '_process';
const name = url.pathname.slice(1);
const started: ChildProcess[] = [];
let server: Database;

const dataKey = randomBytes(32).toString('base64');
const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

beforeEach(async () => {
  const root = new URL(url);
  root.pathname = '/';
  server = createDatabase({ url: root.href }, migrationPoolLimits);
  await run(`DROP DATABASE IF EXISTS \`${name}\``);
  await run(`CREATE DATABASE \`${name}\``);
});

afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await run(`DROP DATABASE IF EXISTS \`${name}\``);
  await server.close();
});

async function run(sql: string): Promise<void> {
  await server.sequelize.query(sql, { transaction: null });
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  output(): string;
}

/** The program as `npm start` runs it, from its sources. */
function start(words: readonly string[], more: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...words], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: url.href,
      REDIS_URL: requiredVariable('REDIS_URL'),
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      SMS_PROVIDER: 'log',
      JWT_SIGNING_KEY: signingKey,
      DATA_ENCRYPTION_KEY: dataKey,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let text = '';
  child.stdout.on('data', (data: Buffer) => (text += data.toString()));
  child.stderr.on('data', (data: Buffer) => (text += data.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return { child, ended, output: () => text };
}

/** The serial number of the certificate that a new connection is shown. */
function serialOf(port: number, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', reject);
  });
}

describe('the program', () => {
  it(
    'refuses an older schema in one message, starts on a migrated one, and ends at SIGTERM',
    async () => {
      const early = start([]);
      expect(await early.ended).toEqual({ code: 78, signal: null });
      expect(early.output()).toContain('The database lacks');
      expect(early.output()).toContain('0001-spine');
      expect(early.output()).toContain('npm run migrate');
      expect(early.output()).not.toContain('    at ');

      const migration = start(['migrate']);
      expect([await migration.ended, migration.output()]).toEqual([
        { code: 0, signal: null },
        expect.stringContaining('the schema is up to date'),
      ]);

      const program = start([]);
      await eventually(program.output, (text) => text.includes('"listening"'), 30_000);
      const port = /"port":(\d+)/.exec(program.output())?.[1] ?? '';
      const startup = await fetch(`http://127.0.0.1:${port}/startup`);
      expect(startup.status).toBe(200);
      await startup.text();
      program.child.kill('SIGTERM');
      expect(await program.ended).toEqual({ code: 0, signal: null });
      expect(program.output()).toContain('"stopped"');
    },
    LONG,
  );

  it(
    'shows a renewed certificate after SIGHUP, to the next connection and without an end',
    async () => {
      expect(await start(['migrate']).ended).toEqual({ code: 0, signal: null });
      const directory = mkdtempSync(path.join(tmpdir(), 'renewal-'));
      const authority = new TestAuthority(directory, 'renewal');
      const tls = {
        TLS_KEY_FILE: path.join(directory, 'key.pem'),
        TLS_CERT_FILE: path.join(directory, 'cert.pem'),
      };
      const use = ({ keyFile, certFile }: CertificateFiles): void => {
        copyFileSync(keyFile, tls.TLS_KEY_FILE);
        copyFileSync(certFile, tls.TLS_CERT_FILE);
      };
      use(authority.issue('first', { names: ['127.0.0.1'] }));
      const program = start([], tls);
      await eventually(program.output, (text) => text.includes('"listening"'), 30_000);
      const port = Number(/"port":(\d+)/.exec(program.output())?.[1]);
      const shown = (): Promise<string> => serialOf(port, readFileSync(authority.caFile, 'utf8'));
      const first = await shown();
      use(authority.issue('second', { names: ['127.0.0.1'] }));
      expect(await shown()).toBe(first);
      program.child.kill('SIGHUP');
      const second = await eventually(shown, (serial) => serial !== first);
      await eventually(program.output, (text) => text.includes('the files of TLS were read again'));

      writeFileSync(tls.TLS_KEY_FILE, 'no key');
      program.child.kill('SIGHUP');
      await eventually(program.output, (text) => text.includes('the files of TLS do not fit'));
      expect(await shown()).toBe(second);
      expect(program.child.exitCode).toBeNull();
      program.child.kill('SIGTERM');
      expect(await program.ended).toEqual({ code: 0, signal: null });
      rmSync(directory, { recursive: true });
    },
    LONG,
  );

  it(
    'waits for a database that cannot be reached yet',
    async () => {
      const closed = createServer().listen(0, '127.0.0.1');
      await once(closed, 'listening');
      const { port } = closed.address() as AddressInfo;
      closed.close();
      await once(closed, 'close');
      const program = start([], { DATABASE_URL: `mariadb://root:@127.0.0.1:${port}/none` });
      await eventually(program.output, (text) => text.includes('waiting for the database'), 30_000);
      expect(program.child.exitCode).toBeNull();
      program.child.kill('SIGTERM');
      expect((await program.ended).signal).toBe('SIGTERM');
    },
    LONG,
  );

  it(
    'names what is wrong with its environment, and ends with the code for that',
    async () => {
      const program = start([], { DATABASE_URL: 'nonsense', SMS_PROVIDER: 'pigeon' });
      expect(await program.ended).toEqual({ code: 78, signal: null });
      expect(program.output()).toContain('DATABASE_URL');
      expect(program.output()).toContain('SMS_PROVIDER');
    },
    LONG,
  );

  it(
    'ends when nobody catches a failure: its port is taken',
    async () => {
      expect(await start(['migrate']).ended).toEqual({ code: 0, signal: null });
      const taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      const { port } = taken.address() as AddressInfo;
      const program = start([], { PORT: String(port) });
      expect((await program.ended).code).toBe(1);
      expect(program.output()).toContain('EADDRINUSE');
      expect(program.output()).toContain('the process ends because of an error that nobody caught');
      taken.close();
    },
    LONG,
  );
});
