import { forbidden } from '../../shared/errors.js';
import type { Principal } from '../../shared/principal.js';
import type { AccessRule } from '../define-route.js';

/**
 * Throws 403 unless the principal's role may call the operation. Whether this very object may be
 * touched is decided by the service, which knows it.
 */
export function authorize(principal: Principal, access: AccessRule): void {
  if (access.kind === 'public' || access.roles.includes(principal.role)) return;
  throw forbidden();
}
