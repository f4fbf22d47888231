import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Hold } from './hold-types.js';

/** Whoever made the hold, and everybody of the showroom where the vehicle stands. */
export function maySeeHold(principal: Principal, hold: Hold): boolean {
  return hold.heldBy === principal.userId || mayEnterShowroom(principal, hold.showroomId);
}

/** Extends and releases: whoever made the hold, managers of the showroom, administrators. */
export function mayChangeHold(principal: Principal, hold: Hold): boolean {
  if (hold.heldBy === principal.userId) return true;
  return principal.role !== 'sales_rep' && mayEnterShowroom(principal, hold.showroomId);
}
