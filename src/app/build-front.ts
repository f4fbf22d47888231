import type { RequestListener } from 'node:http';
import type { Cache } from '../cache/create-cache.js';
import type { Database } from '../database/create-database.js';
import { createHttpApp, createHttpParts } from '../http/create-http-app.js';
import type { AnyRoute } from '../http/define-route.js';
import { createFastPath } from '../http/fast-path/create-fast-path.js';
import type { KeptAnswer } from '../http/fast-path/kept-answer.js';
import { openapiYaml } from '../http/openapi/build-openapi-document.js';
import type { DocsDeps } from '../http/operations/docs-routes.js';
import { createCacheRoute } from '../http/operations/cache-route.js';
import { createOperationsRoutes } from '../http/operations/create-operations-routes.js';
import type { Schedule } from '../jobs/job.js';
import { buildAsyncapiDocument } from '../realtime/asyncapi/build-asyncapi-document.js';
import { createRealtime } from '../realtime/create-realtime.js';
import type { Realtime } from '../realtime/create-realtime.js';
import { allFrames } from './all-frames.js';
import { createPlatform } from './app-context.js';
import type { AppContext } from './app-context.js';
import { buildModules } from './build-modules.js';
import type { BuiltModules, Modules } from './build-modules.js';
import { createReadiness } from './create-readiness.js';

/** What somebody is waiting for: HTTP and the sockets, on the pool of the API. */
export interface Front {
  readonly modules: Modules;
  readonly http: RequestListener;
  readonly realtime: Realtime;
  readonly schedules: readonly Schedule[];
}

/** Wires HTTP and sockets. Without the role `api` only the operations at the root are served. */
export function buildFront(
  context: AppContext,
  database: Database,
  cache: Cache<KeptAnswer> | undefined,
): Front {
  const { config, redis, logger, clock, metrics } = context;
  const platform = createPlatform(context, database, cache?.invalidation);
  const built = buildModules(platform, () => product);
  const realtime = createSockets(context, database, built);
  const product: readonly AnyRoute[] = [
    ...built.parts.routes,
    ...realtime.routes,
    createCacheRoute(platform),
  ];
  const operations = createOperations(context, database, {
    openapiYaml: () => openapiYaml(all),
    asyncapi: () => buildAsyncapiDocument(allFrames(built.parts)),
  });
  const all: readonly AnyRoute[] = [...operations, ...product];
  const deps = {
    routes: config.roles.has('api') ? all : operations,
    config: config.http,
    authenticator: built.modules.auth.authenticator,
    auditTrail: built.modules.audit.trail,
    database,
    redis,
    logger,
    clock,
    observer: metrics.http,
    answers: config.cache.keeps ? cache?.answers : undefined,
  };
  const parts = createHttpParts(deps);
  const app = createHttpApp(deps, parts);
  const { answers } = deps;
  const http = answers === undefined ? app : createFastPath({ ...deps, ...parts, answers }, app);
  return { modules: built.modules, http, realtime, schedules: realtime.schedules };
}

function createSockets(context: AppContext, database: Database, built: BuiltModules): Realtime {
  const { parts, modules } = built;
  const { config, metrics } = context;
  return createRealtime({
    ...context,
    database,
    http: config.http,
    registry: metrics.registry,
    principalLoader: modules.auth.principalLoader,
    mayReadNames: ({ scopes }) => scopes.has('customers:read'),
    roomRules: parts.roomRules,
    snapshots: parts.snapshots,
    auditTrail: modules.audit.trail,
    enrichers: parts.frameEnrichers,
    commands: parts.commands,
    options: context.realtimeOptions,
  });
}

function createOperations(
  context: AppContext,
  database: Database,
  documents: DocsDeps,
): readonly AnyRoute[] {
  return createOperationsRoutes({
    ...context,
    readiness: createReadiness(context, database),
    ...documents,
  });
}
