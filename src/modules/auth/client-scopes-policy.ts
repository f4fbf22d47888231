import { isForCallers } from '../../http/access-rule.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { ClientKind } from '../../shared/principal.js';

/**
 * The scopes of kinds of programs; worked out once a kind, when it is first asked for: the routes
 * are complete then.
 */
export function scopesByKind(
  routes: () => readonly AnyRoute[],
): (kind: ClientKind) => ReadonlySet<string> {
  const known = new Map<ClientKind, ReadonlySet<string>>();
  return (kind) => {
    const scopes = known.get(kind) ?? scopesOfClient(routes(), kind);
    known.set(kind, scopes);
    return scopes;
  };
}

/** The scopes of all operations that a kind of program may call, in alphabetical order. */
export function scopesOfClient(
  routes: ReadonlyArray<Pick<AnyRoute, 'access'>>,
  kind: ClientKind,
): ReadonlySet<string> {
  const scopes = routes.flatMap(({ access }) =>
    isForCallers(access) && access.clients?.includes(kind) === true ? [access.scope] : [],
  );
  return new Set(scopes.sort());
}
