import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import { isProblem, unprocessable } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Principal } from '../../shared/principal.js';
import type { TurnService } from '../rotation/index.js';
import type { Showroom, ShowroomService } from '../showrooms/index.js';
import type { ActivityRepository } from './activity-repository.js';
import {
  APPOINTMENT_MS,
  CLOCK_TOLERANCE_MS,
  LATENESS_MS,
  TEST_DRIVE_REQUEST,
  toMillimetres,
} from './floor-rules.js';
import { toWireLocation } from './visit-events.js';
import type { VisitEngagement } from './visit-engagement.js';
import type { VisitFinder } from './visit-finder.js';
import type { Effect, VisitLifecycle } from './visit-lifecycle.js';
import type { VisitMovement } from './visit-movement.js';
import type { VisitPlacing } from './visit-placing.js';
import type { Activity, ActivityOutcome, FloorPoint } from './visit-types.js';

interface ActivityServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly showrooms: ShowroomService;
  readonly turns: TurnService;
  readonly finder: VisitFinder;
  readonly lifecycle: VisitLifecycle;
  readonly movement: VisitMovement;
  readonly engagement: VisitEngagement;
  readonly placing: VisitPlacing;
  readonly activities: ActivityRepository;
  readonly clock: Clock;
}

/** What became of one of a batch. */
export type BatchResult = ActivityOutcome | ProblemError;

/** What became of what was told. */
export type Recorded = ActivityOutcome | { readonly results: readonly BatchResult[] };

/** Takes what kiosks, tablets, sensors and reps tell of the floor. */
export class ActivityService {
  constructor(private readonly deps: ActivityServiceDeps) {}

  /**
   * Lets the caller tell of a showroom; asked before the run of `record`, which begins with its
   * locks. Throws 404 and 403.
   */
  async admit(principal: Principal, showroomId: string): Promise<Showroom> {
    return this.deps.showrooms.requireAccess(principal, showroomId);
  }

  /** Records one activity, or several; see `record` and `recordBatch`. */
  async take(showroom: Showroom, told: Activity | readonly Activity[]): Promise<Recorded> {
    if (!isSeveral(told)) return this.record(showroom, told);
    return { results: await this.recordBatch(showroom, told) };
  }

  /**
   * Records one activity with all its effects. Throws 404 for what does not exist, 409 for a
   * visit that is over, 422 for a position outside the floor or a time that cannot be.
   */
  async record(showroom: Showroom, activity: Activity): Promise<ActivityOutcome> {
    return this.deps.unitOfWork.run(async () => {
      await this.lockFor(showroom.id, [activity]);
      return this.apply(showroom, activity);
    });
  }

  /** Records several in order; one that is refused undoes nothing but itself. */
  async recordBatch(
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
    const given = activity.occurredAt ?? now;
    requireBelievable(given, now, isAppointment(activity) ? APPOINTMENT_MS : CLOCK_TOLERANCE_MS);
    const at = isAppointment(activity) && given > now ? now : given;
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
      return this.deps.movement.move(found, required(activity.location), at);
    }
    const { location } = activity;
    const visit = location ? await this.deps.placing.place(found, location, at) : found;
    switch (activity.type) {
      case 'CUSTOMER_INTEREST':
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

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The schema of the activity lets this be absent.');
  return value;
}

/** A test drive is asked for at the time at which it is wanted. */
function isAppointment({ engagementType }: Activity): boolean {
  return engagementType === TEST_DRIVE_REQUEST;
}

function requireBelievable(at: Date, now: Date, aheadMs: number): void {
  if (at.getTime() > now.getTime() + aheadMs) {
    throw unprocessable('occurred_in_future', 'The activity lies in the future.', '/occurredAt');
  }
  if (at.getTime() < now.getTime() - LATENESS_MS) {
    const detail = 'The activity is more than seven days old.';
    throw unprocessable('occurred_too_long_ago', detail, '/occurredAt');
  }
}

function requireOnFloor(showroom: Showroom, point: FloorPoint): void {
  const plan = showroom.floors.find((one) => one.floor === point.floor);
  const isInside =
    plan !== undefined &&
    point.xMm <= toMillimetres(plan.widthM) &&
    point.yMm <= toMillimetres(plan.depthM);
  if (isInside) return;
  const detail = 'The position is not on a floor of this showroom.';
  throw unprocessable('position_outside_floor', detail, '/location');
}

function dataOf(activity: Activity): Readonly<Record<string, unknown>> {
  const { location, leadScore, vehicleId, interestLevel, salesRepId, engagementType } = activity;
  const data = { leadScore, vehicleId, interestLevel, salesRepId, engagementType };
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return location ? { location: toWireLocation(location), ...known } : known;
}
