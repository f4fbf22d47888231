import type { RealtimeMapping } from '../../events/event.js';
import { OPERATION_UPDATED } from './operation-events.js';
import { operationFrames } from './operation-frame-schema.js';

/**
 * Progress goes to whoever started the work; what a program started in a showroom is told to that
 * showroom, since a program has no room of its own.
 */
export const operationRealtime: RealtimeMapping = {
  types: [OPERATION_UPDATED],
  frames: operationFrames,
  toFrames: ({ data, showroomId }) => {
    const { operationId, type, status, progress, processed, startedBy, isUsers } = data;
    const room = isUsers === true ? `user:${String(startedBy)}` : showroomRoom(showroomId);
    if (room === undefined) return [];
    const payload = { operationId, type, status, progress, processed };
    return [{ room, type: 'OPERATION_UPDATED', payload }];
  },
};

function showroomRoom(showroomId: string | undefined): string | undefined {
  return showroomId === undefined ? undefined : `showroom:${showroomId}`;
}
