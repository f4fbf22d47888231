import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, getCiphers } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHttpServer } from '../../src/http/http-server.js';
import type { HttpServer } from '../../src/http/http-server.js';
import { TestAuthority } from '../support/certificates.js';

const directory = mkdtempSync(path.join(tmpdir(), 'tls-suites-'));
const authority = new TestAuthority(directory, 'authority');
const tls = authority.issue('served', { names: ['127.0.0.1'] });
const ca = readFileSync(authority.caFile);
const FORWARD_SECRET_AEAD =
  /^(?:ECDHE-(?:ECDSA|RSA)|TLS_(?:AES|CHACHA20))[A-Z0-9_-]*(?:GCM|POLY1305)/;

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer(() => undefined, { host: '127.0.0.1', port: 0, tls });
});
afterAll(async () => {
  await server.stop({ idleGraceMs: 0, limitMs: 500 });
  rmSync(directory, { recursive: true });
});

/** The suite that the server chooses of those offered; undefined when it takes none. */
function chosenOf(offer: ConnectionOptions): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: server.port, ca, ...offer }, () => {
      resolve(socket.getCipher().name);
      socket.destroy();
    });
    socket.on('error', () => resolve(undefined));
  });
}

/** Every suite by which the server speaks this version, when nothing else is offered. */
async function takenIn(version: 'TLSv1.2' | 'TLSv1.3'): Promise<readonly string[]> {
  const isNew = version === 'TLSv1.3';
  const names = getCiphers().map((name) => name.toUpperCase());
  const offered = names.filter((name) => name.startsWith('TLS_') === isNew);
  expect(offered.length).toBeGreaterThan(isNew ? 2 : 20);
  const taken: string[] = [];
  for (const name of offered) {
    const ciphers = isNew ? name : `${name}:@SECLEVEL=0`;
    const chosen = await chosenOf({ ciphers, minVersion: version, maxVersion: version });
    if (chosen !== undefined) taken.push(chosen);
  }
  return taken;
}

describe('cipher suites of our own TLS', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'in %s are forward-secret with authenticated encryption, and no others',
    async (version) => {
      const taken = await takenIn(version);
      expect(taken).toHaveLength(3);
      for (const name of taken) expect(name).toMatch(FORWARD_SECRET_AEAD);
    },
  );

  it.each([
    ['TLSv1.2', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
    ['TLSv1.3', 'TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'],
  ] as const)('in %s are chosen by us, the strongest first', async (version, weaker, stronger) => {
    const offer = { minVersion: version, maxVersion: version, ciphers: `${weaker}:${stronger}` };
    expect(await chosenOf(offer)).toBe(stronger);
  });
});
