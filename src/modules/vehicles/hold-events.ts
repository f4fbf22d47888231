import type { NewEvent } from '../../events/event.js';
import type { HoldEnd } from './hold-types.js';
import type { VehicleRow } from './vehicle-types.js';

/** A vehicle is held, or a hold's end was moved: `{vehicleId, holdId, until}`. */
export const INVENTORY_RESERVED = 'inventory.reserved';

/** A hold is over: `{vehicleId, holdId, reason}`; the reason is released, expired, sold, withdrawn. */
export const INVENTORY_RELEASED = 'inventory.released';

type HeldVehicle = Pick<VehicleRow, 'id' | 'showroomId'>;

/** The event of a hold that lives until then. */
export function inventoryReserved(vehicle: HeldVehicle, holdId: string, until: Date): NewEvent {
  const data = { vehicleId: vehicle.id, holdId, until: until.toISOString() };
  return { ...ofVehicle(vehicle), type: INVENTORY_RESERVED, data };
}

/** The event of a hold that has ended; it happened when the hold ended, whoever noticed when. */
export function inventoryReleased(vehicle: HeldVehicle, holdId: string, end: HoldEnd): NewEvent {
  const data = { vehicleId: vehicle.id, holdId, reason: end.reason };
  return { ...ofVehicle(vehicle), type: INVENTORY_RELEASED, data, occurredAt: end.at };
}

function ofVehicle({ id, showroomId }: HeldVehicle): Omit<NewEvent, 'type' | 'data'> {
  return { stream: 'vehicle', streamId: id, showroomId };
}
