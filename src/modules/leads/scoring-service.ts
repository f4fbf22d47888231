import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import { notFound, problem } from '../../shared/errors.js';
import type { Principal } from '../../shared/principal.js';
import type { CustomerService } from '../customers/index.js';
import { leadScored } from './lead-events.js';
import { featuresOf } from './lead-features.js';
import type { LeadRepository } from './lead-repository.js';
import type { LeadScorer } from './lead-scorer.js';
import type { LeadService } from './lead-service.js';
import type { Lead, Score } from './lead-types.js';
import type { ScoreRepository } from './score-repository.js';

interface ScoringServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly leads: LeadService;
  readonly repository: LeadRepository;
  readonly scores: ScoreRepository;
  readonly customers: CustomerService;
  readonly scorer: LeadScorer;
  readonly events: EventPublisher;
}

/** A lead and its score before either is stored together. */
export interface ScoredLead {
  readonly lead: Lead;
  readonly score: Score;
}

/** Scores leads, and tells what the score was. */
export class ScoringService {
  constructor(private readonly deps: ScoringServiceDeps) {}

  /** The latest score. Throws 404 `not_scored_yet` before the first. */
  async latest(principal: Principal, leadId: string): Promise<Score> {
    await this.deps.leads.get(principal, leadId);
    const score = await this.deps.scores.latestOf(leadId);
    if (score === undefined) {
      throw problem(404, 'not_scored_yet', 'This lead has no score yet.');
    }
    return score;
  }

  /** Scores a lead now; asks the service before the transaction begins. */
  async rescore(principal: Principal, leadId: string): Promise<Score> {
    await this.deps.leads.get(principal, leadId);
    const scored = await this.assess(leadId);
    await this.deps.unitOfWork.run(() => this.store(scored));
    return scored.score;
  }

  /** Works out a score; calls the scoring service, so never inside a transaction. */
  async assess(leadId: string): Promise<ScoredLead> {
    const lead = await this.deps.repository.find(leadId);
    if (lead === undefined) throw notFound('lead');
    const customer = await this.deps.customers.require(lead.customerId);
    const features = featuresOf(lead, {
      hasEmail: customer.emails.length > 0,
      hasPhone: customer.phones.length > 0,
      earlierLeads: await this.deps.repository.countBefore(lead.customerId, lead.id),
    });
    return { lead, score: await this.deps.scorer.score(features) };
  }

  /** Stores a score and tells of it, in the caller's unit of work. */
  async store({ lead, score }: ScoredLead): Promise<void> {
    await this.deps.repository.lock(lead.id);
    await this.deps.scores.append(lead, score);
    await this.deps.events.publish(leadScored(lead, score));
  }
}
