import type { EventPublisher } from '../../events/event-publisher.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
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
import type { NearInterestMemory } from './near-interest-memory.js';
import { toWireLocation, visitEvent } from './visit-events.js';
import type { VisitRepository } from './visit-repository.js';
import type { Alert, FloorPoint, Visit } from './visit-types.js';

interface NearInterestDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly interests: InterestRepository;
  readonly customers: CustomerService;
  readonly leads: LeadService;
  readonly vehicles: VehicleService;
  readonly turns: TurnService;
  readonly events: EventPublisher;
  readonly memory: NearInterestMemory;
  readonly clock: Clock;
}

const UNTOUCHABLE = new Set(['held', 'sold']);

/**
 * `CUSTOMER_NEAR_INTEREST` (docs/domain.md, Moved): at most once a visit and vehicle in five
 * minutes, over all instances and restarts, because the row of the visit is locked while the
 * database is asked what it was told.
 */
export class NearInterest {
  private readonly inLine = new Map<string, Promise<void>>();

  constructor(private readonly deps: NearInterestDeps) {}

  /**
   * Alerts, if there is something new to tell; asks the database only then. `interests` is the
   * stamp that came with the position.
   */
  async look(visit: Visit, at: FloorPoint, interests: string): Promise<readonly Alert[]> {
    if (!(await this.mayMatter(visit, at, interests))) return [];
    return this.inTurn(visit.id, async () =>
      (await this.mayMatter(visit, at, interests)) ? this.lockAndDecide(visit, at) : [],
    );
  }

  /** The same for a run that has locked the visit. */
  async decide(visit: Visit, at: FloorPoint): Promise<readonly Alert[]> {
    const near = vehiclesNear(await this.deps.vehicles.displayedOn(visit.showroomId), at);
    if (near.length === 0) return [];
    const matching = matchingOf(near, await this.interestsOf(visit));
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

  /** Steps of one visitor that come at once do not wait for one another in the database. */
  private async inTurn<T>(visitId: string, work: () => Promise<T>): Promise<T> {
    const before = this.inLine.get(visitId);
    const own = before === undefined ? work() : before.then(work);
    const done = own.then(nothing, nothing);
    this.inLine.set(visitId, done);
    try {
      return await own;
    } finally {
      if (this.inLine.get(visitId) === done) this.inLine.delete(visitId);
    }
  }

  private async lockAndDecide(visit: Visit, at: FloorPoint): Promise<readonly Alert[]> {
    return this.deps.unitOfWork.run(async () => {
      const open = await this.deps.visits.lock(visit.showroomId, visit.id);
      if (open === undefined || open.exitedAt !== undefined) return [];
      return this.decide(open, at);
    });
  }

  private async mayMatter(visit: Visit, at: FloorPoint, stamp: string): Promise<boolean> {
    const { memory, vehicles } = this.deps;
    const { showroomId } = visit;
    const displayed = await memory.displayed(showroomId, () => vehicles.displayedOn(showroomId));
    const near = vehiclesNear(displayed, at).filter(({ id }) => !memory.wasTold(visit.id, id));
    if (near.length === 0) return false;
    const interests = await memory.interestsOf(visit, stamp, () => this.interestsOf(visit));
    return matchingOf(near, interests).length > 0;
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
    const { clock, interests, memory, unitOfWork } = this.deps;
    const now = clock.now();
    const since = new Date(now.getTime() - NEAR_INTEREST_MEMORY_MS);
    const told = await interests.toldSince(visit.id, since);
    const fresh = vehicles.filter(({ id }) => !told.has(id));
    for (const { id } of fresh) await interests.markTold(visit.id, id, now);
    unitOfWork.onCommitted(() => {
      for (const { id } of vehicles) memory.keepTold(visit.id, id, told.get(id) ?? now);
    });
    return fresh;
  }
}

/** Whoever is before in the line has his own answer to give. */
function nothing(): void {
  return undefined;
}

function vehiclesNear(
  displayed: readonly DisplayedVehicle[],
  at: FloorPoint,
): readonly DisplayedVehicle[] {
  return displayed.filter((vehicle) => !UNTOUCHABLE.has(vehicle.status) && isNear(vehicle, at));
}

function matchingOf(
  near: readonly DisplayedVehicle[],
  interests: readonly InterestNames[],
): readonly DisplayedVehicle[] {
  return near.filter((vehicle) => interests.some((names) => matchesInterests(vehicle, names)));
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
