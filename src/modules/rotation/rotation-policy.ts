import { forbidden } from '../../shared/errors.js';
import type { Principal } from '../../shared/principal.js';

/** Reps pause themselves; managers anybody. Throws 403. */
export function requireMaySetAvailability(principal: Principal, userId: string): void {
  if (principal.role === 'sales_rep' && principal.userId !== userId) {
    throw forbidden('not_your_availability', 'You may set your own availability only.');
  }
}
