import { ALL_ROLES, defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { presentAccessGrant, presentUser } from './auth-presenter.js';
import { accessGrantSchema, keySetSchema, loginSchema, userSchema } from './auth-schema.js';
import type { AuthService } from './auth-service.js';
import type { PublicJwk } from './auth-types.js';

interface AuthRoutesDeps {
  readonly service: AuthService;
  readonly keys: { publicJwks(): readonly PublicJwk[] };
}

/** Log-in, the caller himself, and the keys to check tokens with. */
export function authRoutes({ service, keys }: AuthRoutesDeps): AnyRoute[] {
  return [login(service), me(service), jwks(keys)];
}

function login(service: AuthService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/auth/login',
    operationId: 'login',
    summary: 'Log in',
    description:
      'Exchanges e-mail address and password for an access token of 15 minutes. Failures alone ' +
      'are counted: after 10 per account and client address, or 100 per client address, within ' +
      '15 minutes, further attempts from there are refused.',
    tag: 'Authentication',
    access: { kind: 'public' },
    body: loginSchema,
    responses: { 200: { description: 'Logged in.', schema: accessGrantSchema } },
    errors: [
      { status: 401, codes: ['invalid_credentials'] },
      { status: 429, codes: ['too_many_attempts'] },
    ],
    handle: async ({ body, clientAddress }) => {
      const grant = await service.login(body, clientAddress);
      return { status: 200, body: presentAccessGrant(grant) };
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
    access: { kind: 'user', roles: ALL_ROLES, scope: 'users:read', object: 'own' },
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
    access: { kind: 'public' },
    cacheControl: 'public, max-age=300',
    responses: { 200: { description: 'The keys.', schema: keySetSchema } },
    handle: async () => ({ status: 200, body: { keys: keys.publicJwks() } }),
  });
}
