import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, forbidden, notFound, staleVersion } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { actorIdOf, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { inventoryReserved } from './hold-events.js';
import type { HoldKeeper } from './hold-keeper.js';
import { mayChangeHold, maySeeHold } from './hold-policy.js';
import type { HoldRepository } from './hold-repository.js';
import { checkHoldable, freed, holdAt, holdEndsAt } from './hold-rules.js';
import type { Hold, NewHold } from './hold-types.js';
import type { VehicleRepository } from './vehicle-repository.js';
import type { VehicleRow } from './vehicle-types.js';

/** Job that stores the end of a hold when its time has come. */
export const HOLD_EXPIRY = 'vehicles.hold-expiry';

interface HoldServiceDeps {
  readonly keeper: HoldKeeper;
  readonly vehicles: VehicleRepository;
  readonly holds: HoldRepository;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventPublisher;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

/** A hold as somebody names it, with the version that was read. */
export interface HoldChange {
  readonly vehicleId: string;
  readonly holdId: string;
  readonly version: number;
}

/** Vehicles kept for somebody, each for one at a time (docs/domain.md, Vehicles). */
export class HoldService {
  constructor(private readonly deps: HoldServiceDeps) {}

  /** Keeps an available vehicle of a showroom that the caller has access to. */
  async create(principal: Principal, vehicleId: string, input: NewHold): Promise<Hold> {
    const { unitOfWork, keeper, holds, vehicles, clock } = this.deps;
    return unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(vehicleId);
      if (!mayEnterShowroom(principal, vehicle.showroomId)) throw forbidden('showroom_forbidden');
      checkHoldable(vehicle);
      await this.requireSubjects(input);
      const hold = newHold(principal, vehicle, input, clock.now());
      await holds.insert(hold);
      await vehicles.saveHold({ ...vehicle, ...heldBy(hold, vehicle.version) });
      await this.announce(vehicle, hold);
      return hold;
    });
  }

  /** The hold, also when it is over. */
  async get(principal: Principal, vehicleId: string, holdId: string): Promise<Hold> {
    const { vehicles, holds, clock } = this.deps;
    const vehicle = await vehicles.find(vehicleId);
    if (vehicle === undefined) throw notFound('vehicle');
    const hold = await holds.find(vehicle, holdId);
    if (hold === undefined) throw notFound('hold');
    if (!maySeeHold(principal, hold)) throw forbidden('showroom_forbidden');
    return holdAt(hold, clock.now());
  }

  /** Moves the end of a live hold, seven days from now at the utmost. */
  async extend(principal: Principal, change: HoldChange, wanted: Date): Promise<Hold> {
    const { unitOfWork, keeper, holds, vehicles, clock } = this.deps;
    return unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(change.vehicleId);
      const hold = await this.requireChangeable(principal, vehicle, change);
      const until = holdEndsAt(wanted, clock.now());
      const extended = { ...hold, until, version: hold.version + 1 };
      await holds.extend(hold.id, until);
      await vehicles.saveHold({ ...vehicle, heldUntil: until.toISOString() });
      await this.announce(vehicle, extended);
      return extended;
    });
  }

  /** Ends a live hold: the vehicle is available again. */
  async release(principal: Principal, change: HoldChange): Promise<void> {
    const { unitOfWork, keeper, vehicles, clock } = this.deps;
    await unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(change.vehicleId);
      await this.requireChangeable(principal, vehicle, change);
      const at = clock.now();
      await keeper.end(vehicle, { at, reason: 'released' });
      await vehicles.saveHold({ ...vehicle, ...freed(at.toISOString(), vehicle.version) });
    });
  }

  /** Stores the end of the vehicle's hold if it is past its time; else nothing. */
  async expire(vehicleId: string): Promise<void> {
    await this.deps.unitOfWork.run(() => this.deps.keeper.lockVehicle(vehicleId));
  }

  private async requireSubjects({ customerId, leadId }: NewHold): Promise<void> {
    const { holds } = this.deps;
    if (customerId !== undefined && !(await holds.hasCustomer(customerId))) {
      throw notFound('customer');
    }
    if (leadId !== undefined && !(await holds.hasLead(leadId))) throw notFound('lead');
  }

  private async requireChangeable(
    principal: Principal,
    vehicle: VehicleRow,
    { holdId, version }: HoldChange,
  ): Promise<Hold> {
    const hold = await this.deps.holds.find(vehicle, holdId);
    if (hold === undefined) throw notFound('hold');
    if (!mayChangeHold(principal, hold)) {
      throw forbidden('not_your_hold', 'Only who made the hold and managers may do this.');
    }
    if (hold.version !== version) throw staleVersion(hold.version);
    if (hold.end !== undefined) throw conflict('hold_ended', 'The hold is over.');
    return hold;
  }

  /** Tells the showroom, and lets the worker look when the time has come. */
  private async announce(vehicle: VehicleRow, { id, until }: Hold): Promise<void> {
    const { events, jobs } = this.deps;
    await events.publish(inventoryReserved(vehicle, id, until));
    const payload = { vehicleId: vehicle.id, holdId: id };
    await jobs.enqueue({ type: HOLD_EXPIRY, runAt: until, payload });
  }
}

function newHold(principal: Principal, vehicle: VehicleRow, input: NewHold, now: Date): Hold {
  const { customerId, leadId, note } = input;
  return {
    id: newId(),
    vehicleId: vehicle.id,
    showroomId: vehicle.showroomId,
    heldBy: actorIdOf(principal),
    ...(customerId !== undefined && { customerId }),
    ...(leadId !== undefined && { leadId }),
    until: holdEndsAt(input.until, now),
    ...(note !== undefined && { note }),
    createdAt: now,
    version: 1,
  };
}

function heldBy({ id, until, createdAt }: Hold, version: number): Partial<VehicleRow> {
  return {
    status: 'held',
    holdId: id,
    heldUntil: until.toISOString(),
    updatedAt: createdAt.toISOString(),
    version: version + 1,
  };
}
