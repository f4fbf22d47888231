import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { rateLimit } from 'express-rate-limit';
import type { Options } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from '../../observability/logger.js';
import type { ClientAddressOf } from '../../shared/client-address.js';
import { clientNetwork } from '../../shared/client-network.js';
import { problem } from '../../shared/errors.js';
import { actorIdOf } from '../../shared/principal.js';
import type { RequestState } from '../request-state.js';
import { RateLimitStore } from './rate-limit-store.js';
import type { RateLimitRedis } from './rate-limit-store.js';

const WINDOW_MS = 60_000;
/** How many clients' worth of requests the key of a website is good for. */
const KEY_CEILING = 20;
/** The name of the limit in its headers. */
const POLICY = 'per-minute';
const MAX_POLICIES = 10_000;

interface RateLimiterDeps {
  readonly limitPerMinute: number;
  readonly redis?: RateLimitRedis | undefined;
  readonly logger: Logger;
  readonly clientAddressOf: ClientAddressOf;
}

/** Counts requests. */
export interface RateLimiter {
  /** Counts the request and notes the `RateLimit` headers; rejects with 429 when it is too many. */
  count(request: IncomingMessage, state: RequestState): Promise<void>;
  /** The same at once. False when it is too many: then it is still to be counted and refused. */
  countAtOnce(request: IncomingMessage, state: RequestState): boolean;
}

/**
 * One limit a principal, or a client address where nobody is known: so many requests in a minute
 * (`RATE_LIMIT_PER_MINUTE`). The key of a website is everybody's: it counts per key and client
 * address, and besides 20 times as much for the key. Addresses are kept as digests only.
 */
export function createRateLimiter(deps: RateLimiterDeps): RateLimiter {
  const { limitPerMinute, clientAddressOf } = deps;
  const store = new RateLimitStore({ ...deps, windowMs: WINDOW_MS });
  const limiter = rateLimit({
    ...optionsFor(store, limitPerMinute),
    identifier: POLICY,
    standardHeaders: 'draft-8',
  });
  const ceiling = rateLimit({
    ...optionsFor(store, limitPerMinute * KEY_CEILING),
    standardHeaders: false,
    handler: (_request, response, next) => {
      // The library says it only along with the headers of the other limit.
      response.setHeader('Retry-After', WINDOW_MS / 1_000);
      next(tooManyRequests());
    },
  });
  const atOnce = new CountAtOnce(store, limitPerMinute);
  const keyFor = (request: IncomingMessage, state: RequestState): string =>
    limitKey(state, () => clientAddressOf(request));
  return {
    async count(request, state) {
      await count(limiter, keyFor(request, state), state);
      const ceilingKey = ceilingKeyOf(state);
      if (ceilingKey !== undefined) await count(ceiling, ceilingKey, state);
    },
    countAtOnce: (request, state) =>
      atOnce.count(keyFor(request, state), ceilingKeyOf(state), state),
  };
}

/**
 * Counts in the same store without the library, whose promises cost a quarter of a hot read, and
 * says so in the same headers: `fast-path.test.ts` holds the two equal.
 */
class CountAtOnce {
  /** The header of each caller, whose name within it is a digest of his key. */
  private readonly policies = new Map<string, string>();

  constructor(
    private readonly store: RateLimitStore,
    private readonly limit: number,
  ) {}

  count(key: string, ceilingKey: string | undefined, { headers }: RequestState): boolean {
    const { total, remainingMs } = this.store.count(key);
    if (total > this.limit) {
      this.store.decrement(key);
      return false;
    }
    if (ceilingKey !== undefined && this.store.count(ceilingKey).total > this.limit * KEY_CEILING) {
      this.store.decrement(key);
      this.store.decrement(ceilingKey);
      return false;
    }
    const seconds = Math.ceil(remainingMs / 1_000);
    headers.push('RateLimit', `"${POLICY}"; r=${this.limit - total}; t=${seconds}`);
    headers.push('RateLimit-Policy', this.policyOf(key));
    return true;
  }

  private policyOf(key: string): string {
    const known = this.policies.get(key);
    if (known !== undefined) return known;
    const partition = createHash('sha256').update(key).digest('hex').slice(0, 12);
    const name = Buffer.from(partition).toString('base64');
    const policy = `"${POLICY}"; q=${this.limit}; w=${WINDOW_MS / 1_000}; pk=:${name}:`;
    if (this.policies.size === MAX_POLICIES) this.policies.clear();
    this.policies.set(key, policy);
    return policy;
  }
}

function optionsFor(store: RateLimitStore, limit: number): Partial<Options> {
  return {
    windowMs: WINDOW_MS,
    limit,
    legacyHeaders: false,
    store,
    keyGenerator: keyOf,
    handler: (_request, _response, next) => {
      next(tooManyRequests());
    },
    // Its warnings concern `X-Forwarded-For`, which counts only by TRUST_PROXY.
    validate: false,
  };
}

/** What the library is given in the place of a request: all that it asks of one is its key. */
interface Counted {
  readonly key: string;
}

function keyOf(request: unknown): string {
  return (request as Counted).key;
}

/** Lets the library count, on whichever way a request comes: it needs nothing else of Express. */
function count(limiter: RequestHandler, key: string, { headers }: RequestState): Promise<void> {
  const note = (name: string, value: unknown): void => void headers.push(name, String(value));
  const counted: Counted = { key };
  const noted = { headersSent: false, setHeader: note, append: note };
  return new Promise((resolve, reject) => {
    void limiter(counted as unknown as Request, noted as unknown as Response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(asError(error));
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('The limiter failed.', { cause: error });
}

function limitKey({ context }: RequestState, addressOf: () => string | undefined): string {
  const { principal } = context;
  if (principal === undefined) return `address:${addressDigest(addressOf())}`;
  const caller = `${principal.kind}:${actorIdOf(principal)}`;
  return principal.kind === 'website' ? `${caller}:${addressDigest(addressOf())}` : caller;
}

function ceilingKeyOf({ context: { principal } }: RequestState): string | undefined {
  return principal?.kind === 'website' ? `website-key:${principal.clientId}` : undefined;
}

function addressDigest(address: string | undefined): string {
  const network = clientNetwork(address);
  return createHash('sha256').update(network).digest('base64url').slice(0, 22);
}

function tooManyRequests(): Error {
  return problem(429, 'rate_limited', 'You have sent more requests than your limit allows.');
}
