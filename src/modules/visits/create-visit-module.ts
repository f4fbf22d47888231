import type { PositionStore } from '../../cache/position-store.js';
import type { Database } from '../../database/create-database.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Schedule } from '../../jobs/job.js';
import { IdempotencyStore } from '../../http/idempotency-store.js';
import type { LiveBroadcast, RoomSnapshot, SocketCommand } from '../../realtime/realtime-ports.js';
import type { Logger } from '../../observability/logger.js';
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
import { interestsChanged } from './interest-subscribers.js';
import { NearInterest } from './near-interest.js';
import { NearInterestMemory } from './near-interest-memory.js';
import { OpenVisitDirectory } from './open-visit-directory.js';
import { PositionBuffer } from './position-buffer.js';
import { PositionFlusher } from './position-flusher.js';
import { PositionRepository } from './position-repository.js';
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
  readonly logger: Logger;
  readonly positions: PositionStore;
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
  /** Writes what was taken of positions; at the end of the process. */
  stop(): Promise<void>;
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
    buffer: new PositionBuffer(),
    memory: new NearInterestMemory(deps.clock),
  };
  const placing = new VisitPlacing(shared);
  const finder = new VisitFinder({ ...shared, placing });
  const lifecycle = new VisitLifecycle({ ...shared, finder, placing });
  const directory = new OpenVisitDirectory(shared);
  const writing = { ...shared, positions: new PositionRepository(tenantDb) };
  const flusher = new PositionFlusher(writing);
  const nearInterest = new NearInterest(shared);
  const walking = { ...shared, directory, finder, placing, flusher, nearInterest };
  const movement = new VisitMovement(walking);
  const engagement = new VisitEngagement(shared);
  const activities = new ActivityService({
    ...{ ...walking, lifecycle, movement, engagement },
  });
  const service = new VisitService({ ...shared, lifecycle, placing });
  const floor = new FloorService({ ...shared, placing });
  return {
    service,
    activities,
    routes: [...activityRoutes(activities, floor), ...visitRoutes(service)],
    subscribers: [
      scoreDuringVisit({ ...shared, lifecycle, placing }),
      scoreAfterEntering({ ...shared, lifecycle, placing }),
      interestsChanged(shared),
    ],
    realtime: [visitRealtime],
    snapshots: [showroomSnapshot({ unitOfWork, floor, rotation })],
    commands: [
      activityCommand({ activities, idempotency: new IdempotencyStore({ ...shared, tenantDb }) }),
    ],
    schedules: visitSchedules({ ...shared, lifecycle, placing }),
    stop: () => flusher.stop(),
  };
}
