import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { JobHandler } from '../../jobs/job.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import type { UserDirectory } from '../auth/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import { DecisionRepository } from './decision-repository.js';
import { rotationJobs } from './rotation-jobs.js';
import { rotationRealtime } from './rotation-realtime.js';
import { presenceRoutes } from './presence-routes.js';
import { rotationRoutes } from './rotation-routes.js';
import { followRights, welcomeRep } from './rotation-subscribers.js';
import { RotationService } from './rotation-service.js';
import { StaffRepository } from './staff-repository.js';
import { TurnAssigner } from './turn-assigner.js';
import { TurnRepository } from './turn-repository.js';
import { TurnService } from './turn-service.js';

interface RotationModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly users: UserDirectory;
  readonly showrooms: ShowroomService;
}

/** What the rest of the product uses of the rotation. */
export interface RotationModule {
  readonly service: RotationService;
  readonly turns: TurnService;
  readonly routes: readonly AnyRoute[];
  readonly realtime: readonly RealtimeMapping[];
  readonly subscribers: readonly EventSubscriber[];
  readonly jobs: readonly JobHandler[];
}

/** Wires the rotation. */
export function createRotationModule(deps: RotationModuleDeps): RotationModule {
  const { tenantDb, unitOfWork } = deps.database;
  const staff = new StaffRepository(tenantDb);
  const decisions = new DecisionRepository(tenantDb);
  const shared = { ...deps, unitOfWork, staff, decisions };
  const claims = { ...shared, turns: new TurnRepository(tenantDb) };
  const turns = new TurnService({ ...claims, assigner: new TurnAssigner(claims) });
  const service = new RotationService({ ...shared, turns });
  return {
    service,
    turns,
    routes: [...rotationRoutes(service), ...presenceRoutes(service)],
    realtime: [rotationRealtime],
    subscribers: [followRights({ ...shared, turns }), welcomeRep({ ...shared, turns })],
    jobs: rotationJobs(turns),
  };
}
