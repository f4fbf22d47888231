import type { Request, Response } from 'express';
import { toAnswer } from './answer.js';
import type { Answer } from './answer.js';
import type { AnyRoute, RouteInput } from './define-route.js';
import type { IdempotencyStore } from './idempotency-store.js';
import { authenticate } from './middlewares/authenticate.js';
import type { Authenticator } from './middlewares/authenticate.js';
import { authorize } from './middlewares/authorize.js';
import { requireIfMatch } from './middlewares/conditional-request.js';
import { idempotencyKeyOf } from './middlewares/idempotency-key.js';
import type { RateLimiter } from './middlewares/rate-limit.js';
import { readBody } from './middlewares/read-body.js';
import { prefersExactCount } from './prefer.js';
import { requestState } from './request-state.js';
import type { RequestState } from './request-state.js';
import { pathTemplate } from './route-paths.js';
import { sendAnswer } from './send-answer.js';
import { validateBody, validateTarget } from './validate-request.js';
import type { Principal } from '../shared/principal.js';

/** What operations are run with. */
export interface RouteHandlerDeps {
  readonly authenticator: Authenticator;
  readonly limitRate: RateLimiter;
  readonly idempotency: IdempotencyStore;
}

/** The handler of one operation, as Express calls it; rejections become problems. */
export type RouteHandler = (request: Request, response: Response) => Promise<void>;

type Input = RouteInput<undefined, undefined, undefined>;

/**
 * Builds the way of a request through one operation: who calls, how often, may they, is it well
 * said, then the handler, within the transaction of its idempotency key where it has one.
 */
export function createRouteHandler(route: AnyRoute, deps: RouteHandlerDeps): RouteHandler {
  checkDefinition(route);
  const template = pathTemplate(route);
  return async (request, response) => {
    const state = stateOf(request);
    state.route = template;
    const principal = await admit(route, deps, { request, response, state });
    const key = idempotencyKey(route, request);
    const input = await readInput(route, { request, response, principal });
    const answer = await answerOf(route, { input, key, method: request.method, deps });
    sendAnswer(request, response, route, answer);
  };
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

function checkDefinition({ operationId, method, access, idempotency }: AnyRoute): void {
  if (idempotency === undefined) return;
  if (method === 'post' && access.kind === 'user') return;
  throw new Error(`${operationId}: only a POST of a known caller can be idempotent by key.`);
}

function stateOf(request: Request): RequestState {
  const state = requestState(request);
  if (state === undefined) throw new Error('openRequest has not seen this request.');
  return state;
}

/** Counts those who are nobody by their address, so that tokens cannot be guessed at will. */
async function admit(
  route: AnyRoute,
  { authenticator, limitRate }: RouteHandlerDeps,
  { request, response, state }: Exchange & { readonly state: RequestState },
): Promise<Principal | undefined> {
  if (route.access.kind === 'public') {
    if (route.base !== 'root') await limitRate(request, response);
    return undefined;
  }
  let principal: Principal;
  try {
    principal = await authenticate(request, state, authenticator);
  } catch (error) {
    await limitRate(request, response);
    throw error;
  }
  await limitRate(request, response);
  authorize(principal, route.access);
  return principal;
}

function idempotencyKey({ idempotency }: AnyRoute, request: Request): string | undefined {
  return idempotency === undefined ? undefined : idempotencyKeyOf(request, idempotency);
}

async function readInput(
  route: AnyRoute,
  { request, response, principal }: Exchange & { readonly principal: Principal | undefined },
): Promise<Input> {
  const { params, query } = validateTarget(route, request.params, request.query);
  const ifMatch = route.ifMatch === true ? requireIfMatch(request) : 0;
  const body = await checkedBody(route, request, response);
  const input = {
    params,
    query,
    body,
    principal,
    ifMatch,
    clientAddress: request.ip ?? '',
    remoteAddress: request.socket.remoteAddress ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    url: new URL(request.path + queryOf(request), 'http://localhost'),
    countExact: prefersExactCount(request.headers['prefer']),
  };
  // The route's own schemas have parsed these; `defineRoute` has tied them to its handler.
  return input as unknown as Input;
}

async function checkedBody(route: AnyRoute, request: Request, response: Response) {
  if (route.body === undefined) return undefined;
  return validateBody(route, await readBody(request, response, route.bodyContentTypes));
}

function queryOf({ originalUrl }: Request): string {
  const start = originalUrl.indexOf('?');
  return start === -1 ? '' : originalUrl.slice(start);
}

interface Call {
  readonly input: Input;
  readonly key: string | undefined;
  readonly method: string;
  readonly deps: RouteHandlerDeps;
}

async function answerOf(route: AnyRoute, { input, key, method, deps }: Call): Promise<Answer> {
  const prepared = await route.prepare?.(input);
  const work = async (): Promise<Answer> => toAnswer(route, await route.handle(input, prepared));
  if (key === undefined || input.principal === undefined) return work();
  const { url, query, body, principal } = input;
  const request = { key, principalId: principal.userId, method, path: url.pathname, query, body };
  return deps.idempotency.run(request, work);
}
