import type { EventPublisher } from '../../events/event-publisher.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { LiveBroadcast } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import type { CustomerService } from '../customers/index.js';
import type { LeadService } from '../leads/index.js';
import type { TurnService } from '../rotation/index.js';
import type { DisplayedVehicle, VehicleService } from '../vehicles/index.js';
import {
  NEAR_INTEREST_MEMORY_MS,
  isNear,
  matchesInterests,
  squaredDistance,
} from './floor-rules.js';
import type { InterestNames } from './floor-rules.js';
import type { InterestRepository } from './interest-repository.js';
import { toWireLocation, visitEvent } from './visit-events.js';
import { toEffect } from './visit-lifecycle.js';
import type { Effect } from './visit-lifecycle.js';
import type { VisitPlacing } from './visit-placing.js';
import type { Alert, FloorPoint, Visit } from './visit-types.js';

interface VisitMovementDeps {
  readonly unitOfWork: UnitOfWork;
  readonly placing: VisitPlacing;
  readonly interests: InterestRepository;
  readonly customers: CustomerService;
  readonly leads: LeadService;
  readonly vehicles: VehicleService;
  readonly turns: TurnService;
  readonly events: EventPublisher;
  readonly broadcast: LiveBroadcast;
  readonly clock: Clock;
}

const UNTOUCHABLE = new Set(['held', 'sold']);

/** A visitor walks: where he is, how long he stood, and what he cares for nearby. */
export class VisitMovement {
  constructor(private readonly deps: VisitMovementDeps) {}

  /**
   * Stores the position. An older one than is known moves nobody and alerts nobody; the room is
   * told all the same, of the position that is known.
   */
  async move(visit: Visit, location: FloorPoint, at: Date): Promise<Effect> {
    const placed = await this.deps.placing.place(visit, location, at);
    this.announce(visit, placed.location ?? location);
    if (placed === visit) return toEffect(visit, []);
    return toEffect(visit, await this.alertNearInterest(visit, location));
  }

  private announce(visit: Visit, location: FloorPoint): void {
    const { id, showroomId, customerId } = visit;
    const payload = {
      showroomId,
      visitId: id,
      newLocation: toWireLocation(location),
      ...(customerId !== undefined && { customerId }),
    };
    this.deps.unitOfWork.onCommitted(() =>
      this.deps.broadcast.send(`showroom:${showroomId}`, 'CUSTOMER_MOVED', payload),
    );
  }

  private async alertNearInterest(visit: Visit, at: FloorPoint): Promise<readonly Alert[]> {
    const displayed = await this.deps.vehicles.displayedOn(visit.showroomId);
    const near = displayed.filter(
      (vehicle) => !UNTOUCHABLE.has(vehicle.status) && isNear(vehicle, at),
    );
    if (near.length === 0) return [];
    const matching = await this.matching(visit, near);
    const fresh = await this.notToldLately(visit, matching);
    if (fresh.length === 0) return [];
    await this.deps.events.publish(
      visitEvent(visit, 'visit.near_interest', {
        location: toWireLocation(at),
        vehicles: fresh.map((vehicle) => describe(vehicle, at)),
      }),
    );
    const turn = await this.deps.turns.find(visit.id);
    return [{ type: 'CUSTOMER_NEAR_INTEREST', assignedTo: turn?.assignedTo ?? null }];
  }

  private async matching(
    visit: Visit,
    near: readonly DisplayedVehicle[],
  ): Promise<readonly DisplayedVehicle[]> {
    const interests = await this.interestsOf(visit);
    return near.filter((vehicle) => interests.some((names) => matchesInterests(vehicle, names)));
  }

  private async interestsOf({ id, customerId }: Visit): Promise<readonly InterestNames[]> {
    const ids = await this.deps.interests.vehicleIds(id);
    const looked = ids.length === 0 ? [] : await this.deps.vehicles.getMany(ids);
    const shown: InterestNames = {
      makes: looked.map((vehicle) => vehicle.make),
      models: looked.map((vehicle) => vehicle.model),
      bodyStyles: looked.flatMap((vehicle) => vehicle.bodyStyle ?? []),
    };
    if (customerId === undefined) return [shown];
    const profile = await this.deps.customers.interestsOf(customerId);
    const open = await this.deps.leads.openLeadInterests(customerId);
    return [shown, profile, open];
  }

  private async notToldLately(
    visit: Visit,
    vehicles: readonly DisplayedVehicle[],
  ): Promise<readonly DisplayedVehicle[]> {
    if (vehicles.length === 0) return [];
    const now = this.deps.clock.now();
    const since = new Date(now.getTime() - NEAR_INTEREST_MEMORY_MS);
    const told = await this.deps.interests.toldSince(visit.id, since);
    const fresh = vehicles.filter((vehicle) => !told.has(vehicle.id));
    for (const vehicle of fresh) await this.deps.interests.markTold(visit.id, vehicle.id, now);
    return fresh;
  }
}

function describe(vehicle: DisplayedVehicle, from: FloorPoint): object {
  const metres = Math.sqrt(squaredDistance(vehicle, from)) / 1_000;
  return {
    vehicleId: vehicle.id,
    make: vehicle.make,
    model: vehicle.model,
    year: vehicle.modelYear,
    location: toWireLocation({ floor: vehicle.floor, xMm: vehicle.xMm, yMm: vehicle.yMm }),
    distanceM: Math.round(metres * 100) / 100,
  };
}
