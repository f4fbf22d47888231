import type { DomainEvent, RealtimeMapping, RoomFrame } from '../../events/event.js';
import { TEST_DRIVE_SCHEDULED } from './test-drive-events.js';
import { testDriveFrames } from './test-drive-frame-schema.js';

/** What tablets in the showroom hear of test drives; the payload is the event's own data. */
export const testDriveRealtime: RealtimeMapping = {
  types: [TEST_DRIVE_SCHEDULED],
  frames: testDriveFrames,
  toFrames: ({ showroomId, data }: DomainEvent): readonly RoomFrame[] => {
    if (showroomId === undefined) return [];
    const payload = { showroomId, ...data };
    return [{ room: `showroom:${showroomId}`, type: 'TEST_DRIVE_SCHEDULED', payload }];
  },
};
