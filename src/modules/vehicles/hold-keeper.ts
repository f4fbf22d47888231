import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import { inventoryReleased } from './hold-events.js';
import type { HoldRepository } from './hold-repository.js';
import { vehicleAt } from './hold-rules.js';
import type { HoldEnd } from './hold-types.js';
import type { VehicleRepository } from './vehicle-repository.js';
import type { VehicleRow } from './vehicle-types.js';

interface HoldKeeperDeps {
  readonly vehicles: VehicleRepository;
  readonly holds: HoldRepository;
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

  /** Ends the hold that the vehicle has, if any, and tells of it; the vehicle is the caller's. */
  async end(vehicle: VehicleRow, end: HoldEnd): Promise<void> {
    const { holds, events } = this.deps;
    if (vehicle.holdId === null) return;
    await holds.end(vehicle.holdId, end);
    await events.publish(inventoryReleased(vehicle, vehicle.holdId, end));
  }
}
