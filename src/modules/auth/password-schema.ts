import '../../http/common-schema.js';
import { z } from 'zod';
import { isPasswordLong } from './password-rules.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-types.js';

const TOKEN = 'b1Yx0l6m1q4s2d8F7h3J9k5L0aVbNcMwErTyUiOpQxs';

/** A password that is being chosen. Lengths are code points, as JSON Schema counts them. */
export const newPasswordSchema = z
  .string()
  .max(4 * LONGEST_PASSWORD)
  .refine(isPasswordLong, `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`)
  .openapi({ format: 'password', minLength: SHORTEST_PASSWORD, maxLength: LONGEST_PASSWORD });

const chosen = newPasswordSchema.describe(
  'At least 8 characters of any kind; neither a common password nor one that is known of you.',
);

const tokenSchema = z.string().min(1).max(128).describe('From the mail. Works once.');

/** Body of `POST /auth/password/change`. */
export const passwordChangeSchema = z
  .strictObject({
    currentPassword: z
      .string()
      .min(1)
      .max(256)
      .describe('The present password.')
      .openapi({ format: 'password' }),
    newPassword: chosen,
  })
  .openapi('PasswordChange', {
    example: {
      currentPassword: 'correct horse battery staple',
      newPassword: 'wet paint on a gate',
    },
  });

/** Body of `POST /auth/password/reset-request`. */
export const resetRequestSchema = z
  .strictObject({
    email: z.email().min(3).max(254).describe('With which the user logs in.'),
  })
  .openapi('PasswordResetRequest', { example: { email: 'rep1@lakeside.example' } });

/** Body of `POST /auth/password/reset`. */
export const passwordResetSchema = z
  .strictObject({ token: tokenSchema, newPassword: chosen })
  .openapi('PasswordReset', { example: { token: TOKEN, newPassword: 'wet paint on a gate' } });

/** Body of `POST /auth/invitations/accept`. */
export const invitationAcceptanceSchema = z
  .strictObject({ token: tokenSchema, password: chosen })
  .openapi('InvitationAcceptance', { example: { token: TOKEN, password: 'wet paint on a gate' } });
