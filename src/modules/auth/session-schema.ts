import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
} from '../../http/common-schema.js';
import { z } from 'zod';

const EXAMPLE_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5d';

/** A session that its owner could end. */
export const sessionSchema = z
  .strictObject({
    id: idSchema.describe('The session.'),
    current: z.boolean().describe('Whether this very request belongs to it.'),
    startedAt: instantSchema.describe('When the user logged in.'),
    lastUsedAt: instantSchema.describe('When it was refreshed last, or began.'),
    expiresAt: instantSchema.describe('When it ends unless it is refreshed before.'),
    _links: linksSchema,
  })
  .openapi('Session', {
    example: {
      id: EXAMPLE_ID,
      current: true,
      startedAt: '2026-11-20T15:04:05.000Z',
      lastUsedAt: '2026-11-20T15:19:05.000Z',
      expiresAt: '2026-11-27T15:19:05.000Z',
      _links: { end: { href: `/api/v1/auth/sessions/${EXAMPLE_ID}`, method: 'DELETE' } },
    },
  });

/** A page of sessions. */
export const sessionListSchema = listSchema('SessionList', sessionSchema);

/** Which page. */
export const sessionListQuerySchema = z.strictObject(pageQueryShape);

/** Which session. */
export const sessionParamsSchema = z.strictObject({
  sessionId: idSchema.describe('The session.'),
});

/** Whose sessions. */
export const sessionOwnerParamsSchema = z.strictObject({
  userId: idSchema.describe('The user.'),
});
