import { asOrganization } from '../observability/request-context.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { PrincipalLoader } from './realtime-ports.js';

/** Reads the person of a ticket or a socket; undefined also when the organization differs. */
export async function loadPrincipal(
  loader: PrincipalLoader,
  {
    userId,
    sessionId,
    organizationId,
  }: Pick<UserPrincipal, 'userId' | 'sessionId' | 'organizationId'>,
): Promise<UserPrincipal | undefined> {
  const principal = await asOrganization(organizationId, () => loader.load(userId, sessionId));
  if (principal?.organizationId !== organizationId) return undefined;
  return sessionId === undefined ? principal : { ...principal, sessionId };
}
