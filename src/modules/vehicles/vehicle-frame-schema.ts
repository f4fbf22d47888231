import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema, instantSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';
import { HOLD_END_REASONS } from './hold-types.js';

const { showroomId, vehicleId } = frameFields;
const holdId = idSchema.describe('The hold.');
const field = z.string().max(64).openapi({ example: 'price' });

/** What showrooms’ rooms hear of the inventory. */
export const vehicleFrames: readonly FrameDescription[] = [
  showroomEvent(
    'INVENTORY_UPDATED',
    'A vehicle is new or has changed; when it has moved, both showrooms hear it.',
    z.strictObject({
      showroomId: idSchema.describe('The showroom where it is now.'),
      vehicleId,
      changes: z.array(field).max(100).describe('Names of the fields that are others now.'),
    }),
  ),
];

/** What showrooms’ rooms hear of holds. */
export const holdFrames: readonly FrameDescription[] = [
  showroomEvent(
    'INVENTORY_RESERVED',
    'A vehicle is held, or its hold ends at another time.',
    z.strictObject({
      ...{ showroomId, vehicleId, holdId },
      until: instantSchema.describe('When the hold ends by itself.'),
    }),
  ),
  showroomEvent(
    'INVENTORY_RELEASED',
    'A hold is over.',
    z.strictObject({
      ...{ showroomId, vehicleId, holdId },
      reason: z.enum(HOLD_END_REASONS).describe('Why.'),
    }),
  ),
];
