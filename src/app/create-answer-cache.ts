import { createCache } from '../cache/create-cache.js';
import type { Cache } from '../cache/create-cache.js';
import type { Database } from '../database/create-database.js';
import { keptAnswerCodec } from '../http/fast-path/kept-answer.js';
import type { KeptAnswer } from '../http/fast-path/kept-answer.js';
import type { AppContext } from './app-context.js';

/** Where answers are kept, and told of changes; undefined without Redis. */
export function createAnswerCache(
  { config, redis, clock, logger, metrics: { registry } }: AppContext,
  database: Database,
): Cache<KeptAnswer> | undefined {
  if (redis === undefined) return undefined;
  const { prefix } = config.cache;
  return createCache({ redis, database, prefix, codec: keptAnswerCodec, clock, logger, registry });
}
