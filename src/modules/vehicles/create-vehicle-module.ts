import type { Invalidation } from '../../cache/create-cache.js';
import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { DomainEvent, RealtimeMapping } from '../../events/event.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { JobHandler } from '../../jobs/job.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { holdExpiryJob } from './hold-jobs.js';
import { HoldKeeper } from './hold-keeper.js';
import { HoldRepository } from './hold-repository.js';
import { holdRoutes } from './hold-routes.js';
import { HoldService } from './hold-service.js';
import { InventoryChanges } from './inventory-changes.js';
import { PriceReadModel } from './price-read-model.js';
import { PriceRepository } from './price-repository.js';
import { priceRoutes } from './price-routes.js';
import { PriceService } from './price-service.js';
import { VehicleBatchCreator } from './vehicle-batch-creator.js';
import { vehicleBatchRoutes } from './vehicle-batch-routes.js';
import { VehicleBatchService } from './vehicle-batch-service.js';
import { TransferKeeper } from './transfer-keeper.js';
import { TransferReadModel } from './transfer-read-model.js';
import { transferRealtime } from './transfer-realtime.js';
import { TransferRepository } from './transfer-repository.js';
import { transferRoutes } from './transfer-routes.js';
import { TransferService } from './transfer-service.js';
import { defineVehicleModel } from './vehicle-model.js';
import { VehicleImportRepository } from './vehicle-import-repository.js';
import { VehicleImportService } from './vehicle-import-service.js';
import { VehicleReadModel } from './vehicle-read-model.js';
import { holdRealtime, vehicleRealtime } from './vehicle-realtime.js';
import { VehicleRepository } from './vehicle-repository.js';
import { vehicleRoutes } from './vehicle-routes.js';
import { VehicleService } from './vehicle-service.js';
import type { ShowroomGate } from './vehicle-service.js';

interface VehicleModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
  readonly showrooms: ShowroomGate;
  readonly invalidation: Invalidation;
}

/** The inventory as the rest of the product sees it. */
export interface VehicleModule {
  readonly service: VehicleService;
  /** Many at once, for files. */
  readonly imports: VehicleImportService;
  readonly routes: readonly AnyRoute[];
  readonly realtime: readonly RealtimeMapping[];
  readonly jobs: readonly JobHandler[];
  /** Told of events when they are passed on. */
  afterRelay(events: readonly DomainEvent[]): Promise<void>;
}

/** Wires the inventory. */
export function createVehicleModule(deps: VehicleModuleDeps): VehicleModule {
  const { database, events, jobs, clock, showrooms } = deps;
  const { sequelize, tenantDb, unitOfWork } = database;
  const changes = new InventoryChanges({ unitOfWork, invalidation: deps.invalidation });
  const vehicles = new VehicleRepository({
    ...{ model: defineVehicleModel(sequelize), tenantDb, clock, changes },
  });
  const holds = new HoldRepository(tenantDb);
  const transfers = new TransferRepository(tenantDb);
  const transferKeeper = new TransferKeeper({ transfers, events });
  const keeper = new HoldKeeper({ vehicles, holds, transferKeeper, events, clock });
  const shared = { keeper, transferKeeper, unitOfWork, events, clock };
  const service = new VehicleService({
    ...{ ...shared, repository: vehicles, showrooms },
    readModel: new VehicleReadModel({ tenantDb, clock }),
    prices: new PriceRepository(tenantDb),
  });
  const many = { repository: new VehicleImportRepository(tenantDb, changes), events, clock };
  const creator = new VehicleBatchCreator({ ...many, showrooms });
  const batches = new VehicleBatchService({
    ...{ vehicles: service, creator, repository: vehicles, unitOfWork },
  });
  const holdService = new HoldService({ ...shared, vehicles, holds, jobs, showrooms });
  const transferService = new TransferService({
    ...{ ...shared, transfers, vehicles: service },
    readModel: new TransferReadModel({ tenantDb, clock }),
  });
  const prices = new PriceService({ vehicles: service, readModel: new PriceReadModel(tenantDb) });
  const imports = new VehicleImportService({ ...many, transferKeeper });
  return {
    service,
    imports,
    routes: [
      ...vehicleBatchRoutes(batches),
      ...vehicleRoutes(service),
      ...holdRoutes(holdService),
      ...transferRoutes(transferService),
      ...priceRoutes(prices),
    ],
    realtime: [vehicleRealtime, holdRealtime, transferRealtime],
    jobs: [holdExpiryJob(holdService)],
    afterRelay: (relayed) => changes.repeat(relayed),
  };
}
