import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { TurnService } from '../rotation/index.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitRepository } from './visit-repository.js';

interface VisitSubscriberDeps {
  readonly visits: VisitRepository;
  readonly lifecycle: VisitLifecycle;
  readonly turns: TurnService;
}

/** The score that arrives while its customer is in the showroom. */
export function scoreDuringVisit(deps: VisitSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'visits.score-during-visit',
    types: ['lead.scored'],
    prepare: async (event: DomainEvent) => {
      const open = await deps.visits.openOf(String(event.data['customerId']));
      return open.map((visit) => visit.showroomId);
    },
    handle: async (event: DomainEvent, showroomIds: readonly string[]) => {
      const customerId = String(event.data['customerId']);
      const score = Number(event.data['score']);
      for (const showroomId of [...showroomIds].sort()) {
        await deps.turns.lock(showroomId);
        const visit = await deps.visits.lockOpenOf(showroomId, customerId);
        if (visit !== undefined) await deps.lifecycle.applyScore(visit, score);
      }
    },
  };
}
