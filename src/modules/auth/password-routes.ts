import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { ALL_ROLES } from '../../shared/principal.js';
import type { InvitationService } from './invitation-service.js';
import {
  invitationAcceptanceSchema,
  passwordChangeSchema,
  passwordResetSchema,
  resetRequestSchema,
} from './password-schema.js';
import type { PasswordService } from './password-service.js';

interface PasswordRoutesDeps {
  readonly passwords: PasswordService;
  readonly invitations: InvitationService;
}

const tag = 'Authentication';
const refusedPasswords = ['password_too_common', 'password_too_personal'];
const usedUp = { status: 410, codes: ['token_used_up'] };
const throttled = { status: 429, codes: ['too_many_attempts'] };

/** Passwords, for those who know theirs and for those who have a token. */
export function passwordRoutes({ passwords, invitations }: PasswordRoutesDeps): AnyRoute[] {
  return [
    change(passwords),
    requestReset(passwords),
    reset(passwords),
    acceptInvitation(invitations),
  ];
}

function change(passwords: PasswordService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/password/change',
    operationId: 'changePassword',
    summary: 'Change the password',
    description:
      'Ends all other sessions of the caller, and tells the caller by mail. A wrong current ' +
      'password counts as a failed log-in.',
    tag,
    access: { roles: ALL_ROLES, scope: 'passwords:write', object: 'own' },
    body: passwordChangeSchema,
    responses: { 204: { description: 'Changed.' } },
    errors: [{ status: 422, codes: ['current_password_wrong', ...refusedPasswords] }, throttled],
    handle: async ({ principal, body, clientAddress }) => {
      await passwords.change(principal, body, clientAddress);
      return { status: 204 };
    },
  });
}

function requestReset(passwords: PasswordService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/password/reset-request',
    operationId: 'requestPasswordReset',
    summary: 'Ask for a new password',
    description:
      'Sends a token of 60 minutes to the address, if somebody logs in with it; the answer does ' +
      'not tell. After 5 requests for one address, or 50 for any, from one client address within ' +
      '15 minutes, further ones from there are refused.',
    tag,
    access: { object: 'public' },
    body: resetRequestSchema,
    responses: { 202: { description: 'If there is such a user, a mail is on its way.' } },
    errors: [throttled],
    handle: async ({ body, clientAddress }) => {
      await passwords.requestReset(body.email, clientAddress);
      return { status: 202 };
    },
  });
}

function reset(passwords: PasswordService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/password/reset',
    operationId: 'resetPassword',
    summary: 'Choose a new password',
    description:
      'With the token of the mail, which works once. Ends all sessions and begins none; a second ' +
      'factor stays as it is.',
    tag,
    access: { object: 'public' },
    body: passwordResetSchema,
    responses: { 204: { description: 'The new password is set.' } },
    errors: [usedUp, { status: 422, codes: refusedPasswords }],
    handle: async ({ body }) => {
      await passwords.reset(body.token, body.newPassword);
      return { status: 204 };
    },
  });
}

function acceptInvitation(invitations: InvitationService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/invitations/accept',
    operationId: 'acceptInvitation',
    summary: 'Accept an invitation',
    description: 'Sets the first password, with the token of the invitation, which works once.',
    tag,
    access: { object: 'public' },
    body: invitationAcceptanceSchema,
    responses: { 204: { description: 'The password is set; the user can log in.' } },
    errors: [usedUp, { status: 422, codes: refusedPasswords }],
    handle: async ({ body }) => {
      await invitations.accept(body.token, body.password);
      return { status: 204 };
    },
  });
}
