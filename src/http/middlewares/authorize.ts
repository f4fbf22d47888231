import { forbidden } from '../../shared/errors.js';
import { callerTypeOf } from '../../shared/principal.js';
import type { CallerType, OpsPrincipal, Principal } from '../../shared/principal.js';
import { isForCallers } from '../access-rule.js';
import type { AccessRule, CallerAccess } from '../access-rule.js';

/**
 * Throws 403 unless the caller has the scope, and then the role, of the operation. Whether this
 * very object may be touched is decided by the service, which knows it.
 */
export function authorize(principal: Principal | OpsPrincipal, access: AccessRule): void {
  const refusal = refusalOf(principal, access);
  if (refusal !== undefined) throw refusal;
}

/** The same without throwing. */
export function isAuthorized(principal: Principal | OpsPrincipal, access: AccessRule): boolean {
  return refusalOf(principal, access) === undefined;
}

function refusalOf(principal: Principal | OpsPrincipal, access: AccessRule): Error | undefined {
  if (!isForCallers(access)) {
    return access.object === 'ops' && principal.kind !== 'ops' ? forbidden() : undefined;
  }
  if (principal.kind === 'ops') return forbidden();
  if (!principal.scopes.has(access.scope)) return withoutScope(principal, access.scope);
  return callersOf(access).includes(callerTypeOf(principal)) ? undefined : forbidden();
}

/** A person's scopes come with the role; a program was given its own. */
function withoutScope({ kind }: Principal, scope: string): Error {
  if (kind === 'user') return forbidden();
  return forbidden('insufficient_scope', `This needs the scope ${scope}.`);
}

/** Every kind of caller that may call the operation. */
export function callersOf({ roles, clients = [] }: CallerAccess): readonly CallerType[] {
  return [...roles, ...clients];
}
