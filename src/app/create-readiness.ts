import type { Database } from '../database/create-database.js';
import type { CircuitState } from '../integrations/circuit-breaker-metrics.js';
import { Readiness } from '../observability/readiness.js';
import type { DependencyState } from '../observability/readiness.js';
import { asSystem } from '../observability/request-context.js';
import type { AppContext } from './app-context.js';

/** Looks at what the product depends on; outside services are known by their breakers. */
export function createReadiness(context: AppContext, database: Database): Readiness {
  const { processState, logger, integrations, redis } = context;
  return new Readiness({
    processState,
    logger,
    probes: {
      database: async () => {
        await asSystem('readiness', () => database.rawDb.select('SELECT 1'));
        return 'up';
      },
      cache: async () => {
        if (redis === undefined) return 'disabled';
        await redis.ping();
        return 'up';
      },
      scoring: () => Promise.resolve(fromBreaker(integrations.leadScoring?.state())),
      sms: () => Promise.resolve(fromBreaker(integrations.sms.state())),
    },
  });
}

function fromBreaker(state: CircuitState | undefined): DependencyState {
  if (state === undefined) return 'disabled';
  return state === 'open' ? 'down' : 'up';
}
