import request from 'supertest';
import type { Response } from 'supertest';
import { collectFrames } from '../../src/app/collect-routes.js';
import type { Database } from '../../src/database/create-database.js';
import { createHttpApp } from '../../src/http/create-http-app.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { openapiYaml } from '../../src/http/openapi/build-openapi-document.js';
import { createOperationsRoutes } from '../../src/http/operations/create-operations-routes.js';
import { createLogger } from '../../src/observability/logger.js';
import { createMetrics } from '../../src/observability/metrics.js';
import { createOutboxLag } from '../../src/observability/outbox-lag.js';
import { poolUsageOf } from '../../src/observability/pool-usage.js';
import { ProcessState } from '../../src/observability/process-state.js';
import { Readiness } from '../../src/observability/readiness.js';
import type { DependencyName, DependencyProbe } from '../../src/observability/readiness.js';
import { buildAsyncapiDocument } from '../../src/realtime/asyncapi/build-asyncapi-document.js';
import { systemClock } from '../../src/shared/clock.js';
import { unauthenticated } from '../../src/shared/errors.js';
import { expectContract } from './contract.js';

export interface OperationsOptions {
  readonly database: Database;
  readonly probes?: Partial<Record<DependencyName, DependencyProbe>>;
  readonly trustProxy?: number;
  readonly keepMs?: number;
}

/** The operations, and the state of the process that they tell. */
export interface Operations {
  readonly processState: ProcessState;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
}

/** The operations behind the real HTTP layer, with the real database unless told otherwise. */
export function startOperations(options: OperationsOptions): Operations {
  const { database, probes = {}, trustProxy = 0, keepMs = 0 } = options;
  const logger = createLogger('silent');
  const metrics = createMetrics();
  const processState = new ProcessState();
  const readiness = new Readiness({
    probes: {
      database: async () => {
        await database.rawDb.select('SELECT 1');
        return 'up';
      },
      cache: () => Promise.resolve('up'),
      scoring: () => Promise.resolve('up'),
      sms: () => Promise.resolve('disabled'),
      ...probes,
    },
    processState,
    logger,
    probeMs: 200,
    keepMs,
  });
  metrics.watchPool('api', () => poolUsageOf(database.sequelize));
  metrics.watchOutbox(createOutboxLag(database.rawDb, systemClock));
  const routes: AnyRoute[] = createOperationsRoutes({
    clock: systemClock,
    processState,
    readiness,
    metrics,
    openapiYaml: () => openapiYaml(routes),
    asyncapi: () => buildAsyncapiDocument(collectFrames()),
  });
  const app = createHttpApp({
    routes,
    config: { trustProxy, allowedOrigins: [], rateLimitPerMinute: 1_200 },
    authenticator: {
      authenticate: () => Promise.reject(unauthenticated()),
      remembered: () => undefined,
    },
    database,
    logger,
    clock: systemClock,
    observer: metrics.http,
  });
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Response> => {
    const response = await request(app).get(path).set(headers);
    expectContract(response, { method: 'GET', path });
    return response;
  };
  return { processState, get };
}
