import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { RealtimeMapping } from '../../events/event.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Clock } from '../../shared/clock.js';
import { defineVehicleModel } from './vehicle-model.js';
import { VehicleReadModel } from './vehicle-read-model.js';
import { vehicleRealtime } from './vehicle-realtime.js';
import { VehicleRepository } from './vehicle-repository.js';
import { vehicleRoutes } from './vehicle-routes.js';
import { VehicleService } from './vehicle-service.js';
import type { ShowroomGate } from './vehicle-service.js';

interface VehicleModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly showrooms: ShowroomGate;
}

/** The inventory as the rest of the product sees it. */
export interface VehicleModule {
  readonly service: VehicleService;
  readonly routes: readonly AnyRoute[];
  readonly realtime: readonly RealtimeMapping[];
}

/** Wires the inventory. */
export function createVehicleModule(deps: VehicleModuleDeps): VehicleModule {
  const { database, events, clock, showrooms } = deps;
  const { sequelize, tenantDb, unitOfWork } = database;
  const repository = new VehicleRepository({ model: defineVehicleModel(sequelize), tenantDb });
  const readModel = new VehicleReadModel(tenantDb);
  const service = new VehicleService({
    ...{ repository, readModel, showrooms, unitOfWork, events, clock },
  });
  return { service, routes: vehicleRoutes(service), realtime: [vehicleRealtime] };
}
