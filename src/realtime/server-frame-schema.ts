import type { FrameDescription } from '../events/frame-description.js';
import { idSchema, instantSchema } from '../http/common-schema.js';
import { z } from 'zod';
import { roomSchema, seqSchema } from '../events/frame-fields.js';

const errorDetailSchema = z.strictObject({
  pointer: z.string().max(1_024).optional().describe('JSON pointer to the field of the frame.'),
  parameter: z.string().max(256).optional().describe('Name of the parameter.'),
  code: z.string().max(64).describe('What kind of fault.'),
  detail: z.string().max(1_024).describe('The same in words.'),
});

const errorSchema = z
  .strictObject({
    code: z
      .enum([
        'FORBIDDEN_ROOM',
        'INVALID_MESSAGE',
        'PROCESSING_ERROR',
        'RATE_LIMITED',
        'TOO_MANY_ROOMS',
      ])
      .describe('Stable.'),
    detail: z.string().max(1_024).describe('The same in words.'),
    inReplyTo: z.string().max(48).optional().describe('Type of the frame that it answers.'),
    room: roomSchema.optional().describe('The room, if it is about one.'),
    problem: z
      .string()
      .max(64)
      .optional()
      .describe('Code of the problem, as an HTTP answer would have it (`/problems/{code}`).'),
    errors: z.array(errorDetailSchema).max(100).optional().describe('What is wrong, by field.'),
  })
  .openapi({ example: { code: 'FORBIDDEN_ROOM', detail: 'You may not be in this room.' } });

const welcomeSchema = z.strictObject({
  connectionId: idSchema.describe('Names the connection in our logs.'),
  userId: idSchema.describe('Whose it is.'),
  serverTime: instantSchema.describe('What the server’s clock says.'),
  rooms: z.array(roomSchema).max(1).describe('Entered without being asked: `user:{userId}`.'),
});

const placeSchema = z.strictObject({ room: roomSchema, seq: seqSchema });

/** What the server sends whatever the modules are. */
export const serverFrames: readonly FrameDescription[] = [
  {
    type: 'WELCOME',
    form: 'notice',
    summary: 'The connection is open; always the first frame.',
    payload: welcomeSchema,
  },
  {
    type: 'SUBSCRIBED',
    form: 'room',
    summary: 'The room is entered; `seq` is that of its last event.',
    payload: placeSchema,
  },
  {
    type: 'UNSUBSCRIBED',
    form: 'room',
    summary: 'The room is left.',
    payload: z.strictObject({ room: roomSchema }),
  },
  {
    type: 'RESYNC',
    form: 'room',
    summary:
      'Events up to `seq` cannot be given any more. When `seq` is that of `SUBSCRIBED`, the state ' +
      'that came with it stands for them; else subscribe again, without `resumeFrom`.',
    payload: placeSchema,
  },
  {
    type: 'PONG',
    form: 'notice',
    summary: 'The sign of life that `PING` asked for.',
    payload: z.strictObject({}),
  },
  {
    type: 'ERROR',
    form: 'notice',
    summary: 'A frame could not be taken, or a room was taken away; the connection stays.',
    payload: errorSchema,
  },
  {
    type: 'RECONNECT',
    form: 'notice',
    summary: 'The server is about to close (1001): connect again after this time.',
    payload: z.strictObject({
      afterMs: z.int().min(0).max(3_600_000).describe('Milliseconds; others are told another.'),
    }),
  },
];
