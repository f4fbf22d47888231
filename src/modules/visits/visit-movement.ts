import type { PositionStore, PositionVerdict } from '../../cache/position-store.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { LiveBroadcast } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, isProblem } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Showroom } from '../showrooms/index.js';
import { requireOnFloor, required, timeOf } from './activity-rules.js';
import type { Stop } from './dwell-rules.js';
import type { NearInterest } from './near-interest.js';
import type { OpenVisitDirectory } from './open-visit-directory.js';
import type { PositionBuffer } from './position-buffer.js';
import type { PositionFlusher } from './position-flusher.js';
import { toWireLocation } from './visit-events.js';
import type { VisitFinder } from './visit-finder.js';
import { toEffect } from './visit-lifecycle.js';
import type { Effect } from './visit-lifecycle.js';
import { toPosition, toStop } from './visit-placing.js';
import type { VisitPlacing } from './visit-placing.js';
import type { Activity, ActivityOutcome, FloorPoint, Visit } from './visit-types.js';

interface VisitMovementDeps {
  readonly unitOfWork: UnitOfWork;
  readonly directory: OpenVisitDirectory;
  readonly finder: VisitFinder;
  readonly placing: VisitPlacing;
  readonly positions: PositionStore;
  readonly buffer: PositionBuffer;
  readonly flusher: PositionFlusher;
  readonly nearInterest: NearInterest;
  readonly broadcast: LiveBroadcast;
  readonly clock: Clock;
}

/** What became of one of several. */
export type BatchResult = ActivityOutcome | ProblemError;

interface Step {
  readonly visit: Visit;
  readonly stop: Stop;
}

/**
 * Visitors walk. By far the most that is told of the floor is this: it takes no transaction, and
 * is written once a second (docs/live-floor.md).
 */
export class VisitMovement {
  constructor(private readonly deps: VisitMovementDeps) {}

  /**
   * Takes positions in their order, outside of any run. An older one than is known moves nobody
   * and alerts nobody; the room is told all the same, of the position that is known.
   */
  async walk(showroom: Showroom, activities: readonly Activity[]): Promise<readonly BatchResult[]> {
    const visits = await this.deps.directory.find(showroom.id, activities);
    const steps: Array<Step | ProblemError> = [];
    for (const [index, activity] of activities.entries()) {
      steps.push(await this.check(showroom, activity, visits[index]));
    }
    const taken = steps.filter((step): step is Step => !isProblem(step));
    const verdicts = await this.deps.positions.accept(
      taken.map(({ visit, stop }) => ({ visitId: visit.id, position: toPosition(stop) })),
    );
    const results: BatchResult[] = [];
    let next = 0;
    for (const step of steps) {
      results.push(isProblem(step) ? step : await this.settle(step, verdicts[next++]));
    }
    return results;
  }

  /** One position among other activities, in the run that has locked the visit. */
  async step(visit: Visit, location: FloorPoint, at: Date): Promise<Effect> {
    const placed = await this.deps.placing.place(visit, location, at);
    const shown = placed.location ?? location;
    this.deps.unitOfWork.onCommitted(() => this.announce(visit, shown));
    if (placed === visit) return toEffect(visit, []);
    return toEffect(visit, await this.deps.nearInterest.decide(visit, location));
  }

  private async check(
    showroom: Showroom,
    activity: Activity,
    visit: Visit | undefined,
  ): Promise<Step | ProblemError> {
    try {
      const { at } = timeOf(activity, this.deps.clock.now());
      const point = required(activity.location);
      requireOnFloor(showroom, point);
      const open = await this.deps.finder.requireNamed(visit, activity);
      return { visit: open, stop: { point, at } };
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async settle(
    { visit, stop }: Step,
    verdict: PositionVerdict | undefined,
  ): Promise<BatchResult> {
    if (verdict === undefined || verdict.kind === 'closed') {
      return conflict('visit_closed', 'This visit is over.');
    }
    const outcome = { activityId: newId(), visitId: visit.id };
    if (verdict.kind === 'older') {
      this.announce(visit, toStop(verdict.known).point);
      return { ...outcome, alerts: [] };
    }
    this.deps.buffer.add(currentOrganizationId(), visit.id, stop);
    this.deps.flusher.wake();
    this.announce(visit, stop.point);
    const { interests } = verdict;
    const alerts = await this.deps.nearInterest.look(visit, stop.point, interests);
    return { ...outcome, alerts };
  }

  private announce({ id, showroomId, customerId }: Visit, location: FloorPoint): void {
    this.deps.broadcast.send(`showroom:${showroomId}`, 'CUSTOMER_MOVED', {
      showroomId,
      visitId: id,
      newLocation: toWireLocation(location),
      ...(customerId !== undefined && { customerId }),
    });
  }
}
