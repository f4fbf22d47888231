import type { PositionStore } from '../../cache/position-store.js';
import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { VisitRepository } from './visit-repository.js';

interface InterestSubscriberDeps {
  readonly visits: VisitRepository;
  readonly positions: PositionStore;
}

/**
 * What a visitor cares for may have changed while he is here: what is remembered of it is read
 * again with his next step. Nothing is lost with it but time (docs/live-floor.md).
 */
export function interestsChanged({
  visits,
  positions,
}: InterestSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'visits.interests-changed',
    types: ['customer.profile_updated', 'lead.created'],
    prepare: async ({ data }: DomainEvent) => {
      const open = await visits.openOf(String(data['customerId']));
      const visitIds = open.map(({ id }) => id);
      await positions.interestsChanged(visitIds);
      return visitIds;
    },
    handle: () => Promise.resolve(),
  };
}
