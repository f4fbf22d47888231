import { idSchema, instantSchema, listSchema, pageQueryShape } from '../../http/common-schema.js';
import { z } from 'zod';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const actionSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9_-]*)+$/)
  .describe('What was done: `customers.read`, `auth.login`.')
  .openapi({ example: 'customers.read' });

const outcomeSchema = z.enum(['success', 'failure', 'denied']);

/** Query of the list of audit events. */
export const auditListQuery = z.strictObject({
  ...pageQueryShape,
  action: actionSchema.optional().describe('Events of this action.'),
  outcome: outcomeSchema.optional().describe('Events that ended like this.'),
  actorId: idSchema.optional().describe('What this user or program did.'),
  subjectId: idSchema.optional().describe('What was done with this; found once it is sealed.'),
  'occurredAt[gte]': instantSchema.optional().describe('From this instant.'),
  'occurredAt[lte]': instantSchema.optional().describe('Until this instant.'),
});

const actorSchema = z
  .strictObject({
    type: z
      .string()
      .max(16)
      .regex(/^[a-z_]+$/)
      .describe('`user`, the kind of a program, `system`, or `anonymous`.')
      .openapi({ example: 'user' }),
    id: idSchema.optional().describe('The user or the program.'),
  })
  .describe('Who did it.')
  .openapi('AuditActor', { example: { type: 'user', id: ID } });

const linkSchema = z
  .strictObject({
    position: z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('From 1, without gaps.'),
    hash: z
      .string()
      .length(64)
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 over the hash before and this event.'),
  })
  .describe('Its place in the chain; absent until it is sealed, a few seconds later.')
  .openapi('AuditChainLink', { example: { position: 41, hash: 'ab'.repeat(32) } });

/** One thing that somebody did. */
export const auditEventSchema = z
  .strictObject({
    id: idSchema.describe('The event.'),
    occurredAt: instantSchema.describe('When it was recorded.'),
    action: actionSchema,
    outcome: outcomeSchema.describe('How it ended; `denied` was refused by right.'),
    actor: actorSchema,
    subjectType: z
      .string()
      .max(32)
      .regex(/^[a-z_]+$/)
      .optional()
      .describe('What it was done with: `customer`, `lead`.')
      .openapi({ example: 'customer' }),
    subjectIds: z
      .array(idSchema)
      .max(10_000)
      .describe('What was touched, and the customers whom it is about.'),
    requestId: z
      .string()
      .max(128)
      .regex(/^[A-Za-z0-9._-]{1,128}$/)
      .describe('The request, as in its `X-Request-Id`.')
      .openapi({ example: ID }),
    link: linkSchema.optional(),
  })
  .openapi('AuditEvent', {
    example: {
      id: ID,
      occurredAt: '2026-11-20T15:04:05.000Z',
      action: 'customers.read',
      outcome: 'success',
      actor: { type: 'user', id: ID },
      subjectType: 'customer',
      subjectIds: [ID],
      requestId: ID,
      link: { position: 41, hash: 'ab'.repeat(32) },
    },
  });

/** A page of audit events. */
export const auditEventListSchema = listSchema('AuditEventList', auditEventSchema);
