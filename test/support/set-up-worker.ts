import { requiredVariable } from './worker-database.js';

/** Each worker has a database of Redis to itself, as it has a schema of MariaDB. */
const url = new URL(requiredVariable('REDIS_URL'));
const worker = Number(process.env['JEST_WORKER_ID'] ?? '1');
const first = Number(url.pathname.slice(1) || '0');
url.pathname = `/${first + worker - 1}`;
process.env['REDIS_URL'] = url.href;
