import type { Request, Response } from 'express';
import type { Filled } from '../cache/two-tier-cache.js';
import { isForCallers } from './access-rule.js';
import type { Admission } from './admission.js';
import { toAnswer } from './answer.js';
import type { Answer } from './answer.js';
import { NO_BODY, openBodyStream } from './body-stream.js';
import type { AnyRoute, RouteInput, RouteResult } from './define-route.js';
import { fromRefusal, isBytes, toKept, toRefusal } from './fast-path/kept-answer.js';
import type { KeptAnswer, KeptAnswers, KeptBytes } from './fast-path/kept-answer.js';
import { keptKeyOf } from './fast-path/kept-key.js';
import type { KeptKey } from './fast-path/kept-key.js';
import { sendKept } from './fast-path/send-kept.js';
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
import { answerHeaders, sendAnswer } from './send-answer.js';
import { toFailure } from './to-failure.js';
import { validateBody, validateTarget } from './validate-request.js';
import type { CheckedTarget } from './validate-request.js';
import type { ClientAddressOf } from '../shared/client-address.js';
import { actorIdOf, callerTypeOf } from '../shared/principal.js';
import type { Principal } from '../shared/principal.js';

/** What operations are run with. */
export interface RouteHandlerDeps {
  readonly admission: Admission;
  readonly clientAddressOf: ClientAddressOf;
  readonly idempotency: IdempotencyStore;
  /** Absent where no operation is to be recorded. */
  readonly audit?: RouteAuditDeps | undefined;
  /** Absent where no answer is kept. */
  readonly answers?: KeptAnswers | undefined;
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
    const principal = await deps.admission.admit(route, request, state);
    const key = idempotencyKey(route, request);
    const clientAddress = deps.clientAddressOf(request) ?? '';
    const { answers } = deps;
    const mayKeep = isMember(principal) && route.cacheable?.isKept(request.query) === true;
    const isKept = mayKeep && answers !== undefined;
    const target = readTarget(route, request);
    const body = route.body && (await checkedBody(route, request, response));
    const input = inputOf(route, { request, target, body, principal, clientAddress, isKept });
    if (mayKeep) {
      await sendKept(request, response, await keptAnswerOf(route, request, input, answers));
      return;
    }
    const { method, path } = request;
    const answer = await answerOf(route, { input, key, method, path, deps, audit });
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

interface Arrived {
  readonly request: Request;
  readonly target: CheckedTarget & { readonly ifMatch: number };
  /** Undefined where the operation takes none. */
  readonly body: unknown;
  readonly principal: Caller;
  readonly clientAddress: string;
  /** True where the answer is kept, if it may be. */
  readonly isKept: boolean;
}

function checkDefinition(route: AnyRoute): void {
  const { operationId, method, access, idempotency, cacheable, audit } = route;
  if (cacheable !== undefined && (method !== 'get' || audit !== undefined)) {
    throw new Error(`${operationId}: only a GET that is not recorded can be kept.`);
  }
  if (idempotency === undefined) return;
  if (method === 'post' && isForCallers(access)) return;
  throw new Error(`${operationId}: only a POST of a known caller can be idempotent by key.`);
}

function idempotencyKey({ idempotency }: AnyRoute, request: Request): string | undefined {
  return idempotency === undefined ? undefined : idempotencyKeyOf(request, idempotency);
}

function readTarget(route: AnyRoute, request: Request): Arrived['target'] {
  const { params, query } = validateTarget(route, request.params, request.query);
  const ifMatch = route.ifMatch === true ? requireIfMatch(request) : 0;
  return { params, query, ifMatch };
}

async function checkedBody(route: AnyRoute, request: Request, response: Response) {
  return validateBody(route, await readBody(request, response, route.bodyContentTypes));
}

function inputOf(
  route: AnyRoute,
  { request, target, body, principal, clientAddress, isKept }: Arrived,
): Input {
  const { params, query, ifMatch } = target;
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
    countExact: prefersExactCount(request.headers['prefer']),
    isKept,
    // Made when it is asked for: only lists do.
    get url() {
      return new URL(request.path + queryOf(request), 'http://localhost');
    },
  };
  // The route's own schemas have parsed these; `defineRoute` has tied them to its handler.
  return input as unknown as Input;
}

function queryOf({ originalUrl }: Request): string {
  const start = originalUrl.indexOf('?');
  return start === -1 ? '' : originalUrl.slice(start);
}

/** The bytes of an answer that may be kept: those that are there, or made now. */
async function keptAnswerOf(
  route: AnyRoute,
  request: Request,
  input: Input,
  answers: KeptAnswers | undefined,
): Promise<KeptBytes> {
  const fill = async (): Promise<Filled<KeptAnswer>> => {
    try {
      const result = shownTo(input.principal, route, await route.handle(input, undefined));
      const answer = toAnswer(route, result);
      const value = toKept({ ...answer, headers: answerHeaders(route, answer) });
      return { value, endsAt: result.validUntil?.getTime() };
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal === undefined) throw error;
      return { value: refusal };
    }
  };
  const named = keptKey(route, request, input);
  const isShared = answers !== undefined && named !== undefined;
  const kept = isShared ? await answers.read({ ...named, fill }) : (await fill()).value;
  if (!isBytes(kept)) throw fromRefusal(kept);
  return kept;
}

function keptKey({ cacheable }: AnyRoute, request: Request, input: Input): KeptKey | undefined {
  const { principal } = input;
  if (cacheable === undefined || !isMember(principal)) return undefined;
  const [pathId] = Object.values(request.params);
  const asked = { request, address: request.originalUrl, principal };
  return keptKeyOf(cacheable, {
    ...asked,
    pathId: typeof pathId === 'string' ? pathId : undefined,
  });
}

interface Call {
  readonly input: Input;
  readonly key: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly deps: RouteHandlerDeps;
  readonly audit: RouteAudit | undefined;
}

async function answerOf(route: AnyRoute, call: Call): Promise<Answer> {
  const { input, key, method, path, deps, audit } = call;
  const prepared = await route.prepare?.(input);
  const caller: Caller = input.principal;
  const work = async (): Promise<Answer> => {
    const handle = (): Promise<RouteResult> => route.handle(input, prepared);
    const result = await (audit === undefined ? handle() : audit.perform(input.params, handle));
    return toAnswer(route, shownTo(caller, route, result));
  };
  if (key === undefined || caller === undefined) return work();
  const { query, body } = input;
  const principalId = actorIdOf(caller);
  const request = { key, principalId, method, path, query, body };
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
