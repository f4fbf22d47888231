import type { RealtimeMapping, RoomFrame } from '../../events/event.js';
import { transferFrames } from './transfer-frame-schema.js';
import { TRANSFER_REQUESTED, TRANSFER_UPDATED } from './transfer-events.js';

const FRAMES: Readonly<Record<string, string>> = {
  [TRANSFER_REQUESTED]: 'TRANSFER_REQUESTED',
  [TRANSFER_UPDATED]: 'TRANSFER_UPDATED',
};

/** Transfers are told to both showrooms; the payload is the event's data. */
export const transferRealtime: RealtimeMapping = {
  types: Object.keys(FRAMES),
  frames: transferFrames,
  toFrames: ({ type, data }) => {
    const frame = FRAMES[type];
    if (frame === undefined) return [];
    const { fromShowroomId, toShowroomId } = data;
    return [fromShowroomId, toShowroomId].map((id): RoomFrame => ({
      room: `showroom:${String(id)}`,
      type: frame,
      payload: data,
    }));
  },
};
