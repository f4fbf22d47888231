import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import { presentEntryResult } from './vehicle-batch-presenter.js';
import { vehicleBatchResultSchema, vehicleBatchSchema } from './vehicle-batch-schema.js';
import type { VehicleBatchService } from './vehicle-batch-service.js';

/** `/vehicles/batch`: the inventory as other systems have it. */
export function vehicleBatchRoutes(batches: VehicleBatchService): readonly AnyRoute[] {
  return [saveVehicles(batches)];
}

function saveVehicles(batches: VehicleBatchService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/vehicles/batch',
    operationId: 'saveVehicles',
    summary: 'Add or change many vehicles',
    description:
      'Up to 100 vehicles in order. One whose `externalId` the group knows is changed: what is ' +
      'given replaces, `null` clears, and no `If-Match` is asked for; every other one is added. ' +
      'Each has a status of its own, and one that is refused undoes nothing but itself, also when ' +
      'it does not fit its schema. An `externalId` that another request has taken meanwhile is a ' +
      '409: send that vehicle again.',
    tag: 'Vehicles',
    access: {
      ...{ roles: MANAGERS, clients: INTEGRATIONS, scope: 'vehicles:write', object: 'showroom' },
    },
    body: vehicleBatchSchema,
    idempotency: 'optional',
    responses: {
      207: { description: 'A result each, in order.', schema: vehicleBatchResultSchema },
    },
    prepare: ({ body }) => batches.known(body.vehicles),
    handle: async ({ body: { vehicles }, principal }, known) => {
      const saved = await batches.save(principal, vehicles, known);
      const results = saved.map((result, index) =>
        presentEntryResult(result, vehicles[index]?.externalId),
      );
      return { status: 207, body: { results } };
    },
  });
}
