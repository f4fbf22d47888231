import type { NewEvent } from '../../events/event.js';
import type { VehicleRow } from './vehicle-types.js';

/** A vehicle has joined the inventory: `{vehicleId, showroomId, changes}`. */
export const INVENTORY_CREATED = 'inventory.created';

/**
 * A vehicle has changed: `{vehicleId, showroomId, changes}`; `changes` are names of fields.
 * `previousShowroomId` when it has moved to another showroom.
 */
export const INVENTORY_UPDATED = 'inventory.updated';

/** The event of a new vehicle. */
export function inventoryCreated(vehicle: VehicleRow, changes: readonly string[]): NewEvent {
  const { id: vehicleId, showroomId } = vehicle;
  const data = { vehicleId, showroomId, changes };
  // In one piece: of a file, a million are made.
  return {
    stream: 'vehicle',
    streamId: vehicleId,
    showroomId,
    type: INVENTORY_CREATED,
    version: 1,
    data,
  };
}

/** The event of a changed vehicle. */
export function inventoryUpdated(
  vehicle: VehicleRow,
  changes: readonly string[],
  previousShowroomId: string,
): NewEvent {
  const { id: vehicleId, showroomId } = vehicle;
  const moved = previousShowroomId === showroomId ? {} : { previousShowroomId };
  const data = { vehicleId, showroomId, changes, ...moved };
  return { stream: 'vehicle', streamId: vehicleId, showroomId, type: INVENTORY_UPDATED, data };
}
