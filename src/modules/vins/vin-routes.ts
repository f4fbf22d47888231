import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS } from '../../shared/principal.js';
import { decodedVinSchema, vinParams } from './vin-schema.js';
import type { VinService } from './vin-service.js';

/** `/vins/{vin}`: what a VIN means. */
export function vinRoutes(vins: VinService): readonly AnyRoute[] {
  return [
    defineRoute({
      method: 'get',
      path: '/vins/{vin}',
      operationId: 'decodeVin',
      summary: 'Decode a VIN',
      description:
        'What the seventeen characters say by themselves and, where `VPIC_BASE_URL` is set, what ' +
        'the service of the NHTSA knows of them; without its answer the rest is there all the ' +
        'same. `sources` tells which gave which field.',
      tag: 'Vehicles',
      access: {
        roles: ALL_ROLES,
        clients: INTEGRATIONS,
        scope: 'vehicles:read',
        object: 'organization',
      },
      params: vinParams,
      responses: { 200: { description: 'What is known.', schema: decodedVinSchema } },
      errors: [{ status: 422, codes: ['not_a_vin'] }],
      cacheControl: 'private, max-age=86400',
      handle: async ({ params }) => {
        const { fields, sources, ...rest } = await vins.decode(params.vin);
        const self = { href: `/api/v1/vins/${rest.vin}` };
        return { status: 200, body: { ...rest, ...fields, sources, _links: { self } } };
      },
    }),
  ];
}
