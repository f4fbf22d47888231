import type { DomainEvent, RealtimeMapping, RoomFrame } from '../../events/event.js';
import { rotationFrames } from './rotation-frame-schema.js';

/** What tablets in the showroom hear of the rotation. */
export const rotationRealtime: RealtimeMapping = {
  types: ['turn.assigned', 'turn.waiting', 'rotation.changed'],
  frames: rotationFrames,
  toFrames,
};

const FRAME_TYPES: Readonly<Record<string, string>> = {
  'turn.assigned': 'VISIT_ASSIGNED',
  'turn.waiting': 'VISIT_WAITING',
  'rotation.changed': 'ROTATION_CHANGED',
};

function toFrames(event: DomainEvent): readonly RoomFrame[] {
  const type = FRAME_TYPES[event.type];
  const { showroomId } = event;
  if (type === undefined || showroomId === undefined) return [];
  return [{ room: `showroom:${showroomId}`, type, payload: { showroomId, ...event.data } }];
}
