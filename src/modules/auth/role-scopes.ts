import type { Role } from '../../shared/principal.js';

/** What is asked of a route here. */
interface GuardedRoute {
  readonly access: {
    readonly roles?: readonly Role[];
    readonly scope?: string;
    readonly object: string;
  };
}

/** The scopes of all operations that a role may call, in alphabetical order. */
export function scopesOfRole(routes: readonly GuardedRoute[], role: Role): ReadonlySet<string> {
  const scopes = routes.flatMap(({ access: { roles = [], scope = '' } }) =>
    roles.includes(role) ? [scope] : [],
  );
  return new Set(scopes.sort());
}
