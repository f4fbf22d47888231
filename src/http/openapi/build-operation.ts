import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { isForCallers } from '../access-rule.js';
import type { BodyStreamRule } from '../body-stream.js';
import type { AnyRoute, ResponseDefinition } from '../define-route.js';
import { headerReferences, parameterReference } from './components.js';
import { errorCodes, errorResponse } from './error-responses.js';
import { fullPath, isList, isVersioned } from './route-traits.js';
import { LIMITED_ANSWER } from './usual-headers.js';

const JSON_TYPE = 'application/json';

/** One route as the generator of the document takes it. */
export function buildOperation(route: AnyRoute): RouteConfig {
  const { operationId, summary, description, tag, method } = route;
  const parameters = headerParameters(route).map(parameterReference);
  return {
    method,
    path: fullPath(route),
    operationId,
    summary,
    description,
    tags: [tag],
    security: securityOf(route),
    'x-authz': authorization(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    request: buildRequest(route),
    responses: buildResponses(route),
  };
}

/** The statuses that are documented for a route, in order. */
export function documentedStatuses(route: AnyRoute): number[] {
  return Object.keys(buildResponses(route)).map(Number);
}

function authorization({ access }: AnyRoute): Record<string, unknown> {
  if (!isForCallers(access)) return { ...access };
  const { roles, clients = [], scope, object, onBehalf, visibleTo, writableBy } = access;
  return {
    ...{ scope, roles: [...roles], clients: [...clients], object },
    ...(onBehalf === undefined ? {} : { onBehalf: [...onBehalf] }),
    ...(visibleTo === undefined ? {} : { visibleTo }),
    ...(writableBy === undefined ? {} : { writableBy }),
  };
}

/** Tokens of any caller are bearer tokens; on the same machine some operations need none. */
function securityOf({ access }: AnyRoute): Array<Record<string, string[]>> {
  if (access.object === 'public') return [{}];
  if (access.object === 'ops' && access.openOnLoopback === true) return [{}, { bearer: [] }];
  return [{ bearer: [] }];
}

function headerParameters(route: AnyRoute): string[] {
  const names: string[] = [];
  if (route.idempotency === 'required') names.push('IdempotencyKeyRequired');
  if (route.idempotency === 'optional') names.push('IdempotencyKeyOptional');
  if (route.ifMatch === true) names.push('IfMatch');
  if (route.method === 'get' && isVersioned(route)) names.push('IfNoneMatch');
  if (isList(route)) names.push('Prefer');
  return names;
}

function buildRequest(route: AnyRoute): NonNullable<RouteConfig['request']> {
  const { params, query, body, bodyStream } = route;
  return {
    // Params and queries are objects: the generator throws when they are not.
    ...(params === undefined ? {} : { params: params as z.ZodObject }),
    ...(query === undefined ? {} : { query: query as z.ZodObject }),
    ...(body === undefined ? {} : { body: buildBody(route, body) }),
    ...(bodyStream === undefined ? {} : { body: buildStreamedBody(bodyStream) }),
  };
}

function buildStreamedBody(
  rule: BodyStreamRule,
): NonNullable<NonNullable<RouteConfig['request']>['body']> {
  const { description, example, maxBytes } = rule;
  const schema = { type: 'string' as const, maxLength: maxBytes, description };
  const content = { schema, example };
  return {
    required: true,
    content: Object.fromEntries(rule.contentTypes.map((type) => [type, content])),
  };
}

function buildBody(
  route: AnyRoute,
  schema: z.ZodType,
): NonNullable<NonNullable<RouteConfig['request']>['body']> {
  const example = route.bodyExample;
  const content = { schema, ...(example === undefined ? {} : { example }) };
  const types = route.bodyContentTypes ?? [JSON_TYPE];
  return {
    required: !schema.safeParse(undefined).success,
    content: Object.fromEntries(types.map((type) => [type, content])),
  };
}

function buildResponses(route: AnyRoute): RouteConfig['responses'] {
  const responses: RouteConfig['responses'] = {};
  for (const [status, codes] of errorCodes(route)) {
    responses[status] = errorResponse(status, codes);
  }
  for (const [status, definition] of Object.entries(route.responses)) {
    responses[status] = buildResponse(route, Number(status), definition);
  }
  if (route.method === 'get' && isVersioned(route)) responses['304'] = NOT_MODIFIED;
  return responses;
}

const NOT_MODIFIED: ResponseConfig = {
  description: 'What `If-None-Match` names is still good.',
  headers: headerReferences([...LIMITED_ANSWER, 'ETag']),
};

function buildResponse(
  route: AnyRoute,
  status: number,
  { description, schema, contentType = JSON_TYPE, example }: ResponseDefinition,
): ResponseConfig {
  const headers = headerReferences(responseHeaders(route, status));
  if (schema === undefined) return { description, headers };
  const media = { schema, ...(example === undefined ? {} : { example }) };
  return { description, headers, content: { [mediaType(contentType)]: media } };
}

/** Parameters of a media type belong to the answer, not to the document. */
function mediaType(contentType: string): string {
  return contentType.split(';', 1)[0]?.trim() ?? contentType;
}

function responseHeaders(route: AnyRoute, status: number): string[] {
  const names = [...LIMITED_ANSWER];
  if (status >= 300) return names;
  if (isVersioned(route)) names.push('ETag');
  if (status === 201 || status === 202) names.push('Location');
  if (isList(route)) names.push('Link', 'Preference-Applied');
  if (route.idempotency !== undefined) names.push('Idempotent-Replayed');
  return names;
}
