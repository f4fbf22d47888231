import { MANAGERS, callerTypeOf } from '../../shared/principal.js';
import type { CallerType, Principal } from '../../shared/principal.js';
import type { VehicleFilters } from './vehicle-list-query.js';
import type { VehicleStatus } from './vehicle-types.js';

/** What a shopper may be shown: neither sold nor withdrawn vehicles. */
const PUBLIC_STATUSES: readonly VehicleStatus[] = ['in_transit', 'available', 'held'];

const SEE_COST: readonly CallerType[] = MANAGERS;

/** How much of the inventory is shown: what is for sale, all of it, or with what it has cost. */
export type VehicleView = 'public' | 'rep' | 'manager';

/** The view of this caller; bytes of one view are the same for all of a group that have it. */
export function viewOf(principal: Principal): VehicleView {
  if (seesPublicInventoryOnly(principal)) return 'public';
  const caller = callerTypeOf(principal);
  return SEE_COST.includes(caller) ? 'manager' : 'rep';
}

/** True for the callers whose keys anybody can read. */
export function seesPublicInventoryOnly({ kind }: Principal): boolean {
  return kind === 'website' || kind === 'kiosk';
}

/** Whether this caller may see a vehicle of this status. */
export function maySeeVehicle(principal: Principal, status: VehicleStatus): boolean {
  return !seesPublicInventoryOnly(principal) || PUBLIC_STATUSES.includes(status);
}

/** The filters, narrowed to what this caller may see. */
export function visibleFilters(principal: Principal, filters: VehicleFilters): VehicleFilters {
  if (!seesPublicInventoryOnly(principal)) return filters;
  const asked = filters.statusIn ?? PUBLIC_STATUSES;
  return { ...filters, statusIn: asked.filter((status) => PUBLIC_STATUSES.includes(status)) };
}
