import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { ALL_ROLES } from '../../shared/principal.js';
import { accessPolicyRoutes } from './access-policy-routes.js';
import type { AccessPolicyService } from './access-policy-service.js';
import {
  SECOND_FACTOR_PATH,
  presentEnrolment,
  presentSecondFactor,
} from './second-factor-presenter.js';
import {
  recoveryCodesSchema,
  secondFactorProofSchema,
  secondFactorSchema,
  totpActivationSchema,
  totpEnrolmentRequestSchema,
  totpEnrolmentSchema,
} from './second-factor-schema.js';
import type { SecondFactorService } from './second-factor-service.js';

const tag = 'Authentication';
const read = { roles: ALL_ROLES, scope: 'second-factors:read', object: 'own' } as const;
const write = { roles: ALL_ROLES, scope: 'second-factors:write', object: 'own' } as const;
const throttled = { status: 429, codes: ['too_many_attempts'] };
const unproven = { status: 422, codes: ['wrong_password', 'wrong_code'] };
const notEnabled = { status: 409, codes: ['totp_not_enabled'] };

interface SecondFactorRoutesDeps {
  readonly service: SecondFactorService;
  readonly policy: AccessPolicyService;
}

/** The second factor of the caller himself, and of whom one is asked. */
export function secondFactorRoutes({ service, policy }: SecondFactorRoutesDeps): AnyRoute[] {
  return [
    ...accessPolicyRoutes(policy),
    getState(service),
    enrol(service),
    activate(service),
    replaceRecoveryCodes(service),
    disable(service),
  ];
}

function getState(service: SecondFactorService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/auth/totp',
    operationId: 'getSecondFactor',
    summary: 'Read the second factor',
    description: 'Whether log-ins of the caller need a code, and how many recovery codes are left.',
    tag,
    access: read,
    responses: { 200: { description: 'The second factor.', schema: secondFactorSchema } },
    handle: async ({ principal }) => {
      const state = await service.state(principal.userId);
      return { status: 200, body: presentSecondFactor(state) };
    },
  });
}

function enrol(service: SecondFactorService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/totp/enrolment',
    operationId: 'enrolSecondFactor',
    summary: 'Begin a second factor',
    description:
      'Gives out a new secret for an authenticator app (RFC 6238). Log-ins do not ask for codes ' +
      'until one of them has activated it, within 10 minutes. Another enrolment takes the place ' +
      'of the last. A wrong password counts as a failed log-in.',
    tag,
    access: write,
    body: totpEnrolmentRequestSchema,
    responses: { 201: { description: 'The secret.', schema: totpEnrolmentSchema } },
    errors: [
      { status: 409, codes: ['totp_already_enabled'] },
      { status: 422, codes: ['wrong_password'] },
      throttled,
    ],
    handle: async ({ principal, body, clientAddress }) => {
      const owner = { userId: principal.userId, clientAddress };
      const enrolment = await service.enrol(owner, body.password);
      const headers = { Location: SECOND_FACTOR_PATH };
      return { status: 201, body: presentEnrolment(enrolment), headers };
    },
  });
}

function activate(service: SecondFactorService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/totp/activation',
    operationId: 'activateSecondFactor',
    summary: 'Activate the second factor',
    description:
      'With the first code of the app. From now on log-ins need a code, or one of the recovery ' +
      'codes that are answered here, once. Sessions go on; `POST /auth/sessions/revoke` ends ' +
      'them. After 10 wrong codes within 15 minutes, further ones are refused.',
    tag,
    access: write,
    body: totpActivationSchema,
    responses: { 200: { description: 'Activated.', schema: recoveryCodesSchema } },
    errors: [
      { status: 409, codes: ['totp_not_enrolled', 'totp_already_enabled'] },
      { status: 422, codes: ['wrong_code'] },
      throttled,
    ],
    handle: async ({ principal, body }) => {
      const recoveryCodes = await service.activate(principal.userId, body.code);
      return { status: 200, body: { recoveryCodes } };
    },
  });
}

function replaceRecoveryCodes(service: SecondFactorService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/totp/recovery-codes',
    operationId: 'replaceRecoveryCodes',
    summary: 'Replace the recovery codes',
    description: 'Answers a new set, once; the codes of the old one are not good any more.',
    tag,
    access: write,
    body: secondFactorProofSchema,
    responses: { 200: { description: 'Replaced.', schema: recoveryCodesSchema } },
    errors: [notEnabled, unproven, throttled],
    handle: async ({ principal, body, clientAddress }) => {
      const owner = { userId: principal.userId, clientAddress };
      const recoveryCodes = await service.replaceRecoveryCodes(owner, body);
      return { status: 200, body: { recoveryCodes } };
    },
  });
}

function disable(service: SecondFactorService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/totp/disable',
    operationId: 'disableSecondFactor',
    summary: 'Disable the second factor',
    description:
      'Log-ins need the password alone again. Sessions go on; `POST /auth/sessions/revoke` ends ' +
      'them.',
    tag,
    access: write,
    body: secondFactorProofSchema,
    responses: { 204: { description: 'Disabled.' } },
    errors: [notEnabled, unproven, throttled],
    handle: async ({ principal, body, clientAddress }) => {
      await service.disable({ userId: principal.userId, clientAddress }, body);
      return { status: 204 };
    },
  });
}
