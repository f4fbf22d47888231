import { actorIdOf, callerTypeOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Operation } from './operation-types.js';

/** Whoever started it, and those who answer for the organization. */
export function maySeeOperation(principal: Principal, { startedBy }: Operation): boolean {
  const type = callerTypeOf(principal);
  return type === 'admin' || type === 'sales_manager' || actorIdOf(principal) === startedBy;
}
