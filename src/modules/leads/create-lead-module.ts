import type { Database } from '../../database/create-database.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { LeadScoringService } from '../../integrations/lead-scoring-client.js';
import type { Clock } from '../../shared/clock.js';
import type { CustomerService } from '../customers/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleService } from '../vehicles/index.js';
import { leadRealtime } from './lead-events.js';
import { LeadReadModel } from './lead-read-model.js';
import { LeadRepository } from './lead-repository.js';
import { leadRoutes } from './lead-routes.js';
import { LeadScorer } from './lead-scorer.js';
import { LeadService } from './lead-service.js';
import { scoreNewLead } from './lead-subscribers.js';
import { ScoreRepository } from './score-repository.js';
import { ScoringService } from './scoring-service.js';
import type { ScoredLead } from './scoring-service.js';

interface LeadModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly clock: Clock;
  readonly customers: CustomerService;
  readonly vehicles: VehicleService;
  readonly showrooms: ShowroomService;
  /** Absent when no scoring service is configured. */
  readonly scoring?: LeadScoringService | undefined;
}

/** What the rest of the product uses of leads. */
export interface LeadModule {
  readonly service: LeadService;
  readonly routes: readonly AnyRoute[];
  readonly subscribers: ReadonlyArray<EventSubscriber<ScoredLead>>;
  readonly realtime: readonly RealtimeMapping[];
}

/** Wires leads. */
export function createLeadModule(deps: LeadModuleDeps): LeadModule {
  const { tenantDb, unitOfWork } = deps.database;
  const leads = new LeadRepository(tenantDb);
  const scores = new ScoreRepository(tenantDb);
  const readModel = new LeadReadModel(tenantDb, leads);
  const service = new LeadService({ ...deps, unitOfWork, leads, readModel, scores });
  const scorer = new LeadScorer(deps);
  const scoring = new ScoringService({
    ...deps,
    unitOfWork,
    leads: service,
    repository: leads,
    scores,
    scorer,
  });
  return {
    service,
    routes: leadRoutes(service, scoring),
    subscribers: [scoreNewLead(scoring)],
    realtime: [leadRealtime],
  };
}
