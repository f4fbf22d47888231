import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { decodeCursor } from '../../shared/pagination.js';
import { presentPriceChange } from './price-presenter.js';
import { priceHistoryParams, priceHistoryQuery, priceHistorySchema } from './price-schema.js';
import type { PriceService } from './price-service.js';

/** `/vehicles/{vehicleId}/price-history`: what a vehicle has cost. */
export function priceRoutes(service: PriceService): readonly AnyRoute[] {
  return [listPrices(service)];
}

function listPrices(service: PriceService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/vehicles/{vehicleId}/price-history',
    operationId: 'listVehiclePrices',
    summary: 'Read the price history',
    description:
      'The asking prices of a vehicle, latest first: the one it came with, and every change. ' +
      'Managers see who changed it.',
    tag: 'Vehicles',
    access: {
      roles: ALL_ROLES,
      clients: INTEGRATIONS,
      scope: 'vehicles:read',
      object: 'organization',
      visibleTo: { changedBy: MANAGERS },
    },
    params: priceHistoryParams,
    query: priceHistoryQuery,
    responses: { 200: { description: 'One page of prices.', schema: priceHistorySchema } },
    errors: [{ status: 404, codes: ['vehicle_not_found'] }],
    cacheControl: 'private, no-cache',
    handle: async ({ params: { vehicleId }, query, url, countExact }) => {
      const { limit, cursor } = query;
      const filters = { vehicleId };
      const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, filters)[0]);
      const page = await service.history(vehicleId, { limit, before });
      const total = countExact ? await service.count(vehicleId) : undefined;
      const rows = page.rows.map(presentPriceChange);
      const list = listResponse({ url, limit, page: { ...page, rows }, filters, total });
      const headers = { ...list.headers, Vary: 'Authorization, Accept-Encoding' };
      return { status: 200, body: list.body, headers };
    },
  });
}
