import type { Role } from '../../shared/principal.js';

/** What is asked of a route here. */
interface GuardedRoute {
  readonly access:
    | { readonly kind: 'public' }
    | { readonly kind: 'user'; readonly roles: readonly Role[]; readonly scope: string };
}

/** The scopes of all operations that a role may call, in alphabetical order. */
export function scopesOfRole(routes: readonly GuardedRoute[], role: Role): readonly string[] {
  const scopes = routes.flatMap(({ access }) =>
    access.kind === 'user' && access.roles.includes(role) ? [access.scope] : [],
  );
  return [...new Set(scopes)].sort();
}
