import { idSchema, instantSchema, linksSchema, listSchema } from '../../http/common-schema.js';
import { locationSchema, pageQueryShape } from '../../http/common-schema.js';
import { z } from 'zod';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const about = {
  customerId: idSchema.optional().describe('The customer; absent for a nameless guest.'),
  visitId: idSchema.optional().describe('The open visit, if known.'),
  occurredAt: instantSchema
    .optional()
    .describe('When it happened, at most seven days ago; now if absent.'),
};

const level = z.number().min(0).max(1);

const enteredSchema = z
  .strictObject({
    type: z.literal('CUSTOMER_ENTERED').describe('Somebody came in.'),
    ...about,
    location: locationSchema.optional().describe('Where he is.'),
    leadScore: level.optional().describe('Else the customer’s latest score.'),
  })
  .openapi('CustomerEntered', {
    example: { type: 'CUSTOMER_ENTERED', customerId: ID, location: { floor: 1, x: 2, y: 1.5 } },
  });

const movedSchema = z
  .strictObject({
    type: z.literal('CUSTOMER_MOVED').describe('He walked.'),
    ...about,
    location: locationSchema.describe('Where he is now.'),
  })
  .openapi('CustomerMoved', {
    example: { type: 'CUSTOMER_MOVED', visitId: ID, location: { floor: 1, x: 4, y: 7.5 } },
  });

const interestSchema = z
  .strictObject({
    type: z.literal('CUSTOMER_INTEREST').describe('He looks at a vehicle.'),
    ...about,
    location: locationSchema.optional().describe('Where he is.'),
    vehicleId: idSchema.describe('The vehicle.'),
    interestLevel: level.describe('0 none, 1 wants it.'),
  })
  .openapi('CustomerInterest', {
    example: { type: 'CUSTOMER_INTEREST', visitId: ID, vehicleId: ID, interestLevel: 0.8 },
  });

const engagedSchema = z
  .strictObject({
    type: z.literal('CUSTOMER_ENGAGED').describe('A rep is with him.'),
    ...about,
    location: locationSchema.optional().describe('Where they are.'),
    salesRepId: idSchema.describe('The rep.'),
    engagementType: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,31}$/)
      .max(32)
      .describe('`conversation`, `test_drive_request`, …'),
    vehicleId: idSchema.optional().describe('The vehicle it is about.'),
  })
  .openapi('CustomerEngaged', {
    example: {
      type: 'CUSTOMER_ENGAGED',
      visitId: ID,
      salesRepId: ID,
      engagementType: 'conversation',
    },
  });

const exitedSchema = z
  .strictObject({
    type: z.literal('CUSTOMER_EXITED').describe('He left.'),
    ...about,
    location: locationSchema.optional().describe('Where he was last.'),
  })
  .openapi('CustomerExited', { example: { type: 'CUSTOMER_EXITED', visitId: ID } });

/** One activity of any type. */
export const activitySchema = z
  .discriminatedUnion('type', [
    enteredSchema,
    movedSchema,
    interestSchema,
    engagedSchema,
    exitedSchema,
  ])
  .superRefine((activity, context) => {
    if (activity.type === 'CUSTOMER_ENTERED') return;
    if (activity.visitId !== undefined || activity.customerId !== undefined) return;
    const message = 'Name the open visit by visitId or customerId.';
    context.addIssue({ code: 'custom', path: ['visitId'], message });
  })
  .openapi('Activity');

/** The five types in one parsed form. */
export type ParsedActivity = z.output<typeof activitySchema>;

/** Several activities, in the order in which they happened. */
export const activityBatchSchema = z
  .strictObject({
    activities: z.array(activitySchema).min(1).max(100).describe('In order.'),
  })
  .openapi('ActivityBatch', {
    example: { activities: [{ type: 'CUSTOMER_EXITED', visitId: ID }] },
  });

/** Body of `POST …/activities`: one, or several under `activities`. */
export const activityRequestSchema = z
  .union([activitySchema, activityBatchSchema])
  .openapi('ActivityRequest');

/** One activity or several, parsed. */
export type ParsedActivityRequest = z.output<typeof activityRequestSchema>;

const alertSchema = z
  .strictObject({
    type: z
      .enum(['HIGH_VALUE_CUSTOMER', 'HIGH_INTEREST_ALERT', 'CUSTOMER_NEAR_INTEREST'])
      .describe('The alert.'),
    assignedTo: idSchema.nullable().describe('The rep it concerns; null when nobody has him.'),
  })
  .openapi('ActivityAlert', { example: { type: 'HIGH_VALUE_CUSTOMER', assignedTo: ID } });

const outcomeExample = {
  activityId: ID,
  visitId: ID,
  alerts: [{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: ID }],
};

const outcomeShape = {
  activityId: idSchema.describe('The activity.'),
  visitId: idSchema.describe('The visit it belongs to.'),
  alerts: z
    .array(alertSchema)
    .max(10)
    .optional()
    .describe('What it set off; absent for websites and kiosks.'),
};

/** Answer to one activity. */
export const activityOutcomeSchema = z
  .strictObject(outcomeShape)
  .openapi('ActivityOutcome', { example: outcomeExample });

const batchItemSchema = z
  .strictObject({
    status: z.int().min(200).max(599).describe('As if it had been sent alone.'),
    activityId: outcomeShape.activityId.optional(),
    visitId: outcomeShape.visitId.optional(),
    alerts: outcomeShape.alerts,
    code: z.string().max(64).optional().describe('Why it was refused.'),
    detail: z.string().max(1_024).optional().describe('The same in words.'),
  })
  .openapi('ActivityBatchItem', { example: { status: 201, ...outcomeExample } });

/** Answer to several: one result each, in their order. */
export const activityBatchResultSchema = z
  .strictObject({
    results: z.array(batchItemSchema).max(100).describe('In the order sent.'),
  })
  .openapi('ActivityBatchResult', { example: { results: [{ status: 201, ...outcomeExample }] } });

/** An activity as kept. */
export const activityRecordSchema = z
  .strictObject({
    id: idSchema.describe('The activity.'),
    showroomId: idSchema.describe('The showroom.'),
    visitId: idSchema.describe('The visit.'),
    customerId: idSchema.optional().describe('The customer, if known then.'),
    type: z.string().max(32).describe('Its type.'),
    occurredAt: instantSchema.describe('When it happened.'),
    receivedAt: instantSchema.describe('When we heard of it.'),
    location: locationSchema.optional().describe('Where.'),
    leadScore: level.optional().describe('As given.'),
    vehicleId: idSchema.optional().describe('The vehicle.'),
    interestLevel: level.optional().describe('As given.'),
    salesRepId: idSchema.optional().describe('The rep.'),
    engagementType: z.string().max(32).optional().describe('As given.'),
  })
  .openapi('ActivityRecord', {
    example: {
      id: ID,
      showroomId: ID,
      visitId: ID,
      type: 'CUSTOMER_ENTERED',
      occurredAt: '2026-11-20T15:04:05.000Z',
      receivedAt: '2026-11-20T15:04:05.120Z',
    },
  });

/** A page of activities. */
export const activityListSchema = listSchema('ActivityList', activityRecordSchema);

/** Path of a showroom's floor. */
export const showroomParams = z.strictObject({ showroomId: idSchema.describe('The showroom.') });

/** Query of the list of activities. */
export const activityListQuery = z.strictObject(pageQueryShape);

const floorPosition = z
  .strictObject({
    floor: z.int().min(-10).max(200).describe('Floor number.'),
    x: z.number().min(0).max(10_000).describe('Metres.'),
    y: z.number().min(0).max(10_000).describe('Metres.'),
  })
  .openapi('FloorPosition', { example: { floor: 1, x: 4, y: 7.5 } });

const visitorSchema = z
  .strictObject({
    visitId: idSchema.describe('The visit.'),
    customerId: idSchema.optional().describe('Absent for a nameless guest.'),
    customerName: z.string().max(256).optional().describe('His name.'),
    enteredAt: instantSchema.describe('Since when he is here.'),
    location: locationSchema.optional().describe('Where he is.'),
    leadScore: level.optional().describe('His score.'),
    assignedTo: idSchema.optional().describe('The rep who has him.'),
  })
  .openapi('FloorVisitor', {
    example: { visitId: ID, enteredAt: '2026-11-20T15:04:05.000Z' },
  });

const floorVehicleSchema = z
  .strictObject({
    id: idSchema.describe('The vehicle.'),
    make: z.string().max(64).describe('Make.'),
    model: z.string().max(64).describe('Model.'),
    bodyStyle: z.string().max(64).optional().describe('Type.'),
    status: z.string().max(16).describe('Status.'),
    position: floorPosition.describe('Where it stands.'),
  })
  .openapi('FloorVehicle', {
    example: {
      id: ID,
      make: 'Honda',
      model: 'CR-V',
      bodyStyle: 'SUV',
      status: 'available',
      position: { floor: 1, x: 4, y: 7.5 },
    },
  });

/** The floor as it is now. */
export const floorSchema = z
  .strictObject({
    customers: z.array(visitorSchema).max(1_000).describe('Who is here, the longest first.'),
    vehicles: z.array(floorVehicleSchema).max(10_000).describe('What is displayed.'),
    _links: linksSchema,
  })
  .openapi('LiveFloor', { example: { customers: [], vehicles: [], _links: {} } });

/** Query of the heatmap. */
export const heatmapQuery = z.strictObject({
  from: instantSchema.optional().describe('From the hour on in which this lies.'),
  to: instantSchema.optional().describe('To the end of the hour in which this lies.'),
});

const cellSchema = z
  .strictObject({
    floor: z.int().min(-10).max(200).describe('Floor number.'),
    x: z.int().min(0).max(10_000).describe('Metres to its west side.'),
    y: z.int().min(0).max(10_000).describe('Metres to its south side.'),
    seconds: z.int().min(0).max(1_000_000_000).describe('Time spent in it.'),
    visitors: z.int().min(5).max(1_000_000).describe('Distinct visitors.'),
  })
  .openapi('HeatmapCell', { example: { floor: 1, x: 4, y: 7, seconds: 930, visitors: 12 } });

/** Where visitors stood; cells with fewer than five of them are not shown. */
export const heatmapSchema = z
  .strictObject({
    cells: z.array(cellSchema).max(1_000_000).describe('One square metre each.'),
    rebuiltAt: instantSchema.describe('When it was worked out.'),
    from: instantSchema.optional().describe('Of which hours on, where a window was asked for.'),
    to: instantSchema.optional().describe('Until before which hour.'),
    _links: linksSchema,
  })
  .openapi('Heatmap', {
    example: { cells: [], rebuiltAt: '2026-11-20T15:04:00.000Z', _links: {} },
  });
