import { MemoryFailureCounter, SharedFailureCounter } from '../cache/failure-counter.js';
import { MemoryPositionStore } from '../cache/position-store.js';
import type { PositionStore } from '../cache/position-store.js';
import { SharedPositionStore } from '../cache/shared-position-store.js';
import { noInvalidation } from '../cache/create-cache.js';
import type { Invalidation } from '../cache/create-cache.js';
import { createRedis } from '../cache/create-redis.js';
import type { RedisClient } from '../cache/create-redis.js';
import type { Config } from '../config/config.js';
import type { Database } from '../database/create-database.js';
import { EventPublisher } from '../events/event-publisher.js';
import { RedisWakeBus } from '../events/redis-wake-bus.js';
import { LocalWakeBus, WAKE_JOBS, WAKE_RELAY } from '../events/wake-bus.js';
import type { WakeBus } from '../events/wake-bus.js';
import { createIntegrations } from '../integrations/create-integrations.js';
import type { Integrations } from '../integrations/create-integrations.js';
import { JobQueue } from '../jobs/job-queue.js';
import { createMail } from '../mail/create-mail.js';
import type { PasswordHasher } from '../modules/auth/index.js';
import { createLogger } from '../observability/logger.js';
import type { Logger } from '../observability/logger.js';
import { createMetrics } from '../observability/metrics.js';
import type { Metrics } from '../observability/metrics.js';
import { ProcessState } from '../observability/process-state.js';
import { BroadcastHub } from '../realtime/broadcast-hub.js';
import type { RealtimeOptions } from '../realtime/realtime-options.js';
import { systemClock } from '../shared/clock.js';
import type { Clock } from '../shared/clock.js';
import { SealedBox } from '../shared/sealed-box.js';
import type { Platform } from './platform.js';

/** What may be replaced from outside, each by something of the same type. */
export interface AppOverrides {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly integrations?: Partial<Pick<Integrations, 'leadScoring' | 'sms' | 'mail'>>;
  readonly passwordHasher?: PasswordHasher;
  /** Times and limits of the sockets, where others are wanted. */
  readonly realtimeOptions?: Partial<RealtimeOptions>;
}

/** What every part of the process shares. */
export interface AppContext {
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly processState: ProcessState;
  readonly integrations: Integrations;
  readonly redis: RedisClient | undefined;
  readonly wakeBus: WakeBus;
  readonly broadcast: BroadcastHub;
  readonly positions: PositionStore;
  readonly passwordHasher: PasswordHasher | undefined;
  readonly realtimeOptions: Partial<RealtimeOptions> | undefined;
}

/** Makes what is shared; Redis is looked for at once, and never waited for. */
export function createContext(config: Config, overrides: AppOverrides): AppContext {
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const metrics = createMetrics();
  const { registry } = metrics;
  const integrations = createIntegrations(config, { logger, registry, clock });
  const { redisUrl, redisSslCaFile } = config;
  const redis = redisUrl === undefined ? undefined : createRedis(redisUrl, logger, redisSslCaFile);
  return {
    config,
    clock,
    logger,
    metrics,
    processState: new ProcessState(),
    integrations: { ...integrations, ...overrides.integrations },
    redis,
    wakeBus: redis === undefined ? new LocalWakeBus() : new RedisWakeBus({ redis, logger }),
    broadcast: new BroadcastHub({ redis, clock, logger }),
    positions:
      redis === undefined
        ? new MemoryPositionStore()
        : new SharedPositionStore({ redis, logger, prefix: config.cache.prefix }),
    passwordHasher: overrides.passwordHasher,
    realtimeOptions: overrides.realtimeOptions,
  };
}

/** What modules are built on, over one pool; `invalidation` where the process keeps answers. */
export function createPlatform(
  context: AppContext,
  database: Database,
  invalidation: Invalidation = noInvalidation,
): Platform {
  const { clock, logger, redis, wakeBus } = context;
  const basis = { ...database, clock };
  const jobs = new JobQueue({ ...basis, wakeJobs: () => wakeBus.publish(WAKE_JOBS) });
  const sender = context.integrations.mail;
  const sealedBox = new SealedBox(context.config.dataEncryptionKeys);
  return {
    ...context,
    database,
    events: new EventPublisher({ ...basis, wakeRelay: () => wakeBus.publish(WAKE_RELAY) }),
    jobs,
    invalidation,
    mail: createMail({ database, jobs, clock, logger, sender, sealedBox }),
    failureCounter:
      redis === undefined
        ? new MemoryFailureCounter(clock)
        : new SharedFailureCounter({ redis, clock, logger }),
  };
}

/** Lets go of what is shared. */
export async function closeContext(context: AppContext): Promise<void> {
  await context.integrations.close();
  await context.wakeBus.close();
  context.redis?.disconnect();
}
