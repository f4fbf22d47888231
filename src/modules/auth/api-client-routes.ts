import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { apiClientHref, presentApiClient, presentIssuedApiClient } from './api-client-presenter.js';
import {
  apiClientListQuerySchema,
  apiClientListSchema,
  apiClientParamsSchema,
  apiClientSchema,
  issuedApiClientSchema,
  newApiClientSchema,
  secretRotationSchema,
} from './api-client-schema.js';
import { API_CLIENT_LIST_FILTERS } from './api-client-service.js';
import type { ApiClientService } from './api-client-service.js';

const tag = 'API clients';
const read = { roles: ['admin'], scope: 'api-clients:read', object: 'organization' } as const;
const write = { roles: ['admin'], scope: 'api-clients:write', object: 'organization' } as const;
const notFound = { status: 404, codes: ['api_client_not_found'] };
const subjectType = 'api_client';

/** The programs of a dealer group, and their credentials. */
export function apiClientRoutes(service: ApiClientService): AnyRoute[] {
  return [list(service), create(service), get(service), remove(service), rotate(service)];
}

function list(service: ApiClientService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/api-clients',
    operationId: 'listApiClients',
    summary: 'List API clients',
    description: 'The programs with credentials of their own, the oldest first.',
    tag,
    access: read,
    query: apiClientListQuerySchema,
    responses: { 200: { description: 'A page of programs.', schema: apiClientListSchema } },
    handle: async ({ query, url, countExact }) => {
      const { rows, ...rest } = await service.list(query);
      const page = { ...rest, rows: rows.map(presentApiClient) };
      const total = countExact ? await service.count() : undefined;
      const filters = API_CLIENT_LIST_FILTERS;
      return { status: 200, ...listResponse({ url, limit: query.limit, page, filters, total }) };
    },
  });
}

function create(service: ApiClientService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/api-clients',
    operationId: 'createApiClient',
    summary: 'Make an API client',
    description:
      'Adds a program. An integration gets a secret for `POST /auth/token`, and the scopes that ' +
      'are chosen for it; a website or kiosk gets a publishable key, which it sends as bearer ' +
      'token, and may do what is open to its kind. Secret and key are answered once; so there is ' +
      'no `Idempotency-Key` here: a program whose secret did not arrive is deleted again.',
    tag,
    access: write,
    audit: { action: 'api-clients.create', subjectType },
    body: newApiClientSchema,
    responses: { 201: { description: 'The new program.', schema: issuedApiClientSchema } },
    errors: [
      { status: 404, codes: ['showroom_not_found'] },
      { status: 422, codes: ['unknown_scope'] },
    ],
    handle: async ({ body }) => {
      const issued = await service.create(body);
      const headers = { Location: apiClientHref(issued.client.id) };
      return { status: 201, body: presentIssuedApiClient(issued), headers };
    },
  });
}

function get(service: ApiClientService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/api-clients/{apiClientId}',
    operationId: 'getApiClient',
    summary: 'Read an API client',
    description: 'A program, without its secret or key.',
    tag,
    access: read,
    params: apiClientParamsSchema,
    responses: { 200: { description: 'The program.', schema: apiClientSchema } },
    errors: [notFound],
    handle: async ({ params }) => {
      const client = await service.get(params.apiClientId);
      return { status: 200, body: presentApiClient(client) };
    },
  });
}

function remove(service: ApiClientService): AnyRoute {
  return defineRoute({
    method: 'delete',
    path: '/api-clients/{apiClientId}',
    operationId: 'deleteApiClient',
    summary: 'Delete an API client',
    description:
      'Ends a program for good: its secrets at once, its access tokens and keys within 10 seconds.',
    tag,
    access: write,
    audit: { action: 'api-clients.delete', subjectType },
    params: apiClientParamsSchema,
    responses: { 204: { description: 'Deleted.' } },
    errors: [notFound],
    handle: async ({ params }) => {
      await service.remove(params.apiClientId);
      return { status: 204 };
    },
  });
}

function rotate(service: ApiClientService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/api-clients/{apiClientId}/secret',
    operationId: 'rotateApiClientSecret',
    summary: 'Change a secret or key',
    description:
      'Answers a new secret or key, once. The last one stays good for 24 hours, or as long as is ' +
      'asked for, so that a program can change over; at most two are good at a time. Access ' +
      'tokens that were issued with the old secret live out their 15 minutes.',
    tag,
    access: write,
    audit: { action: 'api-clients.rotate', subjectType },
    params: apiClientParamsSchema,
    body: secretRotationSchema,
    responses: { 200: { description: 'The program.', schema: issuedApiClientSchema } },
    errors: [notFound],
    handle: async ({ params, body }) => {
      const issued = await service.rotate(params.apiClientId, body.graceHours);
      return { status: 200, body: presentIssuedApiClient(issued) };
    },
  });
}
