import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS, LEADERS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { holdHref, presentHold } from './hold-presenter.js';
import {
  createHoldSchema,
  holdParams,
  holdSchema,
  holdsParams,
  updateHoldSchema,
} from './hold-schema.js';
import type { HoldService } from './hold-service.js';

/** A hold, and the customer for whom it is. */
const AUDITED = { subjectType: 'hold', idFields: ['id', 'customerId'] } as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'holds:read',
  object: 'showroom',
} as const;
const write = { ...read, scope: 'holds:write', object: 'organization' } as const;
const change = { ...write, object: 'own', onBehalf: LEADERS } as const;

const outOfRange = { status: 422, codes: ['hold_until_out_of_range'] };
const CREATE_ERRORS = [
  { status: 403, codes: ['showroom_forbidden'] },
  {
    status: 404,
    codes: [
      ...['vehicle_not_found', 'showroom_not_found'],
      ...['customer_not_found', 'lead_not_found'],
    ],
  },
  {
    status: 409,
    codes: ['vehicle_already_held', 'vehicle_not_available', 'vehicle_in_transfer'],
  },
  {
    status: 422,
    codes: [
      ...['hold_until_out_of_range', 'hold_showroom_required', 'currency_mismatch'],
      ...['lead_of_another_showroom', 'lead_of_another_customer'],
    ],
  },
];

const notThere = { status: 404, codes: ['vehicle_not_found', 'hold_not_found'] };
const notYours = { status: 403, codes: ['not_your_hold'] };
const over = { status: 409, codes: ['hold_ended'] };

/** `/vehicles/{vehicleId}/holds`: vehicles kept for somebody. */
export function holdRoutes(service: HoldService): readonly AnyRoute[] {
  return [createHold(service), getHold(service), updateHold(service), deleteHold(service)];
}

function createHold(service: HoldService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/vehicles/{vehicleId}/holds',
    operationId: 'createHold',
    summary: 'Hold a vehicle',
    description:
      'Keeps an available vehicle of the group for somebody, for 24 hours unless `until` says ' +
      'otherwise. A vehicle has one live hold; at `until` it is over by itself. One that stands ' +
      'in another showroom than the one that it is held for is asked for by a transfer.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'holds.create' },
    access: write,
    params: holdsParams,
    body: createHoldSchema,
    bodyExample: { until: '2026-11-22T18:00:00.000Z', note: 'Comes on Sunday with her husband.' },
    responses: { 201: { description: 'The hold.', schema: holdSchema } },
    errors: CREATE_ERRORS,
    idempotency: 'required',
    handle: async ({ params: { vehicleId }, body, principal }) => {
      const until = body.until === undefined ? undefined : new Date(body.until);
      const hold = await service.create(principal, vehicleId, { ...body, until });
      return {
        status: 201,
        body: presentHold(hold, principal),
        version: hold.version,
        headers: { Location: holdHref(hold) },
      };
    },
  });
}

function getHold(service: HoldService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/vehicles/{vehicleId}/holds/{holdId}',
    operationId: 'getHold',
    summary: 'Read a hold',
    description:
      'One hold, also when it is over; for its maker, the people of the showroom that it is for, ' +
      'and those where the vehicle stands.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'holds.read' },
    access: read,
    params: holdParams,
    responses: { 200: { description: 'The hold.', schema: holdSchema } },
    errors: [{ status: 403, codes: ['showroom_forbidden'] }, notThere],
    handle: async ({ params: { vehicleId, holdId }, principal }) => {
      const hold = await service.get(principal, vehicleId, holdId);
      return { status: 200, body: presentHold(hold, principal), version: hold.version };
    },
  });
}

function updateHold(service: HoldService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/vehicles/{vehicleId}/holds/{holdId}',
    operationId: 'updateHold',
    summary: 'Extend a hold',
    description:
      'Moves the end of a live hold to an instant within seven days from now. For who made it, ' +
      'managers of both showrooms and administrators.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'holds.update' },
    access: change,
    params: holdParams,
    body: updateHoldSchema,
    bodyExample: { until: '2026-11-23T18:00:00.000Z' },
    responses: { 200: { description: 'The hold.', schema: holdSchema } },
    errors: [notYours, notThere, over, outOfRange],
    ifMatch: true,
    handle: async ({ params, body, ifMatch: version, principal }) => {
      const hold = await service.extend(principal, { ...params, version }, new Date(body.until));
      return { status: 200, body: presentHold(hold, principal), version: hold.version };
    },
  });
}

function deleteHold(service: HoldService): AnyRoute {
  return defineRoute({
    method: 'delete',
    path: '/vehicles/{vehicleId}/holds/{holdId}',
    operationId: 'deleteHold',
    summary: 'Release a hold',
    description:
      'Ends a live hold, and the transfer asked for with it unless the vehicle is on its way; it ' +
      'is available again, the hold can still be read. For who made it, managers of both ' +
      'showrooms and administrators.',
    tag: 'Vehicles',
    audit: { ...AUDITED, action: 'holds.delete' },
    access: change,
    params: holdParams,
    responses: { 204: { description: 'Released.' } },
    errors: [notYours, notThere, over],
    ifMatch: true,
    handle: async ({ params, ifMatch: version, principal }) => {
      await service.release(principal, { ...params, version });
      return { status: 204 };
    },
  });
}
