import type { NewEvent } from '../../events/event.js';
import type { Hold, HoldEnd } from './hold-types.js';
import type { VehicleRow } from './vehicle-types.js';

/**
 * A vehicle is held, or a hold's end was moved: `{vehicleId, holdId, until}`, and
 * `askingShowroomId` when it is held for another showroom than its own.
 */
export const INVENTORY_RESERVED = 'inventory.reserved';

/** A hold is over: the same with `reason`, released, expired, sold or withdrawn, for `until`. */
export const INVENTORY_RELEASED = 'inventory.released';

type HeldVehicle = Pick<VehicleRow, 'id' | 'showroomId'>;

/** A hold, and the showroom that it is for. */
type ToldHold = Pick<Hold, 'id' | 'showroomId'>;

/** The event of a hold that lives until then. */
export function inventoryReserved(vehicle: HeldVehicle, hold: ToldHold, until: Date): NewEvent {
  const data = { ...dataOf(vehicle, hold), until: until.toISOString() };
  return { ...ofVehicle(vehicle), type: INVENTORY_RESERVED, data };
}

/** The event of a hold that has ended; it happened when the hold ended, whoever noticed when. */
export function inventoryReleased(vehicle: HeldVehicle, hold: ToldHold, end: HoldEnd): NewEvent {
  const data = { ...dataOf(vehicle, hold), reason: end.reason };
  return { ...ofVehicle(vehicle), type: INVENTORY_RELEASED, data, occurredAt: end.at };
}

function dataOf(vehicle: HeldVehicle, { id, showroomId }: ToldHold): NewEvent['data'] {
  const elsewhere = showroomId !== vehicle.showroomId && { askingShowroomId: showroomId };
  return { vehicleId: vehicle.id, holdId: id, ...elsewhere };
}

function ofVehicle({ id, showroomId }: HeldVehicle): Omit<NewEvent, 'type' | 'data'> {
  return { stream: 'vehicle', streamId: id, showroomId };
}
