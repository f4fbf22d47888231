import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import type { Logger } from '../observability/logger.js';

/** The client, for those who only pass it on. */
export type RedisClient = Redis;

const CONNECT_MS = 1_000;
const COMMAND_MS = 500;
const RECONNECT_MS = 1_000;

/**
 * A client that never makes anybody wait: without a connection commands fail at once, a silent
 * peer is given up after half a second, and the connection is tried again for ever. `rediss:` is
 * TLS, verified by the authority of `sslCaFile`, or by those that Node knows.
 */
export function createRedis(url: string, logger: Logger, sslCaFile?: string): Redis {
  const redis = new Redis(url, {
    ...tlsOptions(url, sslCaFile),
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MS),
  });
  let isAway = false;
  redis.on('error', (err: unknown) => {
    if (!isAway) logger.warn({ err }, 'Redis is away');
    isAway = true;
  });
  redis.on('ready', () => {
    if (isAway) logger.info('Redis is back');
    isAway = false;
  });
  return redis;
}

/** Verified whatever the environment of Node says: chain, and name or address of the URL. */
function tlsOptions(url: string, caFile: string | undefined): Pick<RedisOptions, 'tls'> {
  if (new URL(url).protocol !== 'rediss:') return {};
  const authority = caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') };
  return { tls: { ...authority, rejectUnauthorized: true, minVersion: 'TLSv1.2' } };
}
