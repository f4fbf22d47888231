import { defineRoute } from '../../http/define-route.js';
import { ALL_CLIENTS, ALL_ROLES } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { SHOWROOM_CHANGERS } from './showroom-policy.js';
import { presentShowroom, showroomHref } from './showroom-presenter.js';
import {
  newShowroomSchema,
  showroomListQuerySchema,
  showroomListSchema,
  showroomParamsSchema,
  showroomPatchSchema,
  showroomSchema,
} from './showroom-schema.js';
import { SHOWROOM_LIST_FILTERS } from './showroom-service.js';
import type { ShowroomService } from './showroom-service.js';

const tag = 'Showrooms';
const MEANINGLESS = {
  status: 422,
  codes: ['unknown_time_zone', 'unknown_currency', 'invalid_opening_hours', 'duplicate_floor'],
};

/** Read, make and change showrooms. */
export function showroomRoutes(service: ShowroomService): AnyRoute[] {
  return [list(service), create(service), read(service), update(service)];
}

function list(service: ShowroomService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms',
    operationId: 'listShowrooms',
    summary: 'List showrooms',
    description:
      'The showrooms of the dealer group, the oldest first. Managers and reps see those they ' +
      'have access to.',
    tag,
    access: {
      roles: ALL_ROLES,
      clients: ALL_CLIENTS,
      scope: 'showrooms:read',
      object: 'organization',
    },
    query: showroomListQuerySchema,
    responses: { 200: { description: 'A page of showrooms.', schema: showroomListSchema } },
    handle: async ({ principal, query, url, countExact }) => {
      const { rows, ...rest } = await service.list(principal, query);
      const page = { ...rest, rows: rows.map((row) => presentShowroom(row, principal)) };
      const total = countExact ? await service.count(principal) : undefined;
      const filters = SHOWROOM_LIST_FILTERS;
      return { status: 200, ...listResponse({ url, limit: query.limit, page, filters, total }) };
    },
  });
}

function create(service: ShowroomService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/showrooms',
    operationId: 'createShowroom',
    summary: 'Make a showroom',
    description: 'Adds a showroom to the dealer group.',
    tag,
    access: {
      roles: SHOWROOM_CHANGERS,
      scope: 'showrooms:write',
      object: 'organization',
    },
    body: newShowroomSchema,
    idempotency: 'optional',
    responses: { 201: { description: 'The new showroom.', schema: showroomSchema } },
    errors: [MEANINGLESS],
    handle: async ({ body, principal }) => {
      const showroom = await service.create(body);
      return {
        status: 201,
        body: presentShowroom(showroom, principal),
        version: showroom.version,
        headers: { Location: showroomHref(showroom.id) },
      };
    },
  });
}

function read(service: ShowroomService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}',
    operationId: 'getShowroom',
    summary: 'Read a showroom',
    description: 'One showroom that the caller has access to.',
    tag,
    access: { roles: ALL_ROLES, clients: ALL_CLIENTS, scope: 'showrooms:read', object: 'showroom' },
    params: showroomParamsSchema,
    responses: { 200: { description: 'The showroom.', schema: showroomSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ params, principal }) => {
      const showroom = await service.read(principal, params.showroomId);
      const body = presentShowroom(showroom, principal);
      return { status: 200, body, version: showroom.version };
    },
  });
}

function update(service: ShowroomService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/showrooms/{showroomId}',
    operationId: 'updateShowroom',
    summary: 'Change a showroom',
    description:
      'Changes the members that are given, each as a whole; `null` removes the address or the ' +
      'location.',
    tag,
    access: {
      roles: SHOWROOM_CHANGERS,
      scope: 'showrooms:write',
      object: 'showroom',
    },
    params: showroomParamsSchema,
    body: showroomPatchSchema,
    ifMatch: true,
    responses: { 200: { description: 'The showroom as it is now.', schema: showroomSchema } },
    errors: [{ status: 404, codes: ['showroom_not_found'] }, MEANINGLESS],
    handle: async ({ params, body, ifMatch, principal }) => {
      const showroom = await service.update(params.showroomId, ifMatch, body);
      const presented = presentShowroom(showroom, principal);
      return { status: 200, body: presented, version: showroom.version };
    },
  });
}
