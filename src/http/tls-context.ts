import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { TlsFiles } from '../config/config.js';
import { TLS_SUITES } from './tls-suites.js';

const HANDSHAKE_MS = 10_000;

/**
 * What of TLS can be renewed while the server runs: our certificate and its key, and the authority
 * of clients. Throws when a file cannot be read, or key and certificate are no pair.
 */
export function readTlsContext({
  keyFile,
  certFile,
  clientCaFile,
}: TlsFiles): SecureContextOptions {
  const context: SecureContextOptions = {
    key: readFileSync(keyFile),
    cert: readFileSync(certFile),
    minVersion: 'TLSv1.2',
    ciphers: TLS_SUITES.join(':'),
    honorCipherOrder: true,
    ...(clientCaFile === undefined ? {} : { ca: readFileSync(clientCaFile) }),
  };
  createSecureContext(context);
  return context;
}

/** Settings of a TLS server. With `clientCaFile`, nobody is heard without a certificate of it. */
export function tlsServerOptions(files: TlsFiles): TlsOptions {
  const isMutual = files.clientCaFile !== undefined;
  return {
    ...readTlsContext(files),
    handshakeTimeout: HANDSHAKE_MS,
    ...(isMutual ? { requestCert: true, rejectUnauthorized: true } : {}),
  };
}
