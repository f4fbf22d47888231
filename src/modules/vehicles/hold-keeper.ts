import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import { inventoryReleased } from './hold-events.js';
import type { HoldRepository } from './hold-repository.js';
import { freed, vehicleAt } from './hold-rules.js';
import type { HoldEnd } from './hold-types.js';
import type { TransferKeeper } from './transfer-keeper.js';
import type { VehicleRepository } from './vehicle-repository.js';
import type { SeenVehicle, VehicleRow } from './vehicle-types.js';

interface HoldKeeperDeps {
  readonly vehicles: VehicleRepository;
  readonly holds: HoldRepository;
  readonly transferKeeper: TransferKeeper;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Keeps holds and vehicles in step, whoever changes a vehicle; joins the caller's run. */
export class HoldKeeper {
  constructor(private readonly deps: HoldKeeperDeps) {}

  /**
   * The vehicle, locked until the end of the run; the first statement of every run that changes
   * one. Stores the end of a hold that is past its time. 404 when there is no such vehicle.
   */
  async lockVehicle(vehicleId: string): Promise<VehicleRow> {
    const { vehicles, clock } = this.deps;
    const stored = await vehicles.lock(vehicleId);
    if (stored === undefined) throw notFound('vehicle');
    const vehicle = vehicleAt(stored, clock.now());
    if (vehicle === stored) return stored;
    await this.end(stored, { at: new Date(vehicle.updatedAt), reason: 'expired' });
    await vehicles.saveHold(vehicle);
    return vehicle;
  }

  /**
   * Ends the hold that the vehicle has, if any, with the transfer that was asked for with it, and
   * tells of both; the vehicle is the caller's.
   */
  async end(vehicle: VehicleRow, end: HoldEnd): Promise<void> {
    const { holds, transferKeeper, events } = this.deps;
    if (vehicle.holdId === null) return;
    const hold = await holds.find(vehicle, vehicle.holdId);
    if (hold === undefined) throw new Error(`Vehicle ${vehicle.id} names a hold that is not its.`);
    await holds.end(hold.id, end);
    await events.publish(inventoryReleased(vehicle, hold, end));
    await transferKeeper.endWithHold(vehicle.id, end);
  }

  /** For which showroom the vehicle is held. */
  async asking(
    vehicle: VehicleRow,
    holdId: string,
  ): Promise<Pick<SeenVehicle, 'heldForShowroomId'>> {
    const hold = await this.deps.holds.find(vehicle, holdId);
    return hold === undefined ? {} : { heldForShowroomId: hold.showroomId };
  }

  /** Releases the hold of the vehicle, which is available from then on. */
  async release(vehicle: VehicleRow, at: Date): Promise<void> {
    await this.end(vehicle, { at, reason: 'released' });
    const { version } = vehicle;
    await this.deps.vehicles.saveHold({ ...vehicle, ...freed(at.toISOString(), version) });
  }
}
