import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { ALL_ROLES } from '../../shared/principal.js';
import type { SessionAdministrationService } from './session-administration-service.js';
import { presentSession } from './session-presenter.js';
import {
  sessionListQuerySchema,
  sessionListSchema,
  sessionOwnerParamsSchema,
  sessionParamsSchema,
} from './session-schema.js';

/** Sessions seen and ended, by their owner or by an administrator. */
export function sessionRoutes(sessions: SessionAdministrationService): AnyRoute[] {
  return [list(sessions), end(sessions), endAllOfUser(sessions)];
}

function list(sessions: SessionAdministrationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/auth/sessions',
    operationId: 'listSessions',
    summary: 'List the sessions of the caller',
    description: 'Those that have neither ended nor expired, the oldest first.',
    tag: 'Authentication',
    access: { roles: ALL_ROLES, scope: 'sessions:read', object: 'own' },
    query: sessionListQuerySchema,
    responses: { 200: { description: 'A page of sessions.', schema: sessionListSchema } },
    handle: async ({ principal, query, url, countExact }) => {
      const { limit, cursor, ...filters } = query;
      const after = idOfCursor(cursor, filters);
      const found = await sessions.list(principal, { limit, after });
      const rows = found.rows.map((row) => presentSession(row, principal.sessionId));
      const page = { ...found, rows };
      const total = countExact ? await sessions.count(principal) : undefined;
      return { status: 200, ...listResponse({ url, limit, page, filters, total }) };
    },
  });
}

function end(sessions: SessionAdministrationService): AnyRoute {
  return defineRoute({
    method: 'delete',
    path: '/auth/sessions/{sessionId}',
    operationId: 'endSession',
    summary: 'End a session of the caller',
    description:
      'Its refresh tokens end at once, its access tokens within 10 seconds, its sockets within 30.',
    tag: 'Authentication',
    access: { roles: ALL_ROLES, scope: 'sessions:write', object: 'own' },
    params: sessionParamsSchema,
    responses: { 204: { description: 'The session has ended.' } },
    errors: [{ status: 404, codes: ['session_not_found'] }],
    handle: async ({ principal, params }) => {
      await sessions.end(principal, params.sessionId);
      return { status: 204 };
    },
  });
}

function endAllOfUser(sessions: SessionAdministrationService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/users/{userId}/sessions/revoke',
    operationId: 'revokeUserSessions',
    summary: 'End all sessions of a user',
    description:
      'All refresh tokens end at once, access tokens within 10 seconds, sockets within 30. The ' +
      'user may log in again: to prevent that, disable the user.',
    tag: 'Users',
    access: { roles: ['admin'], scope: 'users:write', object: 'organization' },
    params: sessionOwnerParamsSchema,
    responses: { 204: { description: 'All sessions have ended.' } },
    errors: [{ status: 404, codes: ['user_not_found'] }],
    handle: async ({ params }) => {
      await sessions.endAllOf(params.userId);
      return { status: 204 };
    },
  });
}
