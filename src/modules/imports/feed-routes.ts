import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import { feedQuerySchema, feedTextSchema } from './feed-schema.js';
import type { FeedService } from './feed-service.js';
import type { FeedFormat } from './feed-types.js';

const access = {
  roles: MANAGERS,
  clients: INTEGRATIONS,
  scope: 'vehicles:read',
  object: 'organization',
} as const;

interface Feed {
  readonly format: FeedFormat;
  readonly operationId: string;
  readonly platform: string;
}

/** `/feeds`: the inventory as platforms take it. */
export function feedRoutes(
  service: FeedService,
  formats: { readonly google: FeedFormat; readonly meta: FeedFormat },
): readonly AnyRoute[] {
  const google = { operationId: 'getGoogleFeed', platform: 'Google vehicle listings' };
  const meta = { operationId: 'getMetaFeed', platform: 'the automotive catalogue of Meta' };
  return [
    feedRoute(service, { ...google, format: formats.google }),
    feedRoute(service, { ...meta, format: formats.meta }),
  ];
}

function feedRoute(service: FeedService, { format, operationId, platform }: Feed): AnyRoute {
  const disposition = `attachment; filename="${format.fileName}"`;
  return defineRoute({
    method: 'get',
    path: `/feeds/${format.fileName}`,
    operationId,
    summary: `Inventory for ${platform}`,
    description:
      `What is for sale, with VIN and price, as CSV for ${platform}; streamed. A vehicle without ` +
      'something that the platform requires is left out. Texts that a spreadsheet would run ' +
      'begin with an apostrophe.',
    tag: 'Vehicles',
    access,
    query: feedQuerySchema,
    responses: {
      200: { description: 'The feed.', schema: feedTextSchema, contentType: 'text/csv' },
    },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    cacheControl: 'private, no-cache',
    handle: async ({ query, principal }) => ({
      status: 200,
      body: await service.lines(principal, format, query),
      headers: { 'Content-Disposition': disposition },
    }),
  });
}
