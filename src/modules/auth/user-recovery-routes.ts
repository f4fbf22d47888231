import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { MANAGERS } from '../../shared/principal.js';
import { presentToken } from './user-presenter.js';
import type { UserRecoveryService } from './user-recovery-service.js';
import { issuedTokenSchema, userParamsSchema } from './user-schema.js';

const tag = 'Users';
const scope = 'users:write';
const forAdmins = { roles: ['admin'], scope, object: 'organization' } as const;
const notFound = { status: 404, codes: ['user_not_found'] };
const token = { 200: { description: 'The token, shown once.', schema: issuedTokenSchema } };

/** What is done for users who cannot log in. */
export function userRecoveryRoutes(recovery: UserRecoveryService): AnyRoute[] {
  return [invite(recovery), resetPassword(recovery), resetSecondFactor(recovery)];
}

function invite(recovery: UserRecoveryService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/users/{userId}/invitation',
    operationId: 'inviteUser',
    summary: 'Invite a user again',
    description:
      'Sends a user who has not chosen a password yet a new token, good once and for 7 days, and ' +
      'shows it here. The token before it does not work any more.',
    tag,
    access: { roles: MANAGERS, scope, object: 'showroom' },
    audit: { action: 'users.invite', subjectType: 'user' },
    params: userParamsSchema,
    responses: token,
    errors: [
      { status: 403, codes: ['user_forbidden'] },
      notFound,
      { status: 409, codes: ['user_disabled', 'password_already_set'] },
    ],
    handle: async ({ principal, params }) => {
      const issued = await recovery.invite(principal, params.userId);
      return { status: 200, body: presentToken(issued) };
    },
  });
}

function resetPassword(recovery: UserRecoveryService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/users/{userId}/password-reset',
    operationId: 'resetUserPassword',
    summary: 'Let a user choose a new password',
    description:
      'Sends the user a token, good once and for an hour, and shows it here. The password stays ' +
      'until the token is used. For others than the caller, who changes his own password.',
    tag,
    access: forAdmins,
    audit: { action: 'users.reset-password', subjectType: 'user' },
    params: userParamsSchema,
    responses: token,
    errors: [
      { status: 403, codes: ['own_rights'] },
      notFound,
      { status: 409, codes: ['user_disabled'] },
    ],
    handle: async ({ principal, params }) => {
      const issued = await recovery.resetPassword(principal, params.userId);
      return { status: 200, body: presentToken(issued) };
    },
  });
}

function resetSecondFactor(recovery: UserRecoveryService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/users/{userId}/totp/reset',
    operationId: 'resetUserSecondFactor',
    summary: 'Take a lost second factor away',
    description:
      'The user logs in with the password alone until a new second factor is enrolled; all ' +
      'sessions end. For others than the caller, who disables his own.',
    tag,
    access: forAdmins,
    audit: { action: 'users.reset-second-factor', subjectType: 'user' },
    params: userParamsSchema,
    responses: { 204: { description: 'There is no second factor any more.' } },
    errors: [{ status: 403, codes: ['own_rights'] }, notFound],
    handle: async ({ principal, params }) => {
      await recovery.resetSecondFactor(principal, params.userId);
      return { status: 204 };
    },
  });
}
