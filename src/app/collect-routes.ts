import type { AnyRoute } from '../http/define-route.js';
import { createOperationsRoutes } from '../http/operations/create-operations-routes.js';
import { createMetrics } from '../observability/metrics.js';
import { ProcessState } from '../observability/process-state.js';
import { systemClock } from '../shared/clock.js';

/**
 * Every route of the product, without a database: for the document and for the checks of it.
 * The routes can be read, not called.
 */
export function collectRoutes(): AnyRoute[] {
  return operationsRoutes();
}

function operationsRoutes(): AnyRoute[] {
  const unreachable = (): never => {
    throw new Error('These routes are for reading only.');
  };
  return createOperationsRoutes({
    clock: systemClock,
    processState: new ProcessState(),
    readiness: { check: unreachable },
    metrics: createMetrics(),
    openapiYaml: unreachable,
  });
}
