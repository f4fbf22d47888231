import { createHash } from 'node:crypto';
import { rateLimit } from 'express-rate-limit';
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

interface RateLimiterDeps {
  readonly limitPerMinute: number;
  readonly redis?: RateLimitRedis | undefined;
  readonly logger: Logger;
}

/** Counts the request and sets the `RateLimit` headers; rejects with 429 when it is too many. */
export type RateLimiter = (request: Request, response: Response) => Promise<void>;

/**
 * One limit a principal, or a client address where nobody is known: so many requests in a minute
 * (`RATE_LIMIT_PER_MINUTE`). Addresses are kept as digests only.
 */
export function createRateLimiter({ limitPerMinute, redis, logger }: RateLimiterDeps): RateLimiter {
  const limiter = rateLimit({
    windowMs: WINDOW_MS,
    limit: limitPerMinute,
    identifier: 'per-minute',
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    store: new RateLimitStore(redis, logger),
    keyGenerator: limitKey,
    handler: (_request, _response, next) => {
      next(tooManyRequests());
    },
    // Its warnings concern `X-Forwarded-For`, which counts only by TRUST_PROXY.
    validate: false,
  });
  return (request, response) => runMiddleware(limiter, request, response);
}

function limitKey(request: Request): string {
  const principal = requestState(request)?.context.principal;
  if (principal !== undefined) return `${principal.kind}:${actorIdOf(principal)}`;
  const network = clientNetwork(request.ip);
  return `address:${createHash('sha256').update(network).digest('base64url').slice(0, 22)}`;
}

function tooManyRequests(): Error {
  return problem(429, 'rate_limited', 'You have sent more requests than your limit allows.');
}
