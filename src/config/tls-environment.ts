import { X509Certificate, createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { TlsFiles } from './config.js';
import { readText } from './read-environment.js';
import type { Variables } from './read-environment.js';

/** Names a PEM file of certificates, of authorities or of our own. */
export const certificateFile = z
  .string()
  .refine((file) => readText(file) !== undefined, {
    message: 'names a file that cannot be read',
    abort: true,
  })
  .refine(
    (file) => readCertificate(file) !== undefined,
    'names a file that is not a certificate in PEM',
  );

const keyFile = z
  .string()
  .refine((file) => readText(file) !== undefined, {
    message: 'names a file that cannot be read',
    abort: true,
  })
  .refine(
    (file) => readKey(file) !== undefined,
    'names a file that is not an unencrypted private key in PEM',
  );

/** Our own TLS; without key and certificate the product speaks plain HTTP. */
export const tlsEnvironmentSchema = z.object({
  TLS_KEY_FILE: keyFile.optional(),
  TLS_CERT_FILE: certificateFile.optional(),
  TLS_CLIENT_CA_FILE: certificateFile.optional(),
});

type TlsEnvironment = z.output<typeof tlsEnvironmentSchema>;

/** What does not fit together, though each variable for itself is right. */
export function tlsFaults(variables: Variables): string[] {
  const needed = ['TLS_KEY_FILE', 'TLS_CERT_FILE'].filter((name) => variables[name] === undefined);
  const given = ['TLS_KEY_FILE', 'TLS_CERT_FILE', 'TLS_CLIENT_CA_FILE'].filter(
    (name) => variables[name] !== undefined,
  );
  const faults =
    given.length === 0
      ? []
      : needed.map((name) => `${name} is missing; ${given.join(' and ')} needs it`);
  if (!isPair(variables['TLS_KEY_FILE'], variables['TLS_CERT_FILE'])) {
    faults.push('TLS_KEY_FILE holds another key than that of the certificate in TLS_CERT_FILE');
  }
  return [...faults, ...redisFaults(variables)];
}

function redisFaults({ REDIS_SSL_CA: authority, REDIS_URL: url }: Variables): string[] {
  if (authority === undefined || url?.startsWith('rediss:') === true) return [];
  return ['REDIS_SSL_CA is of use only with a REDIS_URL that begins with rediss:'];
}

/** Where the files are; undefined for plain HTTP. */
export function toTlsFiles(environment: TlsEnvironment): TlsFiles | undefined {
  const {
    TLS_KEY_FILE: key,
    TLS_CERT_FILE: certificate,
    TLS_CLIENT_CA_FILE: clientCa,
  } = environment;
  if (key === undefined || certificate === undefined) return undefined;
  const files = { keyFile: key, certFile: certificate };
  return clientCa === undefined ? files : { ...files, clientCaFile: clientCa };
}

/** True also when one of them is unreadable, which is another fault. */
function isPair(key: string | undefined, certificate: string | undefined): boolean {
  const privateKey = key === undefined ? undefined : readKey(key);
  const own = certificate === undefined ? undefined : readCertificate(certificate);
  return privateKey === undefined || own === undefined || own.checkPrivateKey(privateKey);
}

function readKey(file: string): KeyObject | undefined {
  try {
    return createPrivateKey(readText(file) ?? '');
  } catch {
    return undefined;
  }
}

function readCertificate(file: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readText(file) ?? '');
  } catch {
    return undefined;
  }
}
