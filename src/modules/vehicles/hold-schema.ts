import { idSchema, instantSchema, linksSchema, versionSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { HOLD_END_REASONS } from './hold-types.js';

const SOME_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const until = instantSchema.describe('When it ends by itself: within seven days from now.');
const note = z.string().trim().min(1).max(500).describe('For colleagues; nobody else is told.');

/** Path of the holds of a vehicle. */
export const holdsParams = z.strictObject({ vehicleId: idSchema.describe('The vehicle.') });

/** Path of one hold. */
export const holdParams = holdsParams.extend({ holdId: idSchema.describe('The hold.') });

/** Body of `POST /vehicles/{vehicleId}/holds`. */
export const createHoldSchema = z
  .strictObject({
    customerId: idSchema.optional().describe('For whom it is kept.'),
    leadId: idSchema.optional().describe('The interest that it is kept for.'),
    showroomId: idSchema
      .optional()
      .describe(
        'For which showroom; if absent, for that of the vehicle if you have access to it, else ' +
          'for your only one. For another than the vehicle’s, a transfer is asked for.',
      ),
    until: until.optional().describe('When it ends by itself; 24 hours from now, if absent.'),
    note: note.optional(),
  })
  .openapi('CreateHold');

/** Body of `PATCH /vehicles/{vehicleId}/holds/{holdId}`. */
export const updateHoldSchema = z.strictObject({ until }).openapi('UpdateHold');

/** A hold, living or over. */
export const holdSchema = z
  .strictObject({
    id: idSchema,
    vehicleId: idSchema.describe('The vehicle that is kept.'),
    status: z.enum(['live', 'ended']).describe('Whether the vehicle is still kept.'),
    heldBy: idSchema.describe('Who made it.'),
    showroomId: idSchema.describe('The showroom for which it is kept.'),
    transferId: idSchema.optional().describe('With which the vehicle was asked for.'),
    customerId: idSchema.optional().describe('For whom it is kept.'),
    leadId: idSchema.optional().describe('The interest that it is kept for.'),
    until,
    note: note.optional(),
    createdAt: instantSchema.describe('When it was made.'),
    endedAt: instantSchema.optional().describe('When it was over.'),
    endReason: z.enum(HOLD_END_REASONS).optional().describe('Why it is over.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Hold', {
    example: {
      ...{ id: SOME_ID, vehicleId: SOME_ID, status: 'live', heldBy: SOME_ID },
      showroomId: SOME_ID,
      until: '2026-11-21T15:04:05.000Z',
      createdAt: '2026-11-20T15:04:05.000Z',
      version: 1,
      _links: { self: { href: `/api/v1/vehicles/${SOME_ID}/holds/${SOME_ID}` } },
    },
  });
