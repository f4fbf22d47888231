import { mayReadPersonalData } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { mayChangeShowrooms } from './showroom-policy.js';
import type { Showroom } from './showroom-types.js';

/** Where a showroom is read. */
export function showroomHref(showroomId: string): string {
  return `/api/v1/showrooms/${showroomId}`;
}

/** The JSON form of a showroom, with the links that this caller may follow. */
export function presentShowroom(showroom: Showroom, principal: Principal): object {
  const href = showroomHref(showroom.id);
  return {
    id: showroom.id,
    name: showroom.name,
    timeZone: showroom.timeZone,
    currency: showroom.currency,
    ...(showroom.address === undefined ? {} : { address: showroom.address }),
    ...(showroom.location === undefined ? {} : { location: showroom.location }),
    openingHours: showroom.openingHours,
    floors: showroom.floors,
    version: showroom.version,
    _links: {
      self: { href },
      ...(mayReadPersonalData(principal)
        ? { staff: { href: `${href}/staff` }, floor: { href: `${href}/floor` } }
        : {}),
      ...(mayChangeShowrooms(principal) ? { update: { href, method: 'PATCH' } } : {}),
    },
  };
}
