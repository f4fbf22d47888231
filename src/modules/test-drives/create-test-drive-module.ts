import type { Database } from '../../database/create-database.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleService } from '../vehicles/index.js';
import { TestDriveReadModel } from './test-drive-read-model.js';
import { testDriveRealtime } from './test-drive-realtime.js';
import { TestDriveRepository } from './test-drive-repository.js';
import { testDriveRoutes } from './test-drive-routes.js';
import { TestDriveService } from './test-drive-service.js';
import type { BookingTerms } from './test-drive-service.js';
import { bookOnRequest } from './test-drive-subscribers.js';

export interface TestDriveModuleDeps {
  readonly database: Pick<Database, 'tenantDb'>;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly showrooms: Pick<ShowroomService, 'requireAccess' | 'get'>;
  readonly vehicles: Pick<VehicleService, 'getMany'>;
}

/** Drives in the vehicles, and who and what is promised when. */
export interface TestDriveModule {
  readonly service: TestDriveService;
  readonly routes: readonly AnyRoute[];
  readonly subscribers: ReadonlyArray<EventSubscriber<BookingTerms | undefined>>;
  readonly realtime: readonly RealtimeMapping[];
}

/** Wires test drives. */
export function createTestDriveModule(deps: TestDriveModuleDeps): TestDriveModule {
  const { tenantDb } = deps.database;
  const service = new TestDriveService({
    ...deps,
    testDrives: new TestDriveRepository(tenantDb),
    readModel: new TestDriveReadModel(tenantDb),
  });
  return {
    service,
    routes: testDriveRoutes(service),
    subscribers: [bookOnRequest({ service, logger: deps.logger })],
    realtime: [testDriveRealtime],
  };
}
