import type { Principal } from '../../shared/principal.js';
import { mayChangeHold } from './hold-policy.js';
import type { Hold } from './hold-types.js';

/** Where a hold is found. */
export function holdHref({ vehicleId, id }: Pick<Hold, 'vehicleId' | 'id'>): string {
  return `/api/v1/vehicles/${vehicleId}/holds/${id}`;
}

/** JSON form of a hold; extending and releasing are linked as long as they are possible. */
export function presentHold(hold: Hold, principal: Principal): object {
  const { vehicleShowroomId: _, until, createdAt, end, ...rest } = hold;
  return {
    ...rest,
    status: end === undefined ? 'live' : 'ended',
    until: until.toISOString(),
    createdAt: createdAt.toISOString(),
    ...(end && { endedAt: end.at.toISOString(), endReason: end.reason }),
    _links: linksOf(hold, principal),
  };
}

function linksOf(hold: Hold, principal: Principal): object {
  const { vehicleId, customerId, leadId, transferId, end } = hold;
  const href = holdHref(hold);
  const mayChange = end === undefined && mayChangeHold(principal, hold);
  return {
    self: { href },
    vehicle: { href: `/api/v1/vehicles/${vehicleId}` },
    ...(customerId !== undefined && { customer: { href: `/api/v1/customers/${customerId}` } }),
    ...(leadId !== undefined && { lead: { href: `/api/v1/leads/${leadId}` } }),
    ...(transferId !== undefined && { transfer: { href: `/api/v1/transfers/${transferId}` } }),
    ...(mayChange && { extend: { href, method: 'PATCH' }, release: { href, method: 'DELETE' } }),
  };
}
