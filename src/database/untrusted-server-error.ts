/** Names of Node's and OpenSSL's verification faults, and the driver's for a server without TLS. */
const MEANINGS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is of another host',
  ER_SERVER_SSL_DISABLED: 'it does not speak TLS',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is of another authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is of another authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is of another authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is of another authority',
};

/** The database is there, and is not the one that `DATABASE_SSL_CA` vouches for. */
export class UntrustedServerError extends Error {
  override readonly name = 'UntrustedServerError';

  constructor(readonly code: string) {
    super(`The database cannot be trusted by DATABASE_SSL_CA: ${MEANINGS[code] ?? ''} (${code}).`);
  }
}

/** The fault of trust behind a failed connection; undefined for every other failure. */
export function asUntrusted(error: unknown): UntrustedServerError | undefined {
  const original: unknown = Reflect.get(Object(error), 'original');
  const code: unknown = Reflect.get(Object(original ?? error), 'code');
  return typeof code === 'string' && Object.hasOwn(MEANINGS, code)
    ? new UntrustedServerError(code)
    : undefined;
}
