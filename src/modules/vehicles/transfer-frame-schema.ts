import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { CANCEL_REASONS, TRANSFER_STATUSES } from './transfer-types.js';

const transfer = {
  transferId: idSchema.describe('The transfer.'),
  vehicleId: idSchema.describe('The vehicle that is wanted.'),
  holdId: idSchema.describe('The hold with which it was asked for.'),
  fromShowroomId: idSchema.describe('The showroom that gives it.'),
  toShowroomId: idSchema.describe('The showroom that has asked for it.'),
  status: z.enum(TRANSFER_STATUSES).describe('Where it stands.'),
};

/** What both showrooms' rooms hear of transfers. */
export const transferFrames: readonly FrameDescription[] = [
  showroomEvent(
    'TRANSFER_REQUESTED',
    'A showroom wants a vehicle of another; both hear it.',
    z.strictObject(transfer),
  ),
  showroomEvent(
    'TRANSFER_UPDATED',
    'A transfer has gone on or is over; both showrooms hear it.',
    z.strictObject({
      ...transfer,
      reason: z.enum(CANCEL_REASONS).optional().describe('Why it was cancelled.'),
    }),
  ),
];
