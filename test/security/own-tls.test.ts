import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get as plainGet } from 'node:http';
import { request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions, SecureVersion } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHttpServer } from '../../src/http/http-server.js';
import { readTlsContext, tlsServerOptions } from '../../src/http/tls-context.js';
import { TestAuthority } from '../support/certificates.js';
import type { CertificateFiles } from '../support/certificates.js';
import { startTestApp, testConfig } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { openSocket } from '../realtime/support/socket-client.js';

const directory = mkdtempSync(path.join(tmpdir(), 'own-tls-'));
const ours = new TestAuthority(directory, 'ours');
const clients = new TestAuthority(directory, 'clients');
const others = new TestAuthority(directory, 'others');
const names = ['127.0.0.1', 'localhost'];
const served = ours.issue('served', { names });
const files = {
  keyFile: path.join(directory, 'key.pem'),
  certFile: path.join(directory, 'cert.pem'),
};
use(served);

const CA = { ca: read(ours.caFile) };
const started: TestApp[] = [];

afterAll(async () => {
  for (const app of started) await app.stop();
  rmSync(directory, { recursive: true });
});

function read(file: string): string {
  return readFileSync(file, 'utf8');
}

function use({ keyFile, certFile }: CertificateFiles): void {
  copyFileSync(keyFile, files.keyFile);
  copyFileSync(certFile, files.certFile);
}

async function startSecure(clientCaFile?: string): Promise<TestApp> {
  const tls = clientCaFile === undefined ? files : { ...files, clientCaFile };
  const { http } = testConfig();
  const app = await startTestApp({ config: { http: { ...http, tls } } });
  started.push(app);
  return app;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const portOf = (app: TestApp): number => Number(new URL(app.url).port);

interface Asked extends ConnectionOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
}

function ask(app: TestApp, options: Asked): Promise<Answer> {
  const target = { host: '127.0.0.1', port: portOf(app), path: '/health', agent: false } as const;
  return new Promise((resolve, reject) => {
    const sent = request({ ...target, ...options }, (answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (body += chunk));
      answer.on('end', () => {
        resolve({ status: answer.statusCode, headers: answer.headers, body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** The serial number of the certificate that a new connection is shown. */
function serialOf(app: TestApp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: portOf(app), ...CA }, () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.end();
    });
    socket.on('error', reject);
  });
}

/** What becomes of a client that speaks no newer TLS than this. */
function speak(app: TestApp, version: SecureVersion): Promise<string | null> {
  const versions = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' };
  return new Promise((resolve) => {
    const target = { host: '127.0.0.1', port: portOf(app), ...CA, ...versions };
    const socket = connect(target, () => {
      resolve(socket.getProtocol());
      socket.end();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('TLS of our own', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startSecure();
  });

  it('answers by it, and tells browsers to keep to it', async () => {
    const answer = await ask(app, CA);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'UP' });
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8,}/);
  });

  it('is not trusted by who trusts another authority, or asked for another name', async () => {
    await expect(ask(app, { ca: read(others.caFile) })).rejects.toMatchObject({
      code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    });
    await expect(ask(app, { ...CA, servername: 'other.example' })).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('answers nothing in plain', async () => {
    const outcome = await new Promise((resolve) => {
      plainGet(`http://127.0.0.1:${portOf(app)}/health`, (answer) => resolve(answer.statusCode)).on(
        'error',
        (error: NodeJS.ErrnoException) => resolve(error.code),
      );
    });
    expect(outcome).toBe('ECONNRESET');
  });

  it.each<[SecureVersion, string]>([
    ['TLSv1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    ['TLSv1.1', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
    ['TLSv1.2', 'TLSv1.2'],
    ['TLSv1.3', 'TLSv1.3'],
  ])('in version %s ends with %s', async (version, outcome) => {
    expect(await speak(app, version)).toBe(outcome);
  });

  it('carries sockets as well, from its own origin', async () => {
    const url = `wss://127.0.0.1:${portOf(app)}/realtime`;
    const own = await openSocket(url, [], {
      ...CA,
      origin: url.replace(/^wss(.+)\/.*/, 'https$1'),
    });
    expect(await own.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    const other = await openSocket(url, [], { ...CA, origin: 'https://evil.example' });
    expect(await other.ended).toEqual({ code: 1008, reason: 'origin not allowed' });
  });
});

describe('a renewed certificate', () => {
  it('is shown without a restart; one that does not fit its key is not', async () => {
    const app = await startSecure();
    const before = await serialOf(app);
    use(ours.issue('renewed', { names }));
    expect(await serialOf(app)).toBe(before);
    app.app.renewTls();
    const renewed = await serialOf(app);
    expect(renewed).not.toBe(before);

    copyFileSync(served.keyFile, files.keyFile);
    app.app.renewTls();
    expect(await serialOf(app)).toBe(renewed);
    writeFileSync(files.certFile, '');
    app.app.renewTls();
    expect(await serialOf(app)).toBe(renewed);
    use(served);
    expect(await speak(app, 'TLSv1.1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });
});

describe('mutual TLS', () => {
  const own = clients.issue('client', { names: ['client.example'] });
  const foreign = others.issue('foreign', { names: ['client.example'] });
  const expired = clients.issue('expired', { names: ['client.example'], expired: true });
  let app: TestApp;

  const by = ({ certFile, keyFile }: CertificateFiles): Asked => ({
    ...CA,
    cert: read(certFile),
    key: read(keyFile),
  });

  beforeAll(async () => {
    app = await startSecure(clients.caFile);
  });

  it('hears clients with a certificate of the authority', async () => {
    expect((await ask(app, by(own))).status).toBe(200);
  });

  it.each<[string, () => Asked]>([
    ['without a certificate', () => CA],
    ['with one of another authority', () => by(foreign)],
    ['with one that has expired', () => by(expired)],
  ])('hears nobody %s', async (_what, options) => {
    await expect(ask(app, options())).rejects.toThrow();
    const url = `wss://127.0.0.1:${portOf(app)}/realtime`;
    const { ca, cert, key } = options();
    await expect(openSocket(url, [], { ca, cert, key })).rejects.toThrow();
  });

  it('stays mutual when its files are read again', async () => {
    app.app.renewTls();
    expect((await ask(app, by(own))).status).toBe(200);
    await expect(ask(app, CA)).rejects.toThrow();
  });
});

describe('a connection that never shakes hands', () => {
  it('does not keep the server from stopping', async () => {
    const server = await startHttpServer(() => undefined, {
      host: '127.0.0.1',
      port: 0,
      tls: files,
    });
    const silent = connectPlain(server.port, '127.0.0.1');
    silent.on('error', () => undefined);
    await new Promise((resolve) => silent.once('connect', resolve));
    const ended = new Promise((resolve) => silent.once('close', resolve));
    await server.stop({ idleGraceMs: 0, limitMs: 500 });
    await ended;
  });

  it('is given up after ten seconds', () => {
    expect(tlsServerOptions(files).handshakeTimeout).toBe(10_000);
  });

  it('is refused to start with files that do not fit', async () => {
    const tls = { ...files, keyFile: ours.issue('another', { names }).keyFile };
    expect(() => readTlsContext(tls)).toThrow(
      expect.objectContaining({ code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' }),
    );
    const starting = startHttpServer(() => undefined, { host: '127.0.0.1', port: 0, tls });
    await expect(starting).rejects.toMatchObject({ code: 'ERR_OSSL_X509_KEY_VALUES_MISMATCH' });
  });
});
