import type { DomainEvent, RealtimeMapping, RoomFrame } from '../../events/event.js';
import { visitFrames } from './visit-frame-schema.js';

const FRAME_TYPES: Readonly<Record<string, string>> = {
  'visit.entered': 'CUSTOMER_ENTERED',
  'visit.interested': 'CUSTOMER_INTERESTED',
  'visit.high_interest': 'HIGH_INTEREST_ALERT',
  'visit.near_interest': 'CUSTOMER_NEAR_INTEREST',
  'visit.engaged': 'CUSTOMER_ENGAGED',
  'visit.exited': 'CUSTOMER_EXITED',
  'visit.high_value': 'HIGH_VALUE_CUSTOMER',
};

/** What tablets in the showroom hear of visits; the payload is the event's own data. */
export const visitRealtime: RealtimeMapping = {
  types: Object.keys(FRAME_TYPES),
  frames: visitFrames,
  toFrames(event: DomainEvent): readonly RoomFrame[] {
    const type = FRAME_TYPES[event.type];
    const { showroomId } = event;
    if (type === undefined || showroomId === undefined) return [];
    return [{ room: `showroom:${showroomId}`, type, payload: { showroomId, ...event.data } }];
  },
};
