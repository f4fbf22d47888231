import { asOrganization } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { PrincipalLoader } from './realtime-ports.js';

interface PrincipalSource {
  readonly loader: PrincipalLoader;
  readonly clock: Clock;
}

type KnownBefore = Pick<UserPrincipal, 'userId' | 'sessionId' | 'organizationId' | 'expiresAt'>;

/**
 * Reads the person of a ticket or a socket; undefined also when the organization differs, and
 * when the token of somebody without a session has ended.
 */
export async function loadPrincipal(
  { loader, clock }: PrincipalSource,
  { userId, sessionId, organizationId, expiresAt }: KnownBefore,
): Promise<UserPrincipal | undefined> {
  if (expiresAt !== undefined && expiresAt <= clock.now().getTime()) return undefined;
  const principal = await asOrganization(organizationId, () => loader.load(userId, sessionId));
  if (principal?.organizationId !== organizationId) return undefined;
  return {
    ...principal,
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
