import express, { Router } from 'express';
import type { Express, Request, RequestHandler } from 'express';
import type { Config } from '../config/config.js';
import type { Database } from '../database/create-database.js';
import type { HttpObserver } from '../observability/http-observer.js';
import type { Logger } from '../observability/logger.js';
import { runInContext } from '../observability/request-context.js';
import type { AuditTrail } from '../shared/audit-trail.js';
import type { Clock } from '../shared/clock.js';
import { problem } from '../shared/errors.js';
import type { AnyRoute } from './define-route.js';
import { IdempotencyStore } from './idempotency-store.js';
import { logWhenClosed } from './middlewares/access-log.js';
import type { Authenticator } from './middlewares/authenticate.js';
import { createCors } from './middlewares/cors.js';
import { openRequest } from './middlewares/open-request.js';
import { createProblemHandler } from './middlewares/problem-handler.js';
import { createRateLimiter } from './middlewares/rate-limit.js';
import type { RateLimiter } from './middlewares/rate-limit.js';
import type { RateLimitRedis } from './middlewares/rate-limit-store.js';
import { setSecurityHeaders } from './middlewares/security-headers.js';
import { repeatedHeader } from './repeated-header.js';
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
}

/**
 * The Express application of all operations. Order of things for every request: context, log,
 * headers, CORS; then the operation (`route-handler.ts`); whatever is thrown ends as a problem.
 */
export function createHttpApp(deps: HttpAppDeps): Express {
  const { auditTrail: trail, config, database, logger, routes } = deps;
  const limitRate = createRateLimiter({
    limitPerMinute: config.rateLimitPerMinute,
    redis: deps.redis,
    logger,
  });
  const idempotency = new IdempotencyStore({ ...database, clock: deps.clock });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustOf(config.trustProxy));
  app.use(createEntrance(deps));
  const audit = trail && { trail, unitOfWork: database.unitOfWork };
  const { authenticator } = deps;
  app.use(createRouter(routes, { authenticator, limitRate, idempotency, audit }));
  app.use(createNotFound(limitRate));
  app.use(createProblemHandler(logger));
  return app;
}

/** Without proxies nobody but the socket tells the client's address. */
function trustOf(trustProxy: number | readonly string[]): number | string[] | false {
  if (typeof trustProxy === 'number') return trustProxy === 0 ? false : trustProxy;
  return trustProxy.length === 0 ? false : [...trustProxy];
}

function createEntrance({ config, logger, observer }: HttpAppDeps): RequestHandler {
  const applyCors = createCors(config.allowedOrigins);
  return (request, response, next) => {
    const state = openRequest(request, response);
    logWhenClosed(request, response, state, { logger, observer });
    setSecurityHeaders(response);
    if (applyCors(request, response)) return;
    runInContext(state.context, () => {
      next(missingHost(request) ?? repeatedHeader(request));
    });
  };
}

/** RFC 9112, section 3.2: HTTP/1.1 without `Host` is answered with 400. */
function missingHost({ headers, httpVersion }: Request): Error | undefined {
  if (headers.host !== undefined || httpVersion !== '1.1') return undefined;
  return problem(400, 'malformed_request', 'The Host header is missing.');
}

/** One small router for each first segment: Express looks through all the routes it has. */
function createRouter(routes: readonly AnyRoute[], deps: RouteHandlerDeps): RequestHandler {
  const routers = new Map<string, Router>();
  for (const { template, routes: group, allow } of groupByPath(routes)) {
    const family = pathFamily(template);
    const router = routers.get(family) ?? Router({ caseSensitive: true });
    routers.set(family, router);
    const path = router.route(expressPath(template));
    for (const route of group) path[route.method](createRouteHandler(route, deps));
    path.all(createOtherMethods(allow, deps.limitRate));
  }
  return (request, response, next) => {
    const router = routers.get(pathFamily(request.path));
    if (router === undefined) next();
    else router(request, response, next);
  };
}

function createOtherMethods(allow: string, limitRate: RateLimiter): RequestHandler {
  return async (request, response) => {
    await limitRate(request, response);
    if (request.method !== 'OPTIONS') {
      const headers = { Allow: allow };
      throw problem(405, 'method_not_allowed', `Allowed here: ${allow}.`, { headers });
    }
    response.setHeader('Allow', allow);
    response.statusCode = 204;
    response.end();
  };
}

function createNotFound(limitRate: RateLimiter): RequestHandler {
  return async (request, response) => {
    await limitRate(request, response);
    throw problem(404, 'route_not_found', 'No operation has this path.');
  };
}
