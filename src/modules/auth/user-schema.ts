import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
  versionSchema,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { newPasswordSchema } from './password-schema.js';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b';
const SHOWROOM_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const emailSchema = z
  .email()
  .min(3)
  .max(254)
  .describe('What the user logs in with; stored in lower case, unique over all dealer groups.');

const nameSchema = z.string().min(1).max(128).describe('Full name.');

const newNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .refine((name) => !/\p{Cc}/u.test(name), 'must be one line of text')
  .describe('Full name.');

const roleSchema = z.enum(['admin', 'sales_manager', 'sales_rep']);

const statusSchema = z.enum(['active', 'invited', 'disabled']);

const showroomIdsSchema = z.array(idSchema).max(1_000);

const newPhoneSchema = z.string().min(3).max(32);

const accountExample = {
  id: ID,
  email: 'rosa@lakeside.example',
  name: 'Rosa Delgado',
  phone: '+13125550101',
  role: 'sales_rep',
  showroomIds: [SHOWROOM_ID],
  status: 'active',
  createdAt: '2026-11-20T15:04:05.000Z',
  version: 1,
  _links: { self: { href: `/api/v1/users/${ID}` } },
};

const accountShape = {
  id: idSchema.describe('The user.'),
  email: emailSchema,
  name: nameSchema,
  phone: z
    .string()
    .regex(/^\+[1-9]\d{1,14}$/)
    .max(16)
    .optional()
    .describe('E.164; where text messages go.'),
  role: roleSchema.describe('What the user may do.'),
  showroomIds: showroomIdsSchema.describe(
    'Where a sales manager or rep may work, the oldest showroom first; empty for ' +
      'administrators, who may work everywhere.',
  ),
  status: statusSchema.describe(
    '`invited` users have not chosen a password yet; `disabled` ones cannot log in.',
  ),
  createdAt: instantSchema.describe('When the account was made.'),
  disabledAt: instantSchema.optional().describe('Since when the user is disabled.'),
  version: versionSchema,
  _links: linksSchema,
};

/** A user, as those see him who answer for him. */
export const accountSchema = z
  .strictObject(accountShape)
  .openapi('UserAccount', { example: accountExample });

const tokenExample = {
  token: 'Zp0yXl6m1q4s2d8F7h3J9k5L0aVbNcMwErTyUiOpQxs',
  expiresAt: '2026-11-27T15:04:05.000Z',
};

/** A token to set a password with, as the one who asked for it sees it, once. */
export const issuedTokenSchema = z
  .strictObject({
    token: z
      .string()
      .regex(/^[\w-]{43}$/)
      .max(43)
      .describe('Good once, for `POST /auth/invitations/accept` or `POST /auth/password/reset`.'),
    expiresAt: instantSchema.describe('When it stops working.'),
  })
  .openapi('IssuedToken', { example: tokenExample });

/** Answer of `POST /users`. */
export const newAccountSchema = z
  .strictObject({
    ...accountShape,
    invitation: issuedTokenSchema
      .optional()
      .describe('For a user without a password; shown once, and sent by mail.'),
  })
  .openapi('NewUserAccount', {
    example: { ...accountExample, status: 'invited', invitation: tokenExample },
  });

/** Body of `POST /users`. */
export const newUserSchema = z
  .strictObject({
    email: emailSchema,
    name: newNameSchema,
    phone: newPhoneSchema.optional().describe('With its country code.'),
    role: roleSchema.describe('Sales managers make sales reps only.'),
    showroomIds: showroomIdsSchema
      .default([])
      .describe('None for administrators; at least one where a sales manager asks.'),
    password: newPasswordSchema
      .optional()
      .describe('The first password; without it the user is invited to choose one.'),
  })
  .openapi('NewUser', {
    example: {
      email: 'rosa@lakeside.example',
      name: 'Rosa Delgado',
      phone: '+13125550101',
      role: 'sales_rep',
      showroomIds: [SHOWROOM_ID],
    },
  });

/** Body of `PATCH /users/{userId}`. */
export const userPatchSchema = z
  .strictObject({
    name: newNameSchema.optional(),
    phone: newPhoneSchema.nullable().optional().describe('With its country code; null removes it.'),
    role: roleSchema.optional().describe('Whoever becomes an administrator needs no showrooms.'),
    showroomIds: showroomIdsSchema.optional().describe('Replaced as a whole.'),
    disabled: z
      .boolean()
      .optional()
      .describe('True ends all sessions; false lets the user log in again.'),
  })
  .openapi('UserPatch', { example: { showroomIds: [SHOWROOM_ID] } });

/** Query of `GET /users`. */
export const userListQuerySchema = z.strictObject({
  ...pageQueryShape,
  role: roleSchema.optional().describe('Users of this role.'),
  showroomId: idSchema.optional().describe('Users who were given access to this showroom.'),
  status: statusSchema.optional().describe('Users in this state.'),
});

/** Answer of `GET /users`. */
export const userListSchema = listSchema('UserAccountList', accountSchema);

/** Path of one user. */
export const userParamsSchema = z.strictObject({ userId: idSchema.describe('The user.') });
