import express, { Router } from 'express';
import type { Express, RequestHandler } from 'express';
import type { Config } from '../config/config.js';
import type { Database } from '../database/create-database.js';
import type { HttpObserver } from '../observability/http-observer.js';
import type { Logger } from '../observability/logger.js';
import { runInContext } from '../observability/request-context.js';
import type { AuditTrail } from '../shared/audit-trail.js';
import { createClientAddress } from '../shared/client-address.js';
import type { ClientAddressOf } from '../shared/client-address.js';
import type { Clock } from '../shared/clock.js';
import { problem } from '../shared/errors.js';
import { createAdmission } from './admission.js';
import type { Admission } from './admission.js';
import { writeHead } from './answer-head.js';
import type { AnyRoute } from './define-route.js';
import { createEntrance, malformedRequest } from './entrance.js';
import type { Entrance } from './entrance.js';
import type { KeptAnswers } from './fast-path/kept-answer.js';
import { IdempotencyStore } from './idempotency-store.js';
import type { Authenticator } from './middlewares/authenticate.js';
import { createProblemHandler } from './middlewares/problem-handler.js';
import { createRateLimiter } from './middlewares/rate-limit.js';
import type { RateLimiter } from './middlewares/rate-limit.js';
import type { RateLimitRedis } from './middlewares/rate-limit-store.js';
import { requireState } from './request-state.js';
import { createRouteHandler } from './route-handler.js';
import type { RouteHandlerDeps } from './route-handler.js';
import { expressPath, groupByPath, pathFamily } from './route-paths.js';

/** What the HTTP layer is built from. */
export interface HttpAppDeps {
  readonly routes: readonly AnyRoute[];
  readonly config: Pick<Config['http'], 'trustProxy' | 'allowedOrigins' | 'rateLimitPerMinute'>;
  readonly authenticator: Authenticator;
  readonly database: Pick<Database, 'unitOfWork' | 'tenantDb'>;
  /** Absent: limits are counted by this process alone. */
  readonly redis?: RateLimitRedis | undefined;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly observer: HttpObserver;
  /** Absent only where no operation is to be recorded. */
  readonly auditTrail?: AuditTrail | undefined;
  /** Absent: no answer is kept. */
  readonly answers?: KeptAnswers | undefined;
}

/** What every request passes, on whichever way it is answered; plain functions of node's objects. */
export interface HttpParts {
  readonly entrance: Entrance;
  readonly limitRate: RateLimiter;
  readonly admission: Admission;
  readonly clientAddressOf: ClientAddressOf;
}

/** Builds these parts, once for all ways. */
export function createHttpParts({ config, redis, logger, ...deps }: HttpAppDeps): HttpParts {
  const { allowedOrigins, rateLimitPerMinute: limitPerMinute } = config;
  const clientAddressOf = createClientAddress(config.trustProxy);
  const limitRate = createRateLimiter({ limitPerMinute, redis, logger, clientAddressOf });
  const { authenticator, observer } = deps;
  return {
    entrance: createEntrance({ allowedOrigins, logger, observer }),
    limitRate,
    admission: createAdmission({ authenticator, limitRate, clientAddressOf }),
    clientAddressOf,
  };
}

/**
 * The Express application of all operations. Order of things for every request: context, log,
 * headers, CORS; then the operation (`route-handler.ts`); whatever is thrown ends as a problem.
 */
export function createHttpApp(
  deps: HttpAppDeps,
  parts: HttpParts = createHttpParts(deps),
): Express {
  const { auditTrail: trail, database, logger, routes } = deps;
  const { entrance, limitRate, admission, clientAddressOf } = parts;
  const idempotency = new IdempotencyStore({ ...database, clock: deps.clock });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.use(enter(entrance));
  const audit = trail && { trail, unitOfWork: database.unitOfWork };
  const { answers } = deps;
  const handling = { admission, clientAddressOf, idempotency, audit, answers };
  app.use(createRouter(routes, handling, limitRate));
  app.use(createNotFound(limitRate));
  app.use(createProblemHandler(logger));
  return app;
}

function enter(entrance: Entrance): RequestHandler {
  return (request, response, next) => {
    const { context } = entrance.open(request, response);
    if (entrance.answerPreflight(request, response)) return;
    runInContext(context, () => {
      next(malformedRequest(request));
    });
  };
}

/** One small router for each first segment: Express looks through all the routes it has. */
function createRouter(
  routes: readonly AnyRoute[],
  deps: RouteHandlerDeps,
  limitRate: RateLimiter,
): RequestHandler {
  const routers = new Map<string, Router>();
  for (const { template, routes: group, allow } of groupByPath(routes)) {
    const family = pathFamily(template);
    const router = routers.get(family) ?? Router({ caseSensitive: true });
    routers.set(family, router);
    const path = router.route(expressPath(template));
    for (const route of group) path[route.method](createRouteHandler(route, deps));
    path.all(createOtherMethods(allow, limitRate));
  }
  return (request, response, next) => {
    const router = routers.get(pathFamily(request.path));
    if (router === undefined) next();
    else router(request, response, next);
  };
}

function createOtherMethods(allow: string, limitRate: RateLimiter): RequestHandler {
  return async (request, response) => {
    await limitRate.count(request, requireState(request));
    if (request.method !== 'OPTIONS') {
      const headers = { Allow: allow };
      throw problem(405, 'method_not_allowed', `Allowed here: ${allow}.`, { headers });
    }
    writeHead(request, response, 204, { Allow: allow });
    response.end();
  };
}

function createNotFound(limitRate: RateLimiter): RequestHandler {
  return async (request) => {
    await limitRate.count(request, requireState(request));
    throw problem(404, 'route_not_found', 'No operation has this path.');
  };
}
