import { guardOf } from '../../http/fast-path/kept-key.js';
import { leadsShowrooms } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { viewOf } from './vehicle-policy.js';

/** Names the whole inventory of an organization, of which lists are made. */
export const INVENTORY = 'inventory';

/** Names one vehicle. */
export function vehicleGuard(vehicleId: string): string {
  return `vehicle:${vehicleId.toLowerCase()}`;
}

/** What is forgotten when these vehicles change: the answers of each, and all lists. */
export function vehicleGuards(organizationId: string, vehicleIds: readonly string[]): string[] {
  const names = [INVENTORY, ...vehicleIds.map(vehicleGuard)];
  return names.map((name) => guardOf(organizationId, name));
}

/** Callers of one key are shown the very same vehicle, its links included. */
export function vehicleViewKey(principal: Principal): string {
  const view = viewOf(principal);
  if (view === 'public') return view;
  const { showroomIds } = principal;
  const access = showroomIds === 'all' ? showroomIds : showroomIds.toSorted().join(',');
  return `${view} ${leadsShowrooms(principal) ? 'leads' : 'sells'} ${access}`;
}
