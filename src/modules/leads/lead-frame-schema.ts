import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';

const { showroomId, customerName, assignedTo } = frameFields;

/** What a showroom’s room hears of leads. */
export const leadFrames: readonly FrameDescription[] = [
  showroomEvent(
    'LEAD_CREATED',
    'A lead has come in.',
    z.strictObject({
      showroomId,
      leadId: idSchema.describe('The lead.'),
      customerId: idSchema.describe('The customer.'),
      customerName,
      assignedTo: assignedTo.describe('The rep who owns it; null when nobody does.'),
    }),
  ),
];
