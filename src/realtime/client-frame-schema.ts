import type { FrameDescription } from '../events/frame-description.js';
import '../http/common-schema.js';
import { z } from 'zod';
import { roomSchema, seqSchema } from '../events/frame-fields.js';

/** Payload of `SUBSCRIBE`. */
export const subscribeSchema = z.strictObject({
  room: roomSchema,
  resumeFrom: seqSchema
    .optional()
    .describe('`seq` of the last event that the client has; absent: from now on.'),
});

/** Payload of `UNSUBSCRIBE`. */
export const unsubscribeSchema = z.strictObject({ room: roomSchema });

/** What a client may send whatever the modules are. */
export const clientFrames: readonly FrameDescription[] = [
  {
    type: 'SUBSCRIBE',
    form: 'command',
    summary: 'Enter a room, and be told what came after `resumeFrom`.',
    payload: subscribeSchema,
    answers: ['SUBSCRIBED'],
  },
  {
    type: 'UNSUBSCRIBE',
    form: 'command',
    summary: 'Leave a room.',
    payload: unsubscribeSchema,
    answers: ['UNSUBSCRIBED'],
  },
  {
    type: 'PING',
    form: 'command',
    summary: 'Ask for a sign of life; does not wait for the answers to other frames.',
    answers: ['PONG'],
  },
];
