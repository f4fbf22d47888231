import type { FrameDescription } from '../../events/frame-description.js';
import { z } from 'zod';
import { operationSchema } from './operation-schema.js';

const { id, type, status, progress, processed } = operationSchema.shape;

/** What is heard of long work. */
export const operationFrames: readonly FrameDescription[] = [
  {
    type: 'OPERATION_UPDATED',
    form: 'event',
    summary: 'Long work has begun, has come further, or has ended.',
    payload: z.strictObject({ operationId: id, type, status, progress, processed }),
    rooms: ['user', 'showroom'],
  },
];
