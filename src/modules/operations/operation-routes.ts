import { idSchema } from '../../http/common-schema.js';
import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { decodeCursor } from '../../shared/pagination.js';
import { invalidRequest } from '../../shared/errors.js';
import { ALL_ROLES, INTEGRATIONS } from '../../shared/principal.js';
import { z } from 'zod';
import { OVERSEERS } from './operation-policy.js';
import { presentOperation, presentOperationRow } from './operation-presenter.js';
import { operationRowListSchema, operationRowsQuery, operationSchema } from './operation-schema.js';
import type { OperationService } from './operation-service.js';

const access = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'operations:read',
  object: 'own',
  onBehalf: OVERSEERS,
} as const;
const params = z.strictObject({ operationId: idSchema.describe('The operation.') });
const errors = [{ status: 404, codes: ['operation_not_found'] }];

/** `/operations`: how far long work is, and what came of it. */
export function operationRoutes(service: OperationService): readonly AnyRoute[] {
  return [getOperation(service), listOperationRows(service)];
}

function getOperation(service: OperationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/operations/{operationId}',
    operationId: 'getOperation',
    summary: 'Follow long work',
    description:
      'How far an operation is and what came of it, for whoever started it and for managers. ' +
      'Sockets are told by `OPERATION_UPDATED`.',
    tag: 'Long work',
    access,
    params,
    responses: { 200: { description: 'The operation.', schema: operationSchema } },
    errors,
    handle: async ({ params: { operationId }, principal }) => ({
      status: 200,
      body: presentOperation(await service.get(principal, operationId)),
    }),
  });
}

function listOperationRows(service: OperationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/operations/{operationId}/rows',
    operationId: 'listOperationRows',
    summary: 'What became of each row',
    description: 'Results row by row, in the order of the work, also while it is under way.',
    tag: 'Long work',
    access,
    params,
    query: operationRowsQuery,
    responses: { 200: { description: 'A page of results.', schema: operationRowListSchema } },
    errors,
    handle: async ({ params: { operationId }, query, principal, url }) => {
      const { limit, status, cursor } = query;
      const filters = { operationId, status };
      const after = cursor === undefined ? undefined : positionOf(cursor, filters);
      const page = await service.rows(principal, operationId, { limit, status, after });
      const rows = page.rows.map(presentOperationRow);
      return { status: 200, ...listResponse({ url, limit, page: { ...page, rows }, filters }) };
    },
  });
}

function positionOf(cursor: string, filters: unknown): number {
  const [position] = decodeCursor(cursor, filters);
  if (typeof position === 'number' && Number.isSafeInteger(position)) return position;
  const detail = 'The cursor is not one of this list.';
  throw invalidRequest([{ parameter: 'cursor', code: 'invalid_cursor', detail }]);
}
