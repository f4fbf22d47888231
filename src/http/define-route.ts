import type { z } from 'zod';
import type { AccessRule, CallerOf } from './access-rule.js';
import type { AuditRule } from './audit-rule.js';
import type { CacheRule } from './cache-rule.js';
import type { BodyStreamRule, StreamedBody } from './body-stream.js';
import type { Failure } from './problem-document.js';

/** One status an operation answers with on success. */
export interface ResponseDefinition {
  readonly description: string;
  /** Absent where there is no body. */
  readonly schema?: z.ZodType;
  /** Defaults to `application/json`. */
  readonly contentType?: string;
  readonly example?: unknown;
}

/** One problem that an operation may answer with, beyond the usual ones of every operation. */
export interface ErrorDefinition {
  readonly status: number;
  readonly codes: readonly string[];
}

type Parsed<S extends z.ZodType | undefined> = S extends z.ZodType ? z.output<S> : undefined;

/** What a handler is given: everything is checked and typed. */
export interface RouteInput<
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
  Access extends AccessRule = AccessRule,
> {
  readonly params: Parsed<Params>;
  readonly query: Parsed<Query>;
  readonly body: Parsed<Body>;
  /** The body of a route with `bodyStream`. */
  readonly bodyStream: StreamedBody;
  readonly principal: CallerOf<Access>;
  /** The version of `If-Match`, where the route asks for it. */
  readonly ifMatch: number;
  /** Address of the client as far as `TRUST_PROXY` lets us believe it. */
  readonly clientAddress: string;
  /** `Authorization` as sent, for the operation that takes something other than a token. */
  readonly authorization: string | undefined;
  /** `User-Agent` as sent; empty when there is none. */
  readonly userAgent: string;
  /** Path and query as sent, for the links of lists; the origin means nothing. */
  readonly url: URL;
  /** True with `Prefer: count=exact`: a list answers its total and `Preference-Applied`. */
  readonly countExact: boolean;
  /** True where the answer may be kept: it says then until when it holds (`validUntil`). */
  readonly isKept: boolean;
}

/** What a handler answers with. */
export interface RouteResult {
  readonly status: number;
  /** Also an `AsyncIterable` of texts or bytes, which is sent as it comes. */
  readonly body?: unknown;
  /** Sent as strong `ETag: "{version}"`; `If-None-Match` then leads to 304. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** When time alone makes it another one; absent: only a change does. */
  readonly validUntil?: Date | undefined;
}

/**
 * One operation: what it takes, who may call it, what it answers. The same object validates,
 * documents and runs.
 */
export interface RouteDefinition<
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Access extends AccessRule = AccessRule,
  Prepared = unknown,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With `{name}` parameters, below the base path: `/vehicles/{vehicleId}`. */
  readonly path: string;
  /** Root operations (`/health`) are not under `/api/v1`. */
  readonly base?: 'api' | 'root';
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What a body may be, `application/json` if absent; types other than JSON are given as text. */
  readonly bodyContentTypes?: readonly string[];
  readonly bodyExample?: unknown;
  /** In the place of `body`, for what is too large to be held. */
  readonly bodyStream?: BodyStreamRule;
  readonly responses: Readonly<Record<number, ResponseDefinition>>;
  readonly errors?: readonly ErrorDefinition[];
  /** `required`: 400 without the key. `optional`: honoured when given. POST only. */
  readonly idempotency?: 'required' | 'optional';
  /**
   * True for a request whose effect is none of the database's, and the same however often it
   * happens: `handle` is then in no transaction, and the key is kept with the answer afterwards.
   */
  isRepeatable?(input: RouteInput<Params, Query, Body, Access>): boolean;
  /** Needs `If-Match`: absent 428, and the service throws 412 when it is stale. */
  readonly ifMatch?: boolean;
  /** For whoever reads or changes personal data or rights: how that is recorded (docs/audit.md). */
  readonly audit?: AuditRule;
  /**
   * How a failure is told where a standard has a form of its own, which `responses` then describes;
   * undefined for those that stay problems.
   */
  answerFailure?(failure: Failure): RouteResult | undefined;
  /** `no-store` (default: personal data) or a Cache-Control of its own. */
  readonly cacheControl?: string;
  /** For a GET whose answers are kept as bytes, and sent before Express is entered. */
  readonly cacheable?: CacheRule;
  /**
   * Runs before the transaction of an idempotent route: for what must be read before the handler
   * takes its locks, or must not be done while it holds them. Also runs for a repeated request.
   */
  prepare?(input: RouteInput<Params, Query, Body, Access>): Promise<Prepared>;
  /**
   * Runs inside the transaction of an idempotent route: no hashing and no network then. Is given
   * what `prepare` answered.
   */
  handle(input: RouteInput<Params, Query, Body, Access>, prepared: Prepared): Promise<RouteResult>;
}

/** A route whose own types no longer matter. */
export type AnyRoute = RouteDefinition;

/** Checks the types of one route; gives it back for the router and the document. */
export function defineRoute<
  const Access extends AccessRule,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
  Prepared = undefined,
>(definition: RouteDefinition<Params, Query, Body, Access, Prepared>): AnyRoute {
  // The router calls `handle` only with what these very schemas have parsed.
  return definition;
}
