import { actorIdOf, leadsShowrooms, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Hold } from './hold-types.js';

/** Whoever made the hold, and everybody of the showroom where the vehicle stands. */
export function maySeeHold(principal: Principal, hold: Hold): boolean {
  return hold.heldBy === actorIdOf(principal) || mayEnterShowroom(principal, hold.showroomId);
}

/** Extends and releases: whoever made the hold, managers of the showroom, administrators. */
export function mayChangeHold(principal: Principal, hold: Hold): boolean {
  if (hold.heldBy === actorIdOf(principal)) return true;
  return leadsShowrooms(principal) && mayEnterShowroom(principal, hold.showroomId);
}
