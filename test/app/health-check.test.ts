import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { startHttpServer } from '../../src/http/http-server.js';
import type { HttpServer } from '../../src/http/http-server.js';
import { TestAuthority } from '../support/certificates.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/health-check.mjs', import.meta.url));
const directory = mkdtempSync(path.join(tmpdir(), 'health-check-'));
const authority = new TestAuthority(directory, 'health');
const own = authority.issue('product', { names: ['showroom.example'] });
const expired = authority.issue('expired', { names: ['showroom.example'], expired: true });
const tls = { keyFile: own.keyFile, certFile: own.certFile };
const mutual = { ...tls, clientCaFile: authority.caFile };

let server: HttpServer | undefined;

afterEach(async () => {
  await server?.stop({ idleGraceMs: 0, limitMs: 500 });
  server = undefined;
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const healthy: RequestListener = (request, response) => {
  response.statusCode = request.url === '/health' ? 200 : 404;
  response.end();
};

/** The exit code of the check, asked as the image asks. */
function check(port: number, files: Partial<typeof mutual> = {}): Promise<number> {
  const env = {
    PORT: String(port),
    TLS_CERT_FILE: files.certFile ?? '',
    TLS_CLIENT_CA_FILE: files.clientCaFile ?? '',
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [SCRIPT], { env }, () => {
      resolve(child.exitCode ?? -1);
    });
  });
}

async function start(files?: typeof tls, listener = healthy): Promise<number> {
  server = await startHttpServer(listener, { host: '127.0.0.1', port: 0, tls: files });
  return server.port;
}

describe('the health check of the image', () => {
  it.each<[string, Partial<typeof mutual>]>([
    ['plain', {}],
    ['TLS, for a name that is not this machine’s', tls],
    ['TLS with a certificate that has expired', { ...expired }],
    ['mutual TLS', mutual],
  ])('is content with a product that answers by %s', async (_how, files) => {
    const given = files.certFile === undefined ? undefined : (files as typeof tls);
    expect(await check(await start(given), files)).toBe(0);
  });

  it('is not content with a failure', async () => {
    const failing: RequestListener = (_request, response) => {
      response.statusCode = 503;
      response.end();
    };
    expect(await check(await start(undefined, failing))).toBe(1);
    await server?.stop({ idleGraceMs: 0, limitMs: 500 });
    expect(await check(await start(tls, failing), tls)).toBe(1);
  });

  it('is not content with silence, with nothing, or with plain where TLS is due', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    expect(await Promise.all([check(port), check(port, tls), check(port, mutual)])).toEqual([
      1, 1, 1,
    ]);
    for (const socket of sockets) socket.destroy();
    silent.close();
    await new Promise((resolve) => silent.once('close', resolve));
    expect(await Promise.all([check(port), check(port, mutual)])).toEqual([1, 1]);
    expect(await check(await start(), mutual)).toBe(1);
  });
});
