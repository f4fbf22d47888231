import type { AnyRoute } from '../../http/define-route.js';
import type { Role } from '../../shared/principal.js';

/** The scopes of all operations that a role may call, in alphabetical order. */
export function scopesOfRole(
  routes: ReadonlyArray<Pick<AnyRoute, 'access'>>,
  role: Role,
): ReadonlySet<string> {
  const scopes = routes.flatMap(({ access }) =>
    'roles' in access && access.roles.includes(role) ? [access.scope] : [],
  );
  return new Set(scopes.sort());
}
