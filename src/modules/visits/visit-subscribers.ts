import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { LeadService } from '../leads/index.js';
import type { TurnService } from '../rotation/index.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitRepository } from './visit-repository.js';

interface VisitSubscriberDeps {
  readonly leads: LeadService;
  readonly visits: VisitRepository;
  readonly lifecycle: VisitLifecycle;
  readonly placing: VisitPlacing;
  readonly turns: TurnService;
}

/** The score that arrives while its customer is in the showroom. */
export function scoreDuringVisit(deps: VisitSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'visits.score-during-visit',
    types: ['lead.scored'],
    prepare: async (event: DomainEvent) => {
      const open = await deps.visits.openOf(String(event.data['customerId']));
      await deps.placing.look(open.map((visit) => visit.id));
      return open.map((visit) => visit.showroomId);
    },
    handle: async (event: DomainEvent, showroomIds: readonly string[]) => {
      const customerId = String(event.data['customerId']);
      const score = Number(event.data['score']);
      const sorted = [...showroomIds].sort();
      for (const showroomId of sorted) await deps.turns.lock(showroomId);
      for (const showroomId of sorted) {
        const visit = await deps.visits.lockOpenOf(showroomId, customerId);
        if (visit !== undefined) await deps.lifecycle.applyScore(visit, score);
      }
    },
  };
}

/**
 * The score that was stored while its customer was coming in: the entering had read before it,
 * and its delivery had looked for visits before the entering was committed.
 */
export function scoreAfterEntering(deps: VisitSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'visits.score-after-entering',
    types: ['visit.entered'],
    handle: async ({ data, showroomId, streamId }: DomainEvent) => {
      const { customerId, leadScore } = data;
      if (typeof customerId !== 'string' || leadScore !== undefined) return;
      if (showroomId === undefined) return;
      await deps.turns.lock(showroomId);
      const visit = await deps.visits.lock(showroomId, streamId);
      if (visit === undefined || visit.exitedAt !== undefined) return;
      if (visit.leadScore !== undefined) return;
      const score = await deps.leads.latestScoreOf(customerId);
      if (score !== undefined) await deps.lifecycle.applyScore(visit, score);
    },
  };
}
