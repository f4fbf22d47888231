import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { ScoredLead, ScoringService } from './scoring-service.js';

/** A new lead is scored after it is stored, so that it never waits for a score. */
export function scoreNewLead(scoring: ScoringService): EventSubscriber<ScoredLead> {
  return {
    name: 'leads.score-new-lead',
    types: ['lead.created'],
    prepare: (event: DomainEvent) => scoring.assess(event.streamId),
    handle: (_event: DomainEvent, scored: ScoredLead) => scoring.store(scored),
  };
}
