import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { RealtimeMapping } from '../../events/event.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Clock } from '../../shared/clock.js';
import { OperationReadModel } from './operation-read-model.js';
import { operationRealtime } from './operation-realtime.js';
import { OperationRepository } from './operation-repository.js';
import { operationRoutes } from './operation-routes.js';
import { OperationService } from './operation-service.js';

interface OperationModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Long work as the rest of the product sees it. */
export interface OperationModule {
  readonly service: OperationService;
  readonly routes: readonly AnyRoute[];
  readonly realtime: readonly RealtimeMapping[];
}

/** Wires long work. */
export function createOperationModule({
  database,
  events,
  clock,
}: OperationModuleDeps): OperationModule {
  const { tenantDb, unitOfWork } = database;
  const service = new OperationService({
    repository: new OperationRepository(tenantDb),
    readModel: new OperationReadModel(tenantDb),
    ...{ unitOfWork, events, clock },
  });
  return { service, routes: operationRoutes(service), realtime: [operationRealtime] };
}
