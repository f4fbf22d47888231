import type { Database } from '../../database/create-database.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Schedule } from '../../jobs/job.js';
import { IdempotencyStore } from '../../http/idempotency-store.js';
import type { LiveBroadcast, RoomSnapshot, SocketCommand } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import type { UserDirectory } from '../auth/index.js';
import type { CustomerService } from '../customers/index.js';
import type { LeadService } from '../leads/index.js';
import type { RotationModule } from '../rotation/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleService } from '../vehicles/index.js';
import { activityCommand } from './activity-command.js';
import { ActivityRepository } from './activity-repository.js';
import { activityRoutes } from './activity-routes.js';
import { ActivityService } from './activity-service.js';
import { DwellRepository } from './dwell-repository.js';
import { FloorService } from './floor-service.js';
import { HeatmapRepository } from './heatmap-repository.js';
import { InterestRepository } from './interest-repository.js';
import { VisitEngagement } from './visit-engagement.js';
import { VisitFinder } from './visit-finder.js';
import { visitSchedules } from './visit-jobs.js';
import { VisitLifecycle } from './visit-lifecycle.js';
import { VisitMovement } from './visit-movement.js';
import { VisitPlacing } from './visit-placing.js';
import { VisitReadModel } from './visit-read-model.js';
import { visitRealtime } from './visit-realtime.js';
import { VisitRepository } from './visit-repository.js';
import { visitRoutes } from './visit-routes.js';
import { VisitService } from './visit-service.js';
import { showroomSnapshot } from './visit-snapshot.js';
import { scoreAfterEntering, scoreDuringVisit } from './visit-subscribers.js';

interface VisitModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly broadcast: LiveBroadcast;
  readonly clock: Clock;
  readonly users: UserDirectory;
  readonly showrooms: ShowroomService;
  readonly rotation: RotationModule;
  readonly customers: CustomerService;
  readonly vehicles: VehicleService;
  readonly leads: LeadService;
}

/** What the rest of the product uses of visits. */
export interface VisitModule {
  readonly service: VisitService;
  readonly activities: ActivityService;
  readonly routes: readonly AnyRoute[];
  readonly subscribers: ReadonlyArray<EventSubscriber<readonly string[]>>;
  readonly realtime: readonly RealtimeMapping[];
  readonly snapshots: readonly RoomSnapshot[];
  readonly commands: readonly SocketCommand[];
  readonly schedules: readonly Schedule[];
}

/** Wires visits. */
export function createVisitModule(deps: VisitModuleDeps): VisitModule {
  const { tenantDb, unitOfWork } = deps.database;
  const { turns, service: rotation } = deps.rotation;
  const shared = {
    ...deps,
    unitOfWork,
    turns,
    rotation,
    visits: new VisitRepository(tenantDb),
    readModel: new VisitReadModel(tenantDb),
    dwells: new DwellRepository(tenantDb),
    interests: new InterestRepository(tenantDb),
    activities: new ActivityRepository(tenantDb),
    heatmaps: new HeatmapRepository(tenantDb),
  };
  const finder = new VisitFinder(shared);
  const placing = new VisitPlacing(shared);
  const lifecycle = new VisitLifecycle({ ...shared, finder, placing });
  const movement = new VisitMovement({ ...shared, placing });
  const engagement = new VisitEngagement(shared);
  const activities = new ActivityService({
    ...{ ...shared, finder, lifecycle, movement, engagement, placing },
  });
  const service = new VisitService({ ...shared, lifecycle });
  const floor = new FloorService(shared);
  return {
    service,
    activities,
    routes: [...activityRoutes(activities, floor), ...visitRoutes(service)],
    subscribers: [
      scoreDuringVisit({ ...shared, lifecycle }),
      scoreAfterEntering({ ...shared, lifecycle }),
    ],
    realtime: [visitRealtime],
    snapshots: [showroomSnapshot({ unitOfWork, floor, rotation })],
    commands: [
      activityCommand({ activities, idempotency: new IdempotencyStore({ ...shared, tenantDb }) }),
    ],
    schedules: visitSchedules({ ...shared, lifecycle }),
  };
}
