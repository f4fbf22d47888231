import { idSchema } from '../http/common-schema.js';
import { z } from 'zod';

/** Fields that frames share; what is a name is put in when a frame is sent, by right. */
export const frameFields = {
  showroomId: idSchema.describe('The showroom.'),
  visitId: idSchema.describe('The visit.'),
  vehicleId: idSchema.describe('The vehicle.'),
  customerId: idSchema.optional().describe('The customer; absent for a nameless guest.'),
  customerName: z
    .string()
    .max(256)
    .optional()
    .describe('His name, if he has one and the reader may read it.'),
  salesRepName: z.string().max(256).optional().describe('The name of the rep.'),
  leadScore: z.number().min(0).max(1).describe('0 to 1.'),
  assignedTo: idSchema.nullable().describe('The rep who has the customer; null when nobody has.'),
};

const SEQ = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** Name of a room, as clients give it. */
export const roomSchema = z
  .string()
  .min(1)
  .max(128)
  .describe('`showroom:{id}` or `user:{id}`.')
  .openapi({ example: 'showroom:0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' });

/** Place of an event in its room; rises by one. */
export const seqSchema = z.int().min(SEQ.min).max(SEQ.max).describe('Rises by one in a room.');
