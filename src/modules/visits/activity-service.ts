import type { PositionStore } from '../../cache/position-store.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import { isProblem } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Principal } from '../../shared/principal.js';
import type { TurnService } from '../rotation/index.js';
import type { Showroom, ShowroomService } from '../showrooms/index.js';
import type { ActivityRepository } from './activity-repository.js';
import { isMovementOnly, requireOnFloor, required, timeOf } from './activity-rules.js';
import type { OpenVisitDirectory } from './open-visit-directory.js';
import { toWireLocation } from './visit-events.js';
import type { VisitEngagement } from './visit-engagement.js';
import type { VisitFinder } from './visit-finder.js';
import type { Effect, VisitLifecycle } from './visit-lifecycle.js';
import type { BatchResult, VisitMovement } from './visit-movement.js';
import type { VisitPlacing } from './visit-placing.js';
import type { Activity, ActivityOutcome } from './visit-types.js';

interface ActivityServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly showrooms: ShowroomService;
  readonly turns: TurnService;
  readonly finder: VisitFinder;
  readonly lifecycle: VisitLifecycle;
  readonly movement: VisitMovement;
  readonly engagement: VisitEngagement;
  readonly placing: VisitPlacing;
  readonly directory: OpenVisitDirectory;
  readonly positions: PositionStore;
  readonly activities: ActivityRepository;
  readonly clock: Clock;
}

/** What became of what was told. */
export type Recorded = ActivityOutcome | { readonly results: readonly BatchResult[] };

/** Takes what kiosks, tablets, sensors and reps tell of the floor. */
export class ActivityService {
  constructor(private readonly deps: ActivityServiceDeps) {}

  /**
   * Lets the caller tell this of a showroom, and learns what other instances know of the visits;
   * asked before the run of `take`, which begins with its locks. Throws 404 and 403.
   */
  async admit(
    principal: Principal,
    showroomId: string,
    told: Activity | readonly Activity[],
  ): Promise<Showroom> {
    const showroom = await this.deps.showrooms.requireAccess(principal, showroomId);
    if (this.isRepeatable(told)) return showroom;
    const activities = isSeveral(told) ? told : [told];
    const visits = await this.deps.directory.find(showroomId, activities.filter(isNamed));
    await this.deps.placing.look(visits.flatMap((visit) => visit?.id ?? []));
    return showroom;
  }

  /** True for what may happen twice without harm, and is done outside of a run: walking alone. */
  isRepeatable(told: Activity | readonly Activity[]): boolean {
    return isMovementOnly(isSeveral(told) ? told : [told]);
  }

  /** Takes one activity, or several in order; walking alone is never done in a run. */
  async take(showroom: Showroom, told: Activity | readonly Activity[]): Promise<Recorded> {
    if (isSeveral(told)) return { results: await this.takeSeveral(showroom, told) };
    if (!this.isRepeatable(told)) return this.record(showroom, told);
    const [result] = await this.deps.movement.walk(showroom, [told]);
    if (isProblem(result)) throw result;
    return required(result);
  }

  /**
   * Records one activity with all its effects. Throws 404 for what does not exist, 409 for a
   * visit that is over, 422 for a position outside the floor or a time that cannot be.
   */
  private async record(showroom: Showroom, activity: Activity): Promise<ActivityOutcome> {
    return this.deps.unitOfWork.run(async () => {
      await this.lockFor(showroom.id, [activity]);
      return this.apply(showroom, activity);
    });
  }

  private async takeSeveral(
    showroom: Showroom,
    activities: readonly Activity[],
  ): Promise<readonly BatchResult[]> {
    return this.isRepeatable(activities)
      ? this.deps.movement.walk(showroom, activities)
      : this.recordBatch(showroom, activities);
  }

  /** Records several in order; one that is refused undoes nothing but itself. */
  private async recordBatch(
    showroom: Showroom,
    activities: readonly Activity[],
  ): Promise<readonly BatchResult[]> {
    return this.deps.unitOfWork.run(async () => {
      await this.lockFor(showroom.id, activities);
      await this.deps.finder.lockAll(showroom.id, activities);
      const results: BatchResult[] = [];
      for (const activity of activities) results.push(await this.attempt(showroom, activity));
      return results;
    });
  }

  private async attempt(showroom: Showroom, activity: Activity): Promise<BatchResult> {
    try {
      return await this.deps.unitOfWork.savepoint(() => this.apply(showroom, activity));
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  /** Walking and looking assign and free nobody; everything else waits for the rotation. */
  private async lockFor(showroomId: string, activities: readonly Activity[]): Promise<void> {
    const free = ['CUSTOMER_MOVED', 'CUSTOMER_INTEREST'];
    if (activities.every((activity) => free.includes(activity.type))) return;
    await this.deps.turns.lock(showroomId);
  }

  private async apply(showroom: Showroom, activity: Activity): Promise<ActivityOutcome> {
    const now = this.deps.clock.now();
    const { given, at } = timeOf(activity, now);
    if (activity.location) requireOnFloor(showroom, activity.location);
    const effect = await this.effectOf(showroom, activity, at);
    const activityId = newId();
    if (activity.type !== 'CUSTOMER_MOVED') {
      await this.deps.activities.append({
        id: activityId,
        showroomId: showroom.id,
        visitId: effect.visitId,
        ...(effect.customerId !== undefined && { customerId: effect.customerId }),
        type: activity.type,
        data: dataOf(activity),
        occurredAt: given,
        receivedAt: now,
      });
    }
    return { activityId, visitId: effect.visitId, alerts: effect.alerts };
  }

  private async effectOf(showroom: Showroom, activity: Activity, at: Date): Promise<Effect> {
    if (activity.type === 'CUSTOMER_ENTERED') {
      return this.deps.lifecycle.enter(showroom, activity, at);
    }
    const found = await this.deps.finder.require(showroom.id, activity);
    if (activity.type === 'CUSTOMER_MOVED') {
      return this.deps.movement.step(found, required(activity.location), at);
    }
    const { location } = activity;
    const visit = location ? await this.deps.placing.place(found, location, at) : found;
    switch (activity.type) {
      case 'CUSTOMER_INTEREST':
        this.deps.unitOfWork.onCommitted(() => this.deps.positions.interestsChanged([visit.id]));
        return this.deps.engagement.showInterest(
          visit,
          { vehicleId: required(activity.vehicleId), level: required(activity.interestLevel) },
          at,
        );
      case 'CUSTOMER_ENGAGED':
        return this.deps.engagement.engage(
          visit,
          {
            salesRepId: required(activity.salesRepId),
            engagementType: required(activity.engagementType),
            vehicleId: activity.vehicleId,
            occurredAt: activity.occurredAt,
          },
          at,
        );
      case 'CUSTOMER_EXITED':
        return this.deps.lifecycle.exit(visit, at, 'activity');
    }
  }
}

function isSeveral(told: Activity | readonly Activity[]): told is readonly Activity[] {
  return Array.isArray(told);
}

function isNamed({ visitId, customerId }: Activity): boolean {
  return visitId !== undefined || customerId !== undefined;
}

function dataOf(activity: Activity): Readonly<Record<string, unknown>> {
  const { location, leadScore, vehicleId, interestLevel, salesRepId, engagementType } = activity;
  const data = { leadScore, vehicleId, interestLevel, salesRepId, engagementType };
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return location ? { location: toWireLocation(location), ...known } : known;
}
