import type { LiveSession } from './session-types.js';

/** The JSON form of a session, for its owner in the session that is given, if it is one. */
export function presentSession(session: LiveSession, currentId: string | undefined): object {
  const { id, startedAt, lastUsedAt, expiresAt } = session;
  return {
    id,
    current: id === currentId,
    startedAt: startedAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    _links: { end: { href: `/api/v1/auth/sessions/${id}`, method: 'DELETE' } },
  };
}
