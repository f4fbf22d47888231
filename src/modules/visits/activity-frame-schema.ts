import type { FrameDescription } from '../../events/frame-description.js';
import { idSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import {
  activityBatchResultSchema,
  activityBatchSchema,
  activityOutcomeSchema,
  activityRecordSchema,
  activitySchema,
  floorSchema,
  heatmapSchema,
} from './activity-schema.js';
import { rotationEntriesSchema } from '../rotation/index.js';

/** The key of what is sent once, as the header of a POST takes it. */
export const idempotencyKeySchema = z
  .string()
  .min(8)
  .max(255)
  .regex(/^[\x21-\x7e]+$/)
  .openapi({ example: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' });

const beside = {
  showroomId: idSchema.describe('The showroom.'),
  idempotencyKey: idempotencyKeySchema
    .optional()
    .describe('Sent again, over the socket or as the key of a POST, it has one effect.'),
};

/** Every activity as a frame carries it: the body of the `POST`, with showroom and key beside it. */
const singles = activitySchema.options.map((single) =>
  z.strictObject({ ...single.shape, ...beside }),
);

const commandSchema = z.union([
  ...singles,
  z.strictObject({ ...activityBatchSchema.shape, ...beside }),
]);

const answered = {
  idempotencyKey: idempotencyKeySchema
    .optional()
    .describe('The key of the activity, if it had one.'),
};

const recordedSchema = z.union([
  z.strictObject({ ...activityOutcomeSchema.shape, ...answered }),
  z.strictObject({ ...activityBatchResultSchema.shape, ...answered }),
]);

const stateSchema = z.strictObject({
  customers: floorSchema.shape.customers,
  heatmap: heatmapSchema.omit({ _links: true }).describe('Where visitors stood.'),
  rotation: rotationEntriesSchema,
});

/** What a client reports of the floor, and what it hears of that. */
export const activityFrames: readonly FrameDescription[] = [
  {
    type: 'ACTIVITY',
    form: 'command',
    summary: 'Report what happens on the floor: one activity, or several.',
    payload: commandSchema,
    answers: ['ACTIVITY_RECORDED'],
  },
  {
    type: 'ACTIVITY_RECORDED',
    form: 'notice',
    summary: 'What the `POST` of the same would have answered.',
    payload: recordedSchema,
  },
];

/** What a newcomer to a showroom’s room is told first. */
export const snapshotFrames: readonly FrameDescription[] = [
  {
    type: 'INITIAL_STATE',
    form: 'room',
    summary:
      'The floor at or after the `seq` of `SUBSCRIBED`: events that follow may be in it already.',
    payload: stateSchema,
    rooms: ['showroom'],
  },
  {
    type: 'RECENT_ACTIVITY',
    form: 'room',
    summary: 'What happened last on the floor.',
    payload: z.array(activityRecordSchema).max(50).describe('Latest first.'),
    rooms: ['showroom'],
  },
];
