import { MemoryPositionStore } from '../cache/position-store.js';
import { noInvalidation } from '../cache/create-cache.js';
import { MemoryFailureCounter } from '../cache/failure-counter.js';
import { apiPoolLimits, createDatabase } from '../database/create-database.js';
import { EventPublisher } from '../events/event-publisher.js';
import type { FrameDescription } from '../events/frame-description.js';
import { createCacheRoute } from '../http/operations/cache-route.js';
import { createOperationsRoutes } from '../http/operations/create-operations-routes.js';
import type { AnyRoute } from '../http/define-route.js';
import { createIntegrations } from '../integrations/create-integrations.js';
import { JobQueue } from '../jobs/job-queue.js';
import { createMail } from '../mail/create-mail.js';
import { createLogger } from '../observability/logger.js';
import { createMetrics } from '../observability/metrics.js';
import { ProcessState } from '../observability/process-state.js';
import { createTicketRoutes } from '../realtime/ticket-routes.js';
import { TicketStore } from '../realtime/ticket-store.js';
import { defaultRealtimeOptions } from '../realtime/realtime-options.js';
import { systemClock } from '../shared/clock.js';
import { SealedBox } from '../shared/sealed-box.js';
import { allFrames } from './all-frames.js';
import { buildModules } from './build-modules.js';
import type { BuiltModules } from './build-modules.js';
import { anySealingKey, anySigningKey } from './spare-keys.js';

/**
 * Every route of the product, without a database: for the document and for the checks of it.
 * The routes can be read, not called.
 */
export function collectRoutes(): AnyRoute[] {
  return [...operationsRoutes(), ...describeProduct().routes];
}

/** Every frame of the product, without a database: for the document and for the checks of it. */
export function collectFrames(): FrameDescription[] {
  return allFrames(describeProduct().parts);
}

/** What the modules bring, to be read. */
export function describeProduct(): Pick<BuiltModules, 'parts'> & { routes: readonly AnyRoute[] } {
  // A pool connects when it is first used, which this one never is.
  const database = createDatabase({ url: 'mariadb://nobody@127.0.0.1:1/none' }, apiPoolLimits);
  const clock = systemClock;
  const logger = createLogger('silent');
  const { registry } = createMetrics();
  const basis = { ...database, clock };
  const jobs = new JobQueue({ ...basis, wakeJobs: unreachable });
  const outside = { sms: { provider: 'log' }, mail: { provider: 'log' } } as const;
  const integrations = createIntegrations(outside, { logger, registry, clock });
  const mailDeps = { jobs, clock, logger, sender: integrations.mail };
  const sealingKey = anySealingKey();
  const sealedBox = new SealedBox([sealingKey]);
  const { parts } = buildModules({
    config: { signingKeyPem: anySigningKey(), dataEncryptionKeys: [sealingKey] },
    clock,
    logger,
    database,
    events: new EventPublisher({ ...basis, wakeRelay: unreachable }),
    jobs,
    invalidation: noInvalidation,
    mail: createMail({ ...mailDeps, database, sealedBox }),
    broadcast: { send: unreachable },
    positions: new MemoryPositionStore(),
    failureCounter: new MemoryFailureCounter(clock),
    integrations,
  });
  const { ticketSeconds } = defaultRealtimeOptions;
  const tickets = new TicketStore({ database, clock, ticketSeconds });
  const routes = [
    ...parts.routes,
    ...createTicketRoutes({ tickets, ticketSeconds }),
    createCacheRoute({ invalidation: noInvalidation }),
  ];
  return { parts, routes };
}

function unreachable(): never {
  throw new Error('These routes are for reading only.');
}

function operationsRoutes(): AnyRoute[] {
  return createOperationsRoutes({
    clock: systemClock,
    processState: new ProcessState(),
    readiness: { check: unreachable },
    metrics: createMetrics(),
    openapiYaml: unreachable,
    asyncapi: unreachable,
  });
}
