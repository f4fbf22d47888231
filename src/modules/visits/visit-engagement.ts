import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import type { UserDirectory } from '../auth/index.js';
import type { TurnService } from '../rotation/index.js';
import type { VehicleService } from '../vehicles/index.js';
import { isHighInterest } from './floor-rules.js';
import type { InterestRepository } from './interest-repository.js';
import { visitEvent } from './visit-events.js';
import { toEffect } from './visit-lifecycle.js';
import type { Effect } from './visit-lifecycle.js';
import type { VisitRepository } from './visit-repository.js';
import type { Visit } from './visit-types.js';

interface VisitEngagementDeps {
  readonly visits: VisitRepository;
  readonly interests: InterestRepository;
  readonly vehicles: VehicleService;
  readonly users: UserDirectory;
  readonly turns: TurnService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** A rep with a visitor, and for what. */
export interface Engagement {
  readonly salesRepId: string;
  readonly engagementType: string;
  readonly vehicleId?: string | undefined;
  /** When it happened, or is wanted; now if absent. */
  readonly occurredAt?: Date | undefined;
}

/** What a visitor shows interest in, and who speaks with him. */
export class VisitEngagement {
  constructor(private readonly deps: VisitEngagementDeps) {}

  /** Stores the level, and alerts when it is high. Throws 404 for an unknown vehicle. */
  async showInterest(
    visit: Visit,
    interest: { readonly vehicleId: string; readonly level: number },
    at: Date,
  ): Promise<Effect> {
    const vehicle = await this.deps.vehicles.require(interest.vehicleId);
    await this.deps.interests.record(visit.id, vehicle.id, interest.level, at);
    await this.deps.visits.touch(visit.id, at);
    const data = {
      vehicleId: vehicle.id,
      make: vehicle.make,
      model: vehicle.model,
      year: vehicle.modelYear,
      interestLevel: interest.level,
    };
    await this.deps.events.publish(visitEvent(visit, 'visit.interested', data, at));
    if (!isHighInterest(interest.level)) return toEffect(visit, []);
    const turn = await this.deps.turns.find(visit.id);
    const assignedTo = turn?.assignedTo ?? null;
    const alert = { ...data, assignedTo };
    await this.deps.events.publish(visitEvent(visit, 'visit.high_interest', alert, at));
    return toEffect(visit, [{ type: 'HIGH_INTEREST_ALERT', assignedTo }]);
  }

  /**
   * Records who is with the visitor. The assigned rep thereby accepts; a request for a test drive
   * is booked by whoever hears the event. Throws 404 for who is no rep of the showroom.
   */
  async engage(visit: Visit, engagement: Engagement, at: Date): Promise<Effect> {
    const { salesRepId, engagementType, vehicleId, occurredAt } = engagement;
    const reps = await this.deps.users.repsOf(visit.showroomId);
    if (!reps.some((rep) => rep.userId === salesRepId)) throw notFound('sales_rep');
    if (vehicleId !== undefined) await this.deps.vehicles.require(vehicleId);
    await this.deps.visits.engage(visit.id, { salesRepId, engagementType, at });
    await this.deps.visits.touch(visit.id, at);
    const data = { salesRepId, engagementType, ...(vehicleId !== undefined && { vehicleId }) };
    await this.deps.events.publish(visitEvent(visit, 'visit.engaged', data, occurredAt ?? at));
    await this.deps.turns.acceptByEngagement(visit.id, salesRepId);
    return toEffect(visit, []);
  }
}
