import type { DomainEvent, RealtimeMapping, RoomFrame } from '../../events/event.js';
import { NOTIFICATION_SENT } from './notification-events.js';
import { messageFrames } from './message-frame-schema.js';

/** Who was told hears what became of it, in a room that nobody else may enter. */
export const messageRealtime: RealtimeMapping = {
  types: [NOTIFICATION_SENT],
  frames: messageFrames,
  toFrames: ({ showroomId, data }: DomainEvent): readonly RoomFrame[] => {
    const { recipientId, ...payload } = data;
    return [
      {
        room: `user:${String(recipientId)}`,
        type: 'NOTIFICATION_SENT',
        payload: { ...payload, ...(showroomId !== undefined && { showroomId }) },
      },
    ];
  },
};
