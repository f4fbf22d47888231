import { idSchema, instantSchema, linksSchema, pageQueryShape } from '../../http/common-schema.js';
import { listSchema } from '../../http/common-schema.js';
import { z } from 'zod';

const showroomParam = { showroomId: idSchema.describe('The showroom.') };

/** Path of a showroom's resources. */
export const showroomParams = z.strictObject(showroomParam);

/** Path of one rep of a showroom. */
export const staffParams = z.strictObject({
  ...showroomParam,
  userId: idSchema.describe('The rep.'),
});

/** Path of one decision. */
export const decisionParams = z.strictObject({
  ...showroomParam,
  decisionId: idSchema.describe('The decision.'),
});

/** Body of `PUT …/staff/{userId}`. */
export const staffUpdateSchema = z
  .strictObject({ isAvailable: z.boolean().describe('False pauses the rep; true ends it.') })
  .openapi('StaffUpdate', { example: { isAvailable: true } });

const staffExample = {
  userId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  name: 'Rita Rep',
  isAvailable: true,
  paused: false,
  checkedInAt: '2026-11-20T14:00:00.000Z',
};

/** A rep and whether he can take a customer. */
export const staffMemberSchema = z
  .strictObject({
    userId: idSchema.describe('The rep.'),
    name: z.string().max(128).describe('His name.'),
    isAvailable: z.boolean().describe('Checked in, not paused, no assigned visit.'),
    paused: z.boolean().describe('Takes no customers until the pause is ended.'),
    lastAssignedAt: instantSchema.optional().describe('When he last got a customer.'),
    checkedInAt: instantSchema.optional().describe('Since when he is at work.'),
    assignedVisitId: idSchema.optional().describe('The visit he has.'),
  })
  .openapi('StaffMember', { example: staffExample });

/** All reps of a showroom. */
export const staffListSchema = z
  .strictObject({
    data: z.array(staffMemberSchema).max(1_000).describe('In the order of the up list.'),
    _links: linksSchema,
  })
  .openapi('StaffList', {
    example: { data: [staffExample], _links: { self: { href: '/api/v1/showrooms/…/staff' } } },
  });

const STANDINGS = [
  ...['available', 'asked', 'with_customer', 'with_customer_elsewhere', 'paused'],
  'not_checked_in',
] as const;

const rotationExample = { userId: staffExample.userId, eligible: true, reason: 'available' };

const rotationEntrySchema = z
  .strictObject({
    userId: idSchema.describe('The rep.'),
    eligible: z.boolean().describe('Whether he can take a customer now.'),
    reason: z.enum(STANDINGS).describe('Why not, or `available`.'),
  })
  .openapi('RotationEntry', { example: rotationExample });

/** The up list in order. */
export const rotationListSchema = z
  .strictObject({
    data: z.array(rotationEntrySchema).max(1_000).describe('Next rep first.'),
    _links: linksSchema,
  })
  .openapi('Rotation', {
    example: {
      data: [rotationExample],
      _links: { self: { href: '/api/v1/showrooms/…/rotation' } },
    },
  });

const candidateSchema = z
  .strictObject({
    userId: idSchema.describe('The rep.'),
    paused: z.boolean().describe('Was paused.'),
    busyElsewhere: z.boolean().describe('Had a customer in another showroom.'),
    checkedInAt: instantSchema.optional().describe('At work since.'),
    lastAssignedAt: instantSchema.optional().describe('Last customer before.'),
    assignedVisitId: idSchema.optional().describe('The visit he had.'),
    eligible: z.boolean().describe('Could have taken the customer.'),
    reason: z.string().max(32).describe('Why he was chosen or passed over.'),
  })
  .openapi('Candidate', {
    example: {
      userId: staffExample.userId,
      paused: false,
      busyElsewhere: false,
      eligible: true,
      reason: 'assigned',
    },
  });

const decisionExample = {
  id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b',
  showroomId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c',
  visitId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5d',
  kind: 'automatic',
  ruleVersion: 'least-recent-1',
  candidates: [],
  shortlist: [staffExample.userId],
  assignedTo: staffExample.userId,
  decidedAt: '2026-11-20T15:04:05.000Z',
  _links: {},
};

/** Why a customer went to whom. */
export const decisionSchema = z
  .strictObject({
    id: idSchema.describe('The decision.'),
    showroomId: idSchema.describe('The showroom.'),
    visitId: idSchema.describe('The visit.'),
    kind: z.enum(['automatic', 'next_candidate', 'manual']).describe('How it came about.'),
    ruleVersion: z.string().max(16).describe('Version of the rule that decided.'),
    candidates: z.array(candidateSchema).max(1_000).describe('Everybody, in order, and why.'),
    shortlist: z.array(idSchema).max(3).describe('The first three who were available.'),
    assignedTo: idSchema.optional().describe('Who got the customer; absent when nobody could.'),
    decidedBy: idSchema.optional().describe('The manager, when by hand.'),
    reason: z.string().max(500).optional().describe('The manager’s reason.'),
    decidedAt: instantSchema.describe('When.'),
    _links: linksSchema,
  })
  .openapi('RotationDecision', { example: decisionExample });

/** A page of decisions. */
export const decisionListSchema = listSchema('RotationDecisionList', decisionSchema);

/** Query of the list of decisions. */
export const decisionListQuery = z.strictObject({
  ...pageQueryShape,
  visitId: idSchema.optional().describe('Decisions over this visit only.'),
});

/** A decision made again. */
export const replaySchema = z
  .strictObject({
    decision: decisionSchema.describe('The decision as it was made.'),
    ruleVersion: z.string().max(16).describe('The rule that decided again; the same, if known.'),
    assignedTo: idSchema.optional().describe('Who the rule chooses over the same facts.'),
    same: z.boolean().describe('Whether that is the same answer, for every candidate.'),
  })
  .openapi('RotationReplay', {
    example: {
      decision: decisionExample,
      ruleVersion: decisionExample.ruleVersion,
      assignedTo: staffExample.userId,
      same: true,
    },
  });
