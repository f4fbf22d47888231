import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema, instantSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';

const { showroomId, visitId, vehicleId, customerId, customerName, salesRepName } = frameFields;

/** What a showroom’s room hears of test drives. */
export const testDriveFrames: readonly FrameDescription[] = [
  showroomEvent(
    'TEST_DRIVE_SCHEDULED',
    'A test drive has a time.',
    z.strictObject({
      showroomId,
      testDriveId: idSchema.describe('The test drive.'),
      vehicleId,
      salesRepId: idSchema.optional().describe('The rep who goes with them.'),
      salesRepName,
      visitId: visitId.optional().describe('The visit that it belongs to.'),
      ...{ customerId, customerName },
      scheduledTime: instantSchema.describe('When it begins.'),
    }),
  ),
];
