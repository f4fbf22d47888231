import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, forbidden, notFound, staleVersion, unprocessable } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { actorIdOf, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { inventoryReserved } from './hold-events.js';
import type { HoldKeeper } from './hold-keeper.js';
import { mayChangeHold, maySeeHold } from './hold-policy.js';
import type { HoldRepository } from './hold-repository.js';
import { checkHoldable, holdAt, holdEndsAt } from './hold-rules.js';
import type { Hold, NewHold } from './hold-types.js';
import type { TransferKeeper } from './transfer-keeper.js';
import { checkDestination, checkPricedAlike } from './transfer-rules.js';
import type { VehicleRepository } from './vehicle-repository.js';
import type { ShowroomGate } from './vehicle-service.js';
import type { VehicleRow } from './vehicle-types.js';

/** Job that stores the end of a hold when its time has come. */
export const HOLD_EXPIRY = 'vehicles.hold-expiry';

interface HoldServiceDeps {
  readonly keeper: HoldKeeper;
  readonly transferKeeper: TransferKeeper;
  readonly showrooms: Pick<ShowroomGate, 'requireAccess'>;
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

  /**
   * Keeps an available vehicle of the group for a showroom that the caller has access to. One
   * that stands in another showroom is asked for at once (docs/domain.md, Endless aisle).
   */
  async create(principal: Principal, vehicleId: string, input: NewHold): Promise<Hold> {
    const { unitOfWork, keeper, holds, vehicles, clock } = this.deps;
    return unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(vehicleId);
      const showroomId = input.showroomId ?? usualShowroom(principal, vehicle);
      const showroom = await this.deps.showrooms.requireAccess(principal, showroomId);
      checkHoldable(vehicle);
      const mustCome = await this.mustCome(vehicle, showroomId, showroom.currency);
      await this.requireSubjects(principal, input);
      const hold = newHold(principal, vehicle, { ...input, showroomId }, clock.now());
      await holds.insert(hold);
      await vehicles.saveHold({ ...vehicle, ...heldBy(hold, vehicle.version) });
      await this.announce(vehicle, hold);
      return mustCome ? this.bringOver(hold) : hold;
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
    const { unitOfWork, keeper, clock } = this.deps;
    await unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(change.vehicleId);
      await this.requireChangeable(principal, vehicle, change);
      await keeper.release(vehicle, clock.now());
    });
  }

  /** Stores the end of the vehicle's hold if it is past its time; else nothing. */
  async expire(vehicleId: string): Promise<void> {
    await this.deps.unitOfWork.run(() => this.deps.keeper.lockVehicle(vehicleId));
  }

  /** Whether the vehicle stands elsewhere, and is not yet on its way; refuses what cannot come. */
  private async mustCome(
    vehicle: VehicleRow,
    showroomId: string,
    currency: string,
  ): Promise<boolean> {
    const live = await this.deps.transferKeeper.liveOf(vehicle.id);
    checkDestination(live, showroomId);
    if (live !== undefined || showroomId === vehicle.showroomId) return false;
    checkPricedAlike(vehicle, currency);
    return true;
  }

  /** The hold with the transfer that it asks for. */
  private async bringOver(hold: Hold): Promise<Hold> {
    const { id: transferId } = await this.deps.transferKeeper.request(hold);
    return { ...hold, transferId };
  }

  /** Customer and lead are there, the lead is the customer's, and of a showroom of the caller's. */
  private async requireSubjects(
    principal: Principal,
    { customerId, leadId }: NewHold,
  ): Promise<void> {
    const { holds } = this.deps;
    if (customerId !== undefined && !(await holds.hasCustomer(customerId))) {
      throw notFound('customer');
    }
    if (leadId === undefined) return;
    const lead = await holds.findLead(leadId);
    if (lead === undefined) throw notFound('lead');
    if (!mayEnterShowroom(principal, lead.showroomId)) {
      const detail = 'You have no access to the showroom of the lead.';
      throw unprocessable('lead_of_another_showroom', detail, '/leadId');
    }
    if (customerId !== undefined && lead.customerId !== customerId) {
      const detail = 'The lead is not of this customer.';
      throw unprocessable('lead_of_another_customer', detail, '/customerId');
    }
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
  private async announce(vehicle: VehicleRow, hold: Hold): Promise<void> {
    const { events, jobs } = this.deps;
    const { id, until } = hold;
    await events.publish(inventoryReserved(vehicle, hold, until));
    const payload = { vehicleId: vehicle.id, holdId: id };
    await jobs.enqueue({ type: HOLD_EXPIRY, runAt: until, payload });
  }
}

/** For which showroom somebody holds who does not say so. */
function usualShowroom(principal: Principal, { showroomId }: VehicleRow): string {
  if (mayEnterShowroom(principal, showroomId)) return showroomId;
  const own = principal.showroomIds === 'all' ? [] : principal.showroomIds;
  const [only, ...others] = own;
  if (only === undefined) throw forbidden('showroom_forbidden');
  if (others.length === 0) return only;
  const detail = 'Say for which of your showrooms: the vehicle is in none of them.';
  throw unprocessable('hold_showroom_required', detail, '/showroomId');
}

function newHold(
  principal: Principal,
  vehicle: VehicleRow,
  input: NewHold & Pick<Hold, 'showroomId'>,
  now: Date,
): Hold {
  const { showroomId, customerId, leadId, note } = input;
  return {
    id: newId(),
    vehicleId: vehicle.id,
    showroomId,
    vehicleShowroomId: vehicle.showroomId,
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
