import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema, instantSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';
import { rotationListSchema } from './rotation-schema.js';

const { showroomId, visitId, customerId, customerName } = frameFields;
const leadScore = frameFields.leadScore.optional().describe('The score that counts, if known.');
const about = { showroomId, visitId, customerId, customerName, leadScore };

/** The up list as frames carry it: next rep first. */
export const rotationEntriesSchema = rotationListSchema.shape.data;

/** What a showroom’s room hears of the rotation. */
export const rotationFrames: readonly FrameDescription[] = [
  showroomEvent(
    'VISIT_ASSIGNED',
    'A rep was given a visitor, and has to accept in time.',
    z.strictObject({
      ...about,
      assignedTo: idSchema.describe('The rep.'),
      acceptBy: instantSchema.describe('Until when; then the next is asked.'),
      decisionId: idSchema.describe('The decision, with its candidates.'),
    }),
  ),
  showroomEvent(
    'VISIT_WAITING',
    'Nobody is free: a visitor waits, and managers look after him.',
    z.strictObject(about),
  ),
  showroomEvent(
    'ROTATION_CHANGED',
    'The up list is another.',
    z.strictObject({ showroomId, rotation: rotationEntriesSchema }),
  ),
];
