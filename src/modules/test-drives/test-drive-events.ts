import type { NewEvent } from '../../events/event.js';
import type { TestDrive } from './test-drive-types.js';

/** A drive is asked for, and has no time yet: `{testDriveId, vehicleId, salesRepId?, visitId?, …}`. */
export const TEST_DRIVE_REQUESTED = 'test_drive.requested';

/** A drive has a time: the same and `scheduledTime`. */
export const TEST_DRIVE_SCHEDULED = 'test_drive.scheduled';

/** The event of a new test drive. */
export function testDriveCreated(drive: TestDrive): NewEvent {
  const { id, showroomId, vehicleId, salesRepId, visitId, customerId, slot } = drive;
  return {
    stream: 'test_drive',
    streamId: id,
    type: slot === undefined ? TEST_DRIVE_REQUESTED : TEST_DRIVE_SCHEDULED,
    showroomId,
    version: 1,
    data: {
      testDriveId: id,
      vehicleId,
      ...(salesRepId !== undefined && { salesRepId }),
      ...(visitId !== undefined && { visitId }),
      ...(customerId !== undefined && { customerId }),
      ...(slot && { scheduledTime: slot.startsAt.toISOString() }),
    },
  };
}
