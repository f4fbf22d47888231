import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';

/**
 * Settings of TLS to a server whose certificate has to be signed by the authority of `caFile` and
 * has to name `host`. The mariadb driver by itself looks at the name only after it has logged in,
 * and takes an address for `localhost`.
 */
export function trustedTls(caFile: string, host: string): ConnectionOptions {
  return {
    ca: readFileSync(caFile, 'utf8'),
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    // RFC 6066, section 3: an address is not sent as the name of a server.
    ...(isIP(host) === 0 ? { servername: host } : {}),
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  };
}
