import type { Request, Response } from 'express';
import { isForCallers } from './access-rule.js';
import type { Admission } from './admission.js';
import { toAnswer } from './answer.js';
import type { Answer } from './answer.js';
import { NO_BODY, openBodyStream } from './body-stream.js';
import type { AnyRoute, RouteInput, RouteResult } from './define-route.js';
import { requireWritable, withoutHidden } from './field-rights.js';
import { isRepeated } from './idempotency-store.js';
import type { IdempotencyStore } from './idempotency-store.js';
import { requireIfMatch } from './middlewares/conditional-request.js';
import { idempotencyKeyOf } from './middlewares/idempotency-key.js';
import { readBody } from './middlewares/read-body.js';
import { prefersExactCount } from './prefer.js';
import { createRouteAudit } from './route-audit.js';
import type { RouteAudit, RouteAuditDeps } from './route-audit.js';
import { requireState } from './request-state.js';
import type { Caller } from './request-state.js';
import { pathTemplate } from './route-paths.js';
import { sendAnswer } from './send-answer.js';
import { toFailure } from './to-failure.js';
import { validateBody, validateTarget } from './validate-request.js';
import type { ClientAddressOf } from '../shared/client-address.js';
import { actorIdOf, callerTypeOf } from '../shared/principal.js';
import type { Principal } from '../shared/principal.js';

/** What operations are run with. */
export interface RouteHandlerDeps {
  readonly admit: Admission;
  readonly clientAddressOf: ClientAddressOf;
  readonly idempotency: IdempotencyStore;
  /** Absent where no operation is to be recorded. */
  readonly audit?: RouteAuditDeps | undefined;
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
  const audit = createRouteAudit(route, deps.audit);
  const handler = recordingRefusals(audit, async (request, response) => {
    const state = requireState(request);
    state.route = template;
    const principal = await deps.admit(route, request, state);
    const key = idempotencyKey(route, request);
    const clientAddress = deps.clientAddressOf(request) ?? '';
    const input = await readInput(route, { request, response, principal, clientAddress });
    const answer = await answerOf(route, { input, key, method: request.method, deps, audit });
    await sendAnswer(request, response, route, answer);
  });
  return answeringFailures(route, handler);
}

/** Only where a standard has a form of its own for failures; all others become problems. */
function answeringFailures(route: AnyRoute, handler: RouteHandler): RouteHandler {
  const { answerFailure } = route;
  if (answerFailure === undefined) return handler;
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      const result = answerFailure(toFailure(error));
      if (result === undefined) throw error;
      await sendAnswer(request, response, route, toAnswer(route, result));
    }
  };
}

function recordingRefusals(audit: RouteAudit | undefined, handler: RouteHandler): RouteHandler {
  if (audit === undefined) return handler;
  return async (request, response) => {
    try {
      await handler(request, response);
    } catch (error) {
      await audit.failed(request.params, error);
      throw error;
    }
  };
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly principal: Caller;
  readonly clientAddress: string;
}

function checkDefinition({ operationId, method, access, idempotency }: AnyRoute): void {
  if (idempotency === undefined) return;
  if (method === 'post' && isForCallers(access)) return;
  throw new Error(`${operationId}: only a POST of a known caller can be idempotent by key.`);
}

function idempotencyKey({ idempotency }: AnyRoute, request: Request): string | undefined {
  return idempotency === undefined ? undefined : idempotencyKeyOf(request, idempotency);
}

async function readInput(
  route: AnyRoute,
  { request, response, principal, clientAddress }: Exchange,
): Promise<Input> {
  const { params, query } = validateTarget(route, request.params, request.query);
  const ifMatch = route.ifMatch === true ? requireIfMatch(request) : 0;
  const body = await checkedBody(route, request, response);
  if (isMember(principal) && isForCallers(route.access)) {
    requireWritable(body, route.access.writableBy, callerTypeOf(principal));
  }
  const input = {
    params,
    query,
    body,
    bodyStream: route.bodyStream ? openBodyStream(request, route.bodyStream) : NO_BODY,
    principal,
    ifMatch,
    clientAddress,
    authorization: request.headers.authorization,
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
  readonly audit: RouteAudit | undefined;
}

async function answerOf(route: AnyRoute, call: Call): Promise<Answer> {
  const { input, key, method, deps, audit } = call;
  const prepared = await route.prepare?.(input);
  const caller: Caller = input.principal;
  const work = async (): Promise<Answer> => {
    const handle = (): Promise<RouteResult> => route.handle(input, prepared);
    const result = await (audit === undefined ? handle() : audit.perform(input.params, handle));
    return toAnswer(route, shownTo(caller, route, result));
  };
  if (key === undefined || caller === undefined) return work();
  const { url, query, body } = input;
  const principalId = actorIdOf(caller);
  const request = { key, principalId, method, path: url.pathname, query, body };
  const answer =
    route.isRepeatable?.(input) === true
      ? await deps.idempotency.runRepeatable(request, work)
      : await deps.idempotency.run(request, work);
  if (isRepeated(answer)) await audit?.repeated(input.params, answer);
  return answer;
}

function shownTo(caller: Caller, { access }: AnyRoute, result: RouteResult): RouteResult {
  if (!isMember(caller) || !isForCallers(access)) return result;
  const { visibleTo } = access;
  if (visibleTo === undefined || result.body === undefined) return result;
  return { ...result, body: withoutHidden(result.body, visibleTo, callerTypeOf(caller)) };
}

function isMember(caller: Caller): caller is Principal {
  return caller !== undefined && caller.kind !== 'ops';
}
