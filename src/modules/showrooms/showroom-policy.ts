import type { Principal, Role } from '../../shared/principal.js';

/** Who may make and change showrooms (docs/api.md, Resources). */
export const SHOWROOM_CHANGERS: readonly Role[] = ['admin'];

/** Whether the caller is one of them. */
export function mayChangeShowrooms(principal: Principal): boolean {
  return principal.kind === 'user' && SHOWROOM_CHANGERS.includes(principal.role);
}
