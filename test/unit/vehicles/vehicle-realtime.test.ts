import type { DomainEvent } from '../../../src/events/event.js';
import { blankVehicle } from '../../../src/modules/vehicles/vehicle-changes.js';
import {
  inventoryCreated,
  inventoryUpdated,
} from '../../../src/modules/vehicles/vehicle-events.js';
import { vehicleRealtime } from '../../../src/modules/vehicles/vehicle-realtime.js';
import type { NewEvent } from '../../../src/events/event.js';

const at = '2026-11-02T14:00:00.000Z';
const vehicle = {
  ...blankVehicle('showroom-1', 'USD', new Date(at)),
  ...{ id: 'vehicle-1', createdAt: at, updatedAt: at, version: 1 },
  ...{ holdId: null, heldUntil: null },
};

function framesOf(event: NewEvent): unknown {
  const stored: DomainEvent = {
    ...{ ...event, id: 'event-1', position: 1, version: 1 },
    ...{ organizationId: 'organization-1', occurredAt: new Date(at) },
  };
  return vehicleRealtime.toFrames(stored);
}

const frame = (room: string, showroomId: string, changes: readonly string[]): object => ({
  ...{ room, type: 'INVENTORY_UPDATED' },
  payload: { showroomId, vehicleId: 'vehicle-1', changes },
});

describe('inventory in rooms', () => {
  it('tells the showroom of a new vehicle', () => {
    expect(framesOf(inventoryCreated(vehicle, ['make']))).toEqual([
      frame('showroom:showroom-1', 'showroom-1', ['make']),
    ]);
  });

  it('tells the showroom which fields have changed', () => {
    expect(framesOf(inventoryUpdated(vehicle, ['price'], 'showroom-1'))).toEqual([
      frame('showroom:showroom-1', 'showroom-1', ['price']),
    ]);
  });

  it('tells both showrooms of a vehicle that has moved', () => {
    expect(framesOf(inventoryUpdated(vehicle, ['showroomId'], 'showroom-0'))).toEqual([
      frame('showroom:showroom-1', 'showroom-1', ['showroomId']),
      frame('showroom:showroom-0', 'showroom-1', ['showroomId']),
    ]);
  });

  it('covers both events', () => {
    expect(vehicleRealtime.types).toEqual(['inventory.created', 'inventory.updated']);
  });
});
