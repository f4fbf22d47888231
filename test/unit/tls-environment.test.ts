import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError } from '../../src/config/config-error.js';
import { loadConfig } from '../../src/config/load-config.js';
import { TestAuthority } from '../support/certificates.js';

const directory = mkdtempSync(path.join(tmpdir(), 'tls-environment-'));
afterAll(() => rmSync(directory, { recursive: true }));

const authority = new TestAuthority(directory, 'authority');
const own = authority.issue('own', { names: ['api.example'] });
const other = authority.issue('other', { names: ['other.example'] });
const garbage = path.join(directory, 'garbage.pem');
writeFileSync(garbage, 'garbage');
const encrypted = path.join(directory, 'encrypted.pem');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const cipher = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
writeFileSync(encrypted, privateKey.export(cipher));
const nowhere = path.join(directory, 'nowhere.pem');

const minimal = {
  DATABASE_URL: 'mariadb://app:@db.example/showroom',
  JWT_SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};
const pair = { TLS_KEY_FILE: own.keyFile, TLS_CERT_FILE: own.certFile };

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig({ ...minimal, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('TLS of our own', () => {
  it('is plain HTTP without files', () => {
    expect(loadConfig(minimal).http.tls).toBeUndefined();
  });

  it('takes key, certificate and authority of clients', () => {
    const files = { keyFile: own.keyFile, certFile: own.certFile };
    expect(loadConfig({ ...minimal, ...pair }).http.tls).toEqual(files);
    const mutual = { ...minimal, ...pair, TLS_CLIENT_CA_FILE: authority.caFile };
    expect(loadConfig(mutual).http.tls).toEqual({ ...files, clientCaFile: authority.caFile });
  });

  it.each<[string, NodeJS.ProcessEnv, string[]]>([
    [
      'a key alone',
      { TLS_KEY_FILE: own.keyFile },
      ['TLS_CERT_FILE is missing; TLS_KEY_FILE needs it'],
    ],
    [
      'a certificate alone',
      { TLS_CERT_FILE: own.certFile },
      ['TLS_KEY_FILE is missing; TLS_CERT_FILE needs it'],
    ],
    [
      'an authority of clients alone',
      { TLS_CLIENT_CA_FILE: authority.caFile },
      [
        'TLS_KEY_FILE is missing; TLS_CLIENT_CA_FILE needs it',
        'TLS_CERT_FILE is missing; TLS_CLIENT_CA_FILE needs it',
      ],
    ],
    [
      'the key of another certificate',
      { TLS_KEY_FILE: other.keyFile, TLS_CERT_FILE: own.certFile },
      ['TLS_KEY_FILE holds another key than that of the certificate in TLS_CERT_FILE'],
    ],
    [
      'files that are not there',
      { TLS_KEY_FILE: nowhere, TLS_CERT_FILE: nowhere, TLS_CLIENT_CA_FILE: nowhere },
      ['TLS_KEY_FILE', 'TLS_CERT_FILE', 'TLS_CLIENT_CA_FILE'].map(
        (name) => `${name} names a file that cannot be read`,
      ),
    ],
    [
      'files of something else',
      { TLS_KEY_FILE: garbage, TLS_CERT_FILE: own.keyFile, TLS_CLIENT_CA_FILE: garbage },
      [
        'TLS_KEY_FILE names a file that is not an unencrypted private key in PEM',
        'TLS_CERT_FILE names a file that is not a certificate in PEM',
        'TLS_CLIENT_CA_FILE names a file that is not a certificate in PEM',
      ],
    ],
    [
      'a key behind a passphrase',
      { ...pair, TLS_KEY_FILE: encrypted },
      ['TLS_KEY_FILE names a file that is not an unencrypted private key in PEM'],
    ],
  ])('names the fault of %s', (_what, env, faults) => {
    expect(faultsOf(env)).toEqual(faults);
  });
});

describe('authorities of servers', () => {
  it('have to be certificates', () => {
    const faults = faultsOf({
      DATABASE_SSL_CA: garbage,
      REDIS_URL: 'rediss://cache.example',
      REDIS_SSL_CA: nowhere,
    });
    expect(faults).toEqual([
      'DATABASE_SSL_CA names a file that is not a certificate in PEM',
      'REDIS_SSL_CA names a file that cannot be read',
    ]);
  });

  it.each([{ REDIS_URL: 'redis://cache.example' }, {}])(
    'for a Redis that is asked in plain are a mistake (%j)',
    (env) => {
      expect(faultsOf({ ...env, REDIS_SSL_CA: authority.caFile })).toEqual([
        'REDIS_SSL_CA is of use only with a REDIS_URL that begins with rediss:',
      ]);
    },
  );
});
