import type { AccessGrant, TokenGrant } from './auth-service.js';
import { ACCESS_TOKEN_SECONDS } from './auth-types.js';
import type { UserProfile } from './auth-types.js';

/** The JSON form of a user, for the user himself. */
export function presentUser({ user, showrooms }: UserProfile): object {
  return {
    id: user.id,
    organizationId: user.organizationId,
    email: user.email,
    name: user.name,
    ...(user.phone === undefined ? {} : { phone: user.phone }),
    role: user.role,
    showrooms: showrooms.map(({ id, name }) => ({ id, name })),
    _links: { self: { href: '/api/v1/auth/me' }, showrooms: { href: '/api/v1/showrooms' } },
  };
}

/** The JSON form of a successful log-in. */
export function presentAccessGrant(grant: AccessGrant): object {
  return { ...presentTokenGrant(grant), user: presentUser(grant.profile) };
}

/** The JSON form of a successful refresh. */
export function presentTokenGrant(grant: TokenGrant): object {
  return {
    accessToken: grant.accessToken,
    tokenType: 'Bearer',
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshToken: grant.refreshToken,
    refreshExpiresIn: grant.refreshExpiresIn,
    ...(grant.secondFactorRequired ? { secondFactorRequired: true } : {}),
  };
}
