import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { LeadService } from '../leads/index.js';
import type { TurnService } from '../rotation/index.js';
import { isHighValue } from './floor-rules.js';
import { toWireLocation, visitEvent } from './visit-events.js';
import type { VisitFinder } from './visit-finder.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitRepository } from './visit-repository.js';
import type { Activity, Alert, ExitReason, Visit } from './visit-types.js';

interface VisitLifecycleDeps {
  readonly visits: VisitRepository;
  readonly finder: VisitFinder;
  readonly placing: VisitPlacing;
  readonly leads: LeadService;
  readonly turns: TurnService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** What an activity did to a visit. */
export interface Effect {
  readonly visitId: string;
  readonly customerId?: string;
  readonly alerts: readonly Alert[];
}

/**
 * From entering to leaving, and the high-value rule in between. Callers hold the rotation's lock
 * of the showroom.
 */
export class VisitLifecycle {
  constructor(private readonly deps: VisitLifecycleDeps) {}

  /** Opens the visit, or notes that an open one is still there; the second alerts nobody again. */
  async enter(
    showroom: { readonly id: string; readonly name: string },
    activity: Activity,
    at: Date,
  ): Promise<Effect> {
    const open = await this.deps.finder.find(showroom.id, activity);
    const visit =
      open === undefined
        ? await this.open(showroom.id, activity, at)
        : await this.reenter(open, activity, at);
    const data = {
      showroomName: showroom.name,
      ...(visit.location && { location: toWireLocation(visit.location) }),
      ...(visit.leadScore !== undefined && { leadScore: visit.leadScore }),
    };
    await this.deps.events.publish({
      ...visitEvent(visit, 'visit.entered', data, at),
      ...(open === undefined && { version: 1 }),
    });
    if (open !== undefined) return toEffect(visit, await this.raiseIfHighValue(visit));
    return toEffect(visit, visit.highValueAt === undefined ? [] : await this.raise(visit, true));
  }

  /** Closes the visit, frees its rep, and gives him to whoever waits longest. */
  async exit(visit: Visit, at: Date, reason: ExitReason): Promise<Effect> {
    const end = new Date(Math.max(at.getTime(), visit.enteredAt.getTime()));
    const durationSeconds = Math.round((end.getTime() - visit.enteredAt.getTime()) / 1_000);
    await this.deps.placing.finish(visit, end);
    await this.deps.visits.close(visit.id, { at: end, durationSeconds, reason });
    const data = { duration: durationSeconds, reason };
    await this.deps.events.publish(visitEvent(visit, 'visit.exited', data, end));
    await this.deps.turns.close(visit.id);
    return toEffect(visit, []);
  }

  /** A score has arrived, or a guest's: the rule is looked at again. */
  async applyScore(visit: Visit, leadScore: number): Promise<readonly Alert[]> {
    await this.deps.visits.setLeadScore(visit.id, leadScore);
    await this.deps.turns.learn(visit.id, { leadScore });
    return this.raiseIfHighValue({ ...visit, leadScore });
  }

  /** A nameless guest turns out to be a known customer. */
  async identify(visit: Visit, customerId: string): Promise<void> {
    await this.deps.visits.identify(visit.id, customerId);
    await this.deps.turns.learn(visit.id, { customerId });
    const known: Visit = { ...visit, customerId };
    await this.deps.events.publish(visitEvent(known, 'visit.identified', {}));
    const score = await this.deps.leads.latestScoreOf(customerId);
    const counts = score !== undefined && score > (visit.leadScore ?? -1);
    if (counts) await this.applyScore(known, score);
    else await this.raiseIfHighValue(known);
  }

  private async open(showroomId: string, activity: Activity, at: Date): Promise<Visit> {
    const { customerId, location } = activity;
    const leadScore = await this.scoreOf(activity);
    const visit: Visit = {
      id: newId(),
      showroomId,
      enteredAt: at,
      lastActivityAt: at,
      version: 1,
      ...(customerId !== undefined && { customerId }),
      ...(location && { location, locatedAt: at }),
      ...(leadScore !== undefined && { leadScore }),
      ...(isHighValue(leadScore) && { highValueAt: this.deps.clock.now() }),
    };
    await this.deps.visits.insert(visit);
    return visit;
  }

  private async scoreOf({ leadScore, customerId }: Activity): Promise<number | undefined> {
    if (leadScore !== undefined || customerId === undefined) return leadScore;
    return this.deps.leads.latestScoreOf(customerId);
  }

  private async reenter(visit: Visit, activity: Activity, at: Date): Promise<Visit> {
    const { location, leadScore } = activity;
    await this.deps.visits.touch(visit.id, at);
    const moved = location ? await this.deps.placing.place(visit, location, at) : visit;
    if (leadScore === undefined) return moved;
    await this.deps.visits.setLeadScore(visit.id, leadScore);
    return { ...moved, leadScore };
  }

  private async raiseIfHighValue(visit: Visit): Promise<readonly Alert[]> {
    if (visit.highValueAt !== undefined || !isHighValue(visit.leadScore)) return [];
    await this.deps.visits.markHighValue(visit.id, this.deps.clock.now());
    return this.raise(await this.deps.placing.catchUp(visit), false);
  }

  /** A new visit has had one event, its entering: the next one's version need not be read. */
  private async raise(visit: Visit, isNewVisit: boolean): Promise<readonly Alert[]> {
    const { id: visitId, showroomId, customerId, leadScore } = visit;
    const request = { visitId, showroomId, customerId, leadScore, isNewVisit };
    const assignedTo = (await this.deps.turns.request(request)) ?? null;
    const data = {
      leadScore,
      assignedTo,
      ...(visit.location && { location: toWireLocation(visit.location) }),
    };
    await this.deps.events.publish({
      ...visitEvent(visit, 'visit.high_value', data),
      ...(isNewVisit && { version: 2 }),
    });
    return [{ type: 'HIGH_VALUE_CUSTOMER', assignedTo }];
  }
}

/** What an activity did to this visit. */
export function toEffect(visit: Visit, alerts: readonly Alert[]): Effect {
  const { id, customerId } = visit;
  return { visitId: id, alerts, ...(customerId !== undefined && { customerId }) };
}
