import { actorIdOf, leadsShowrooms, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Hold } from './hold-types.js';

/** Whoever made the hold, everybody of the showroom that it is for, and of the vehicle's. */
export function maySeeHold(principal: Principal, hold: Hold): boolean {
  return hold.heldBy === actorIdOf(principal) || mayEnterEither(principal, hold);
}

/** Extends and releases: whoever made the hold, managers of these showrooms, administrators. */
export function mayChangeHold(principal: Principal, hold: Hold): boolean {
  if (hold.heldBy === actorIdOf(principal)) return true;
  return leadsShowrooms(principal) && mayEnterEither(principal, hold);
}

function mayEnterEither(principal: Principal, { showroomId, vehicleShowroomId }: Hold): boolean {
  return [showroomId, vehicleShowroomId].some((id) => mayEnterShowroom(principal, id));
}
