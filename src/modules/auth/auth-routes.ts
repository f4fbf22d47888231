import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { presentAccessGrant, presentTokenGrant, presentUser } from './auth-presenter.js';
import {
  accessGrantSchema,
  keySetSchema,
  loginSchema,
  logoutSchema,
  refreshSchema,
  tokenGrantSchema,
  userSchema,
} from './auth-schema.js';
import type { AuthService } from './auth-service.js';
import type { PublicJwk } from './auth-types.js';

interface AuthRoutesDeps {
  readonly service: AuthService;
  readonly keys: { publicJwks(): readonly PublicJwk[] };
}

/** Log-in and sessions, the caller himself, and the keys to check tokens with. */
export function authRoutes({ service, keys }: AuthRoutesDeps): AnyRoute[] {
  return [
    login(service),
    refresh(service),
    logout(service),
    logoutEverywhere(service),
    me(service),
    jwks(keys),
  ];
}

function login(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/login',
    operationId: 'login',
    summary: 'Log in',
    description:
      'Exchanges e-mail address and password for an access token of 15 minutes, and a refresh ' +
      'token of 7 days to get the next ones with. A user with a second factor sends a code ' +
      'besides, in `totp`; each code is good once. Failures alone are counted: after 10 per account and client address, or 100 per client address, within ' +
      '15 minutes, further attempts from there are refused.',
    tag: 'Authentication',
    access: { object: 'public' },
    body: loginSchema,
    responses: { 200: { description: 'Logged in.', schema: accessGrantSchema } },
    errors: [
      { status: 401, codes: ['invalid_credentials', 'totp_required'] },
      { status: 429, codes: ['too_many_attempts'] },
    ],
    handle: async ({ body, clientAddress }) => {
      const grant = await service.login(body, clientAddress);
      return { status: 200, body: presentAccessGrant(grant) };
    },
  });
}

function refresh(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/refresh',
    operationId: 'refreshSession',
    summary: 'Go on with a session',
    description:
      'Exchanges a refresh token for a new access token and the next refresh token. The same ' +
      'client (by `User-Agent`) may repeat it within 10 seconds and gets the same refresh token ' +
      'again. Used once more after that, or by another client, a refresh token ends its session. ' +
      'A session ends 30 days after its log-in. Failures alone are counted: after 100 per client ' +
      'address within 15 minutes, further attempts from there are refused.',
    tag: 'Authentication',
    access: { object: 'public' },
    body: refreshSchema,
    responses: { 200: { description: 'Refreshed.', schema: tokenGrantSchema } },
    errors: [
      { status: 401, codes: ['invalid_refresh_token', 'refresh_token_reused'] },
      { status: 429, codes: ['too_many_attempts'] },
    ],
    handle: async ({ body, clientAddress, userAgent }) => {
      const client = { address: clientAddress, userAgent };
      const grant = await service.refresh(body.refreshToken, client);
      return { status: 200, body: presentTokenGrant(grant) };
    },
  });
}

function logout(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/logout',
    operationId: 'logout',
    summary: 'Log out',
    description:
      'Ends the session of a refresh token: all its refresh tokens at once, its access tokens ' +
      'within 10 seconds. The answer is the same for a token that is unknown.',
    tag: 'Authentication',
    access: { object: 'public' },
    body: logoutSchema,
    responses: { 204: { description: 'The session, if there was one, has ended.' } },
    handle: async ({ body }) => {
      await service.logout(body.refreshToken);
      return { status: 204 };
    },
  });
}

function logoutEverywhere(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/sessions/revoke',
    operationId: 'revokeSessions',
    summary: 'Log out everywhere',
    description:
      'Ends all sessions of the caller, this one too: all refresh tokens at once, access tokens ' +
      'within 10 seconds, sockets within 30.',
    tag: 'Authentication',
    access: { roles: ALL_ROLES, scope: 'sessions:write', object: 'own' },
    responses: { 204: { description: 'All sessions have ended.' } },
    handle: async ({ principal }) => {
      await service.logoutEverywhere(principal);
      return { status: 204 };
    },
  });
}

function me(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/auth/me',
    operationId: 'getCurrentUser',
    summary: 'Read the caller',
    description: 'The user whom the access token belongs to, with the showrooms open to the user.',
    tag: 'Authentication',
    access: { roles: ALL_ROLES, scope: 'users:read', object: 'own' },
    responses: { 200: { description: 'The user.', schema: userSchema } },
    handle: async ({ principal }) => {
      const profile = await service.profile(principal);
      return { status: 200, body: presentUser(profile) };
    },
  });
}

function jwks(keys: AuthRoutesDeps['keys']): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    base: 'root',
    operationId: 'getKeySet',
    summary: 'Read the public keys',
    description: 'The keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517).',
    tag: 'Authentication',
    access: { object: 'public' },
    cacheControl: 'public, max-age=300',
    responses: { 200: { description: 'The keys.', schema: keySetSchema } },
    handle: async () => ({ status: 200, body: { keys: keys.publicJwks() } }),
  });
}
