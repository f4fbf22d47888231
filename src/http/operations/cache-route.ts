import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';

export interface CacheRouteDeps {
  readonly invalidation: { invalidateAll(): Promise<void> };
}

/** `/ops/cache/flush` for those who run the product. */
export function createCacheRoute({ invalidation }: CacheRouteDeps): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/ops/cache/flush',
    operationId: 'flushCache',
    summary: 'Forget all kept answers',
    description:
      'Makes every kept answer one of the past, for all instances and organizations: what is ' +
      'asked next comes from the database. Nothing has to be flushed after a change made through ' +
      'the product; this is for changes made in the database by hand.',
    tag: 'Operations',
    access: { object: 'ops' },
    responses: { 204: { description: 'Forgotten.' } },
    handle: async () => {
      await invalidation.invalidateAll();
      return { status: 204 };
    },
  });
}
