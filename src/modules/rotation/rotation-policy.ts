import { forbidden } from '../../shared/errors.js';
import { actorIdOf, leadsShowrooms } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';

/** Reps pause themselves; managers anybody. Throws 403. */
export function requireMaySetAvailability(principal: Principal, userId: string): void {
  if (!leadsShowrooms(principal) && actorIdOf(principal) !== userId) {
    throw forbidden('not_your_availability', 'You may set your own availability only.');
  }
}
