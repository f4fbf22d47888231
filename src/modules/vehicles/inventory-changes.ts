import type { Invalidation } from '../../cache/create-cache.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { DomainEvent } from '../../events/event.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import { vehicleGuards } from './vehicle-cache-policy.js';
import { INVENTORY_CREATED } from './vehicle-events.js';

interface InventoryChangesDeps {
  readonly unitOfWork: Pick<UnitOfWork, 'onCommitted'>;
  readonly invalidation: Invalidation;
}

/**
 * Told by the repositories of every write of vehicles: what is kept of them is forgotten after the
 * COMMIT, and before anybody hears of it (docs/adr/0013-ready-made-answers.md).
 */
export class InventoryChanges {
  constructor(private readonly deps: InventoryChangesDeps) {}

  /**
   * The run under way changes these vehicles; none are named for new ones, of which nobody can have
   * asked for what is not there yet: their ids were unknown.
   */
  note(vehicleIds: readonly string[]): void {
    const guards = vehicleGuards(currentOrganizationId(), vehicleIds);
    this.deps.unitOfWork.onCommitted(() => this.deps.invalidation.invalidate(guards));
  }

  /**
   * The same once more for events that are passed on: whoever wrote them may have died between
   * the COMMIT and telling.
   */
  async repeat(events: readonly DomainEvent[]): Promise<void> {
    const guards = events
      .filter(({ stream }) => stream === 'vehicle')
      .flatMap(({ organizationId, streamId, type }) =>
        vehicleGuards(organizationId, type === INVENTORY_CREATED ? [] : [streamId]),
      );
    await this.deps.invalidation.invalidate([...new Set(guards)]);
  }
}
