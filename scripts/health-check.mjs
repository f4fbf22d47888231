// Tells by its exit code whether the product on this machine answers: for `HEALTHCHECK`.
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';

const LIMIT_MS = 2_500;
const { PORT = '3000', TLS_CERT_FILE = '', TLS_CLIENT_CA_FILE = '' } = process.env;

const get = TLS_CERT_FILE === '' ? getPlain : getSecure;
const request = get(
  {
    host: '127.0.0.1',
    port: PORT,
    path: '/health',
    agent: false,
    // Of this machine, and nothing secret is sent: whoever answers shows that it lives. The
    // certificate is for the name by which clients know it, and may be renewed at any moment.
    rejectUnauthorized: false,
  },
  ({ statusCode }) => finish(statusCode === 200),
);
setTimeout(() => finish(false), LIMIT_MS);
// With mutual TLS we have no certificate to show; to be asked for one is a sign of life.
request.on('error', ({ code = '' }) =>
  finish(TLS_CLIENT_CA_FILE !== '' && code.startsWith('ERR_SSL_') && code.includes('CERTIFICATE')),
);

function finish(isAlive) {
  process.exit(isAlive ? 0 : 1);
}
