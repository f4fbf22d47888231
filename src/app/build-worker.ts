import type { Cache } from '../cache/create-cache.js';
import type { Database } from '../database/create-database.js';
import { createEventRuntime } from '../events/create-event-runtime.js';
import type { EventRuntime } from '../events/create-event-runtime.js';
import type { KeptAnswer } from '../http/fast-path/kept-answer.js';
import type { Schedule } from '../jobs/job.js';
import { createPlatform } from './app-context.js';
import type { AppContext } from './app-context.js';
import { buildModules } from './build-modules.js';

/** What the worker shares with the front. */
interface WorkerParts {
  readonly schedules: readonly Schedule[];
  readonly cache: Cache<KeptAnswer> | undefined;
}

/** What happens after a commit, on a pool of its own: relay, deliveries, jobs and schedules. */
export function buildWorker(
  context: AppContext,
  database: Database,
  { schedules, cache }: WorkerParts,
): EventRuntime {
  const platform = createPlatform(context, database, cache?.invalidation);
  const { parts } = buildModules(platform);
  const { mail } = platform;
  return createEventRuntime({
    ...context,
    database,
    subscribers: parts.subscribers,
    mappings: parts.realtime,
    jobs: [...parts.jobs, ...mail.jobs],
    schedules: [...parts.schedules, ...mail.schedules, ...schedules],
    afterRelay: parts.afterRelay,
    registry: context.metrics.registry,
  });
}
