import { conflict, notFound } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import type { CustomerService } from '../customers/index.js';
import { required } from './activity-rules.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitRepository } from './visit-repository.js';
import type { Activity, Visit } from './visit-types.js';

interface VisitFinderDeps {
  readonly visits: VisitRepository;
  readonly customers: CustomerService;
  readonly placing: VisitPlacing;
}

/** Finds, and locks, the open visit that an activity is about. */
export class VisitFinder {
  constructor(private readonly deps: VisitFinderDeps) {}

  /**
   * The open visit with the visitor's last position, or undefined when there is none yet; throws
   * 404 and 409 as `require`.
   */
  async find(showroomId: string, activity: Activity): Promise<Visit | undefined> {
    const { visitId, customerId } = activity;
    if (visitId === undefined && customerId === undefined) return undefined;
    const visit =
      visitId === undefined
        ? await this.openOf(showroomId, required(customerId))
        : await this.requireNamed(await this.deps.visits.lock(showroomId, visitId), activity);
    return visit && this.deps.placing.catchUp(visit);
  }

  /**
   * The open visit. Throws 404 for an unknown visit or customer, 409 `visit_closed` for one that
   * is over, 409 `visit_not_open` for a customer who is not here.
   */
  async require(showroomId: string, activity: Activity): Promise<Visit> {
    const visit = await this.find(showroomId, activity);
    if (visit === undefined) throw notOpen();
    return visit;
  }

  /**
   * Locks the visits of a batch in one order for everybody, so that no two batches wait for each
   * other.
   */
  async lockAll(showroomId: string, activities: readonly Activity[]): Promise<void> {
    const visitIds = new Set(activities.flatMap(({ visitId }) => visitId ?? []));
    const named = activities.filter(({ visitId }) => visitId === undefined);
    const customerIds = new Set(named.flatMap(({ customerId }) => customerId ?? []));
    await this.deps.visits.lockAll(showroomId, [...visitIds], [...customerIds]);
  }

  /** The visit, if it is the open one that is named; else throws as `require` does. */
  async requireNamed(
    visit: Visit | undefined,
    { visitId, customerId }: Pick<Activity, 'visitId' | 'customerId'>,
  ): Promise<Visit> {
    if (visit === undefined) {
      if (visitId !== undefined) throw notFound('visit');
      if (customerId !== undefined) await this.deps.customers.require(customerId);
      throw notOpen();
    }
    if (visit.exitedAt !== undefined) throw conflict('visit_closed', 'This visit is over.');
    if (customerId !== undefined && customerId !== visit.customerId) {
      await this.deps.customers.require(customerId);
      throw conflict('visit_of_another_customer', 'This visit is not that customer’s.');
    }
    return visit;
  }

  private async openOf(showroomId: string, customerId: string): Promise<Visit | undefined> {
    const visit = await this.deps.visits.lockOpenOf(showroomId, customerId);
    if (visit === undefined) await this.deps.customers.require(customerId);
    return visit;
  }
}

function notOpen(): ProblemError {
  return conflict('visit_not_open', 'This customer has no open visit in the showroom.');
}
