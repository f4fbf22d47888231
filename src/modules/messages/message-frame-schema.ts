import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';

const { showroomId, visitId, customerId, customerName } = frameFields;

/** What a person’s own room hears of notifications. */
export const messageFrames: readonly FrameDescription[] = [
  {
    type: 'NOTIFICATION_SENT',
    form: 'event',
    summary: 'You were told something; what it was is about the visit.',
    payload: z.strictObject({
      notificationId: idSchema.describe('The notification.'),
      channel: z.enum(['sms', 'tablet']).describe('How.'),
      status: z
        .enum(['sent', 'failed', 'unknown'])
        .describe('What became of it; `unknown` may be followed by `sent`.'),
      showroomId: showroomId.optional(),
      ...{ visitId, customerId, customerName },
    }),
    rooms: ['user'],
  },
];
