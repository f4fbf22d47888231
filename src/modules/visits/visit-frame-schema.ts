import { showroomEvent } from '../../events/frame-description.js';
import type { FrameDescription } from '../../events/frame-description.js';
import { locationSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { frameFields } from '../../events/frame-fields.js';
import { customerInterestsSchema } from '../customers/index.js';

const { showroomId, visitId, vehicleId, customerId, customerName, assignedTo } = frameFields;
const { leadScore, salesRepName } = frameFields;
const about = { showroomId, visitId, customerId, customerName };

const location = locationSchema.optional().describe('Where he is, if known.');
const make = z.string().max(64).describe('Make.').openapi({ example: 'Mazda' });
const model = z.string().max(64).describe('Model.').openapi({ example: 'CX-5' });
const year = z.int().min(1_886).max(2_200).describe('Model year.');
const interestLevel = z.number().min(0).max(1).describe('0 none, 1 wants it.');

const enteredSchema = z.strictObject({
  ...about,
  showroomName: z
    .string()
    .max(200)
    .describe('The name of the showroom.')
    .openapi({ example: 'Lake Street' }),
  location,
  leadScore: leadScore.optional().describe('The score that counts, if there is one.'),
  interests: customerInterestsSchema.optional().describe('What he looks for, if we know him.'),
});

const movedSchema = z.strictObject({
  ...about,
  newLocation: locationSchema.describe('Where he is now.'),
});

const looked = { ...about, vehicleId, make, model, year, interestLevel };

const nearVehicleSchema = z.strictObject({
  ...{ vehicleId, make, model, year },
  location: locationSchema.describe('Where it stands.'),
  distanceM: z.number().min(0).max(5).describe('Metres between them.'),
});

const nearInterestSchema = z.strictObject({
  ...about,
  location: locationSchema.describe('Where he is.'),
  vehicles: z.array(nearVehicleSchema).max(1_000).describe('What he cares for nearby.'),
});

const engagedSchema = z.strictObject({
  ...about,
  salesRepId: z.uuid().max(36).describe('The rep who is with him.'),
  salesRepName,
  engagementType: z
    .string()
    .max(32)
    .describe('`conversation`, `test_drive_request`, …')
    .openapi({ example: 'conversation' }),
  vehicleId: vehicleId.optional().describe('The vehicle it is about.'),
});

const exitedSchema = z.strictObject({
  ...about,
  duration: z.int().min(0).max(100_000_000).describe('Seconds that he stayed.'),
  reason: z.enum(['activity', 'silence']).describe('Seen to leave, or silent for too long.'),
});

const highValueSchema = z.strictObject({ ...about, leadScore, location, assignedTo });

/** What a showroom’s room hears of visits. */
export const visitFrames: readonly FrameDescription[] = [
  showroomEvent('CUSTOMER_ENTERED', 'Somebody came in.', enteredSchema),
  {
    type: 'CUSTOMER_MOVED',
    form: 'live',
    summary: 'A visitor is somewhere else; the latest position counts.',
    payload: movedSchema,
    rooms: ['showroom'],
  },
  showroomEvent('CUSTOMER_INTERESTED', 'A visitor looks at a vehicle.', z.strictObject(looked)),
  showroomEvent(
    'HIGH_INTEREST_ALERT',
    'A visitor wants a vehicle very much.',
    z.strictObject({ ...looked, assignedTo }),
  ),
  showroomEvent(
    'CUSTOMER_NEAR_INTEREST',
    'A visitor stands near vehicles that fit his interests.',
    nearInterestSchema,
  ),
  showroomEvent('CUSTOMER_ENGAGED', 'A rep is with a visitor.', engagedSchema),
  showroomEvent('CUSTOMER_EXITED', 'A visitor left.', exitedSchema),
  showroomEvent('HIGH_VALUE_CUSTOMER', 'A visitor of high value is here.', highValueSchema),
];
