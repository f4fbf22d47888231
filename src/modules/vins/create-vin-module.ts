import type { Database } from '../../database/create-database.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { VinDecoder } from '../../integrations/vpic-client.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { VinRepository } from './vin-repository.js';
import { vinRoutes } from './vin-routes.js';
import { VinService } from './vin-service.js';

export interface VinModuleDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  /** The outside service; absent where none is configured. */
  readonly decoder: VinDecoder | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What vehicle identification numbers mean. */
export interface VinModule {
  readonly service: VinService;
  readonly routes: readonly AnyRoute[];
}

/** Wires the folder. */
export function createVinModule({ database, ...deps }: VinModuleDeps): VinModule {
  const { tenantDb, unitOfWork } = database;
  const service = new VinService({ ...deps, unitOfWork, decodes: new VinRepository(tenantDb) });
  return { service, routes: vinRoutes(service) };
}
