import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS, LEADERS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { presentTransfer } from './transfer-presenter.js';
import {
  statusesOf,
  transferListQuery,
  transferListSchema,
  transferParams,
  transferSchema,
  updateTransferSchema,
} from './transfer-schema.js';
import type { TransferService } from './transfer-service.js';

const AUDITED = { subjectType: 'transfer' } as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'transfers:read',
  object: 'showroom',
} as const;
const change = { ...read, scope: 'transfers:write', object: 'own', onBehalf: LEADERS } as const;

const elsewhere = { status: 403, codes: ['showroom_forbidden'] };
const notThere = { status: 404, codes: ['transfer_not_found'] };

/** `/transfers`: vehicles on their way between the showrooms of the group. */
export function transferRoutes(service: TransferService): readonly AnyRoute[] {
  return [listTransfers(service), getTransfer(service), updateTransfer(service)];
}

function listTransfers(service: TransferService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/transfers',
    operationId: 'listTransfers',
    summary: 'List transfers',
    description:
      'Transfers in which a showroom of the caller gives a vehicle or has asked for one, latest ' +
      'first.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'transfers.read' },
    access: read,
    query: transferListQuery,
    responses: { 200: { description: 'One page of transfers.', schema: transferListSchema } },
    handle: async ({ query, principal, url, countExact }) => {
      const { limit, cursor, sort, fromShowroomId, toShowroomId, vehicleId } = query;
      const filters = { statusIn: statusesOf(query), fromShowroomId, toShowroomId, vehicleId };
      const bound = { ...filters, sort };
      const after = idOfCursor(cursor, bound);
      const page = await service.list(principal, { filters, sort, limit, after });
      const total = countExact ? await service.count(principal, filters) : undefined;
      const rows = page.rows.map((transfer) => presentTransfer(transfer, principal));
      const list = { url, limit, page: { ...page, rows }, filters: bound, total };
      return { status: 200, ...listResponse(list) };
    },
  });
}

function getTransfer(service: TransferService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/transfers/{transferId}',
    operationId: 'getTransfer',
    summary: 'Read a transfer',
    description:
      'One transfer, also when it is over; for whoever asked for it and the people of both ' +
      'showrooms. What the reader can make of it now is linked.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'transfers.read' },
    access: read,
    params: transferParams,
    responses: { 200: { description: 'The transfer.', schema: transferSchema } },
    errors: [elsewhere, notThere],
    handle: async ({ params: { transferId }, principal }) => {
      const transfer = await service.get(principal, transferId);
      return { status: 200, body: presentTransfer(transfer, principal), version: transfer.version };
    },
  });
}

function updateTransfer(service: TransferService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/transfers/{transferId}',
    operationId: 'updateTransfer',
    summary: 'Take a transfer further',
    description:
      'From `requested` to `approved` or `declined` (which releases the hold), from `approved` to ' +
      '`in_transit`: managers of the showroom that gives the vehicle. From `in_transit` to ' +
      '`received`: managers of the showroom that has asked for it; the vehicle is theirs from ' +
      'then on, and its hold goes on. What is not yet on its way can be `cancelled` by whoever ' +
      'asked and by managers of both showrooms; it is by itself when its hold ends.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'transfers.update' },
    access: change,
    params: transferParams,
    body: updateTransferSchema,
    bodyExample: { status: 'approved', note: 'Leaves on the Tuesday truck.' },
    responses: { 200: { description: 'The transfer.', schema: transferSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden', 'not_your_transfer'] },
      { status: 404, codes: ['transfer_not_found', 'vehicle_not_found'] },
      { status: 409, codes: ['invalid_transfer_transition'] },
      { status: 422, codes: ['currency_mismatch'] },
    ],
    ifMatch: true,
    prepare: ({ params, principal }) => service.vehicleOf(principal, params.transferId),
    handle: async ({ params, body, ifMatch: version, principal }, vehicleId) => {
      const wanted = { ...params, ...body, vehicleId, version };
      const transfer = await service.update(principal, wanted);
      return { status: 200, body: presentTransfer(transfer, principal), version: transfer.version };
    },
  });
}
