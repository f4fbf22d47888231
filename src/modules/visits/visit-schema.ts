import { idSchema, instantSchema, linksSchema, listSchema } from '../../http/common-schema.js';
import { pageQueryShape, versionSchema } from '../../http/common-schema.js';
import { z } from 'zod';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

/** Path of a visit. */
export const visitParams = z.strictObject({ visitId: idSchema.describe('The visit.') });

/** Query of the list of visits. */
export const visitListQuery = z.strictObject({
  ...pageQueryShape,
  showroomId: idSchema.optional().describe('Visits of this showroom.'),
  customerId: idSchema.optional().describe('Visits of this customer.'),
  status: z.enum(['open', 'closed']).optional().describe('Open or closed visits.'),
});

const assignmentSchema = z
  .strictObject({
    state: z.enum(['waiting', 'assigned', 'accepted']).describe('Where the claim stands.'),
    assignedTo: idSchema.optional().describe('The rep; absent while the customer waits.'),
    acceptBy: instantSchema.optional().describe('Until when he has to accept.'),
    waitingSince: instantSchema.optional().describe('Since when nobody is free.'),
  })
  .openapi('VisitAssignment', {
    example: { state: 'assigned', assignedTo: ID, acceptBy: '2026-11-20T15:06:05.000Z' },
  });

const visitExample = {
  id: ID,
  showroomId: ID,
  status: 'open',
  enteredAt: '2026-11-20T15:04:05.000Z',
  version: 1,
  _links: { self: { href: `/api/v1/visits/${ID}` } },
};

/** One stay in one showroom. */
export const visitSchema = z
  .strictObject({
    id: idSchema.describe('The visit.'),
    showroomId: idSchema.describe('The showroom.'),
    customerId: idSchema.optional().describe('Absent for a nameless guest.'),
    status: z.enum(['open', 'closed']).describe('Whether he is still here.'),
    enteredAt: instantSchema.describe('When he came.'),
    exitedAt: instantSchema.optional().describe('When he left.'),
    durationSeconds: z.int().min(0).max(100_000_000).optional().describe('How long he stayed.'),
    exitReason: z.enum(['activity', 'silence']).optional().describe('How we know that he left.'),
    leadScore: z.number().min(0).max(1).optional().describe('The score that counts.'),
    highValueAt: instantSchema.optional().describe('When the high-value rule fired.'),
    engagedBy: idSchema.optional().describe('The rep who is with him.'),
    engagementType: z.string().max(32).optional().describe('For what.'),
    assignment: assignmentSchema.optional().describe('Its claim on a rep; in single visits.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Visit', { example: visitExample });

/** A page of visits. */
export const visitListSchema = listSchema('VisitList', visitSchema);

/** Body of `PATCH /visits/{visitId}`. */
export const visitPatchSchema = z
  .strictObject({ customerId: idSchema.describe('Who the nameless guest is.') })
  .openapi('VisitPatch', { example: { customerId: ID } });

/** Body of `POST /visits/{visitId}/assignment`. */
export const visitAssignmentSchema = z
  .strictObject({
    userId: idSchema.describe('The rep.'),
    reason: z.string().trim().min(1).max(500).describe('Kept with the decision.'),
  })
  .openapi('VisitAssignmentRequest', {
    example: { userId: ID, reason: 'Speaks the customer’s language.' },
  });
