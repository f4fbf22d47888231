import type { RealtimeMapping, RoomFrame } from '../../events/event.js';
import { INVENTORY_RELEASED, INVENTORY_RESERVED } from './hold-events.js';
import { INVENTORY_CREATED, INVENTORY_UPDATED } from './vehicle-events.js';
import { holdFrames, vehicleFrames } from './vehicle-frame-schema.js';

/** Every change of the inventory is told to the showroom it concerns, to both when it moved. */
export const vehicleRealtime: RealtimeMapping = {
  types: [INVENTORY_CREATED, INVENTORY_UPDATED],
  frames: vehicleFrames,
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

const HOLD_FRAMES: Readonly<Record<string, string>> = {
  [INVENTORY_RESERVED]: 'INVENTORY_RESERVED',
  [INVENTORY_RELEASED]: 'INVENTORY_RELEASED',
};

/** Holds are told to the showroom where the vehicle stands, and to the one that it is held for. */
export const holdRealtime: RealtimeMapping = {
  types: Object.keys(HOLD_FRAMES),
  frames: holdFrames,
  toFrames: ({ type, showroomId, data }) => {
    const frame = HOLD_FRAMES[type];
    if (frame === undefined || showroomId === undefined) return [];
    const { askingShowroomId, ...held } = data;
    const rooms = [showroomId, askingShowroomId].filter((id) => typeof id === 'string');
    const payload = { showroomId, ...held };
    return rooms.map((roomId) => ({ room: `showroom:${roomId}`, type: frame, payload }));
  },
};
