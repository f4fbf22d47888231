import type { RealtimeMapping, RoomFrame } from '../../events/event.js';
import { INVENTORY_CREATED, INVENTORY_UPDATED } from './vehicle-events.js';

/** Every change of the inventory is told to the showroom it concerns, to both when it moved. */
export const vehicleRealtime: RealtimeMapping = {
  types: [INVENTORY_CREATED, INVENTORY_UPDATED],
  toFrames: ({ data }) => {
    const { vehicleId, showroomId, previousShowroomId, changes } = data;
    const rooms = [showroomId, previousShowroomId].filter((id) => typeof id === 'string');
    return rooms.map((roomId): RoomFrame => ({
      room: `showroom:${roomId}`,
      type: 'INVENTORY_UPDATED',
      payload: { showroomId, vehicleId, changes },
    }));
  },
};
