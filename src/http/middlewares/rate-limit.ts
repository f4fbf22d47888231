import { createHash } from 'node:crypto';
import { rateLimit } from 'express-rate-limit';
import type { Options } from 'express-rate-limit';
import type { Request, Response } from 'express';
import type { Logger } from '../../observability/logger.js';
import { clientNetwork } from '../../shared/client-network.js';
import { problem } from '../../shared/errors.js';
import { actorIdOf } from '../../shared/principal.js';
import { requestState } from '../request-state.js';
import { runMiddleware } from '../run-middleware.js';
import { RateLimitStore } from './rate-limit-store.js';
import type { RateLimitRedis } from './rate-limit-store.js';

const WINDOW_MS = 60_000;
/** How many clients' worth of requests the key of a website is good for. */
const KEY_CEILING = 20;

interface RateLimiterDeps {
  readonly limitPerMinute: number;
  readonly redis?: RateLimitRedis | undefined;
  readonly logger: Logger;
}

/** Counts the request and sets the `RateLimit` headers; rejects with 429 when it is too many. */
export type RateLimiter = (request: Request, response: Response) => Promise<void>;

/**
 * One limit a principal, or a client address where nobody is known: so many requests in a minute
 * (`RATE_LIMIT_PER_MINUTE`). The key of a website is everybody's: it counts per key and client
 * address, and besides 20 times as much for the key. Addresses are kept as digests only.
 */
export function createRateLimiter(deps: RateLimiterDeps): RateLimiter {
  const limiter = rateLimit({
    ...optionsOf(deps, deps.limitPerMinute),
    identifier: 'per-minute',
    standardHeaders: 'draft-8',
    keyGenerator: limitKey,
  });
  const ceiling = rateLimit({
    ...optionsOf(deps, deps.limitPerMinute * KEY_CEILING),
    standardHeaders: false,
    keyGenerator: (request) => `website-key:${websiteOf(request) ?? ''}`,
    skip: (request) => websiteOf(request) === undefined,
    handler: (_request, response, next) => {
      // The library says it only along with the headers of the other limit.
      response.setHeader('Retry-After', WINDOW_MS / 1_000);
      next(tooManyRequests());
    },
  });
  return async (request, response) => {
    await runMiddleware(limiter, request, response);
    await runMiddleware(ceiling, request, response);
  };
}

function optionsOf({ redis, logger }: RateLimiterDeps, limit: number): Partial<Options> {
  return {
    windowMs: WINDOW_MS,
    limit,
    legacyHeaders: false,
    store: new RateLimitStore(redis, logger),
    handler: (_request, _response, next) => {
      next(tooManyRequests());
    },
    // Its warnings concern `X-Forwarded-For`, which counts only by TRUST_PROXY.
    validate: false,
  };
}

function limitKey(request: Request): string {
  const principal = requestState(request)?.context.principal;
  if (principal === undefined) return `address:${addressDigest(request)}`;
  const caller = `${principal.kind}:${actorIdOf(principal)}`;
  return principal.kind === 'website' ? `${caller}:${addressDigest(request)}` : caller;
}

function websiteOf(request: Request): string | undefined {
  const principal = requestState(request)?.context.principal;
  return principal?.kind === 'website' ? principal.clientId : undefined;
}

function addressDigest(request: Request): string {
  const network = clientNetwork(request.ip);
  return createHash('sha256').update(network).digest('base64url').slice(0, 22);
}

function tooManyRequests(): Error {
  return problem(429, 'rate_limited', 'You have sent more requests than your limit allows.');
}
