import type { AnyRoute } from '../define-route.js';
import { createDocsRoutes } from './docs-routes.js';
import type { DocsDeps } from './docs-routes.js';
import { createMetricsRoute } from './metrics-route.js';
import type { MetricsRouteDeps } from './metrics-route.js';
import { createProbeRoutes } from './probe-routes.js';
import type { ProbeDeps } from './probe-routes.js';
import { createProblemRoute } from './problem-route.js';

export type OperationsDeps = ProbeDeps & MetricsRouteDeps & DocsDeps;

/** The operations at the root, for those who run the product and those who read about it. */
export function createOperationsRoutes(deps: OperationsDeps): AnyRoute[] {
  return [
    ...createProbeRoutes(deps),
    createMetricsRoute(deps),
    ...createDocsRoutes(deps),
    createProblemRoute(),
  ];
}
