import type { NewOrganization, UserRow } from '../modules/auth/index.js';
import type { NewShowroom, Showroom } from '../modules/showrooms/index.js';
import type { Modules } from './build-modules.js';

/** A dealer group as it begins: somebody who administers it, and a rooftop. */
export interface NewDealerGroup extends NewOrganization {
  readonly showroom: NewShowroom;
}

/** What was made. */
export interface FoundedDealerGroup {
  readonly organizationId: string;
  readonly admin: UserRow;
  readonly showroom: Showroom;
}

/**
 * Makes a dealer group with its first administrator and its first showroom, all or nothing. Throws
 * as making a user and making a showroom do.
 */
export async function foundOrganization(
  { auth, showrooms }: Pick<Modules, 'auth' | 'showrooms'>,
  { showroom: plan, ...input }: NewDealerGroup,
): Promise<FoundedDealerGroup> {
  const furnish = (): Promise<Showroom> => showrooms.service.create(plan);
  const { organizationId, admin, made } = await auth.organizations.create(input, furnish);
  if (made === undefined) throw new Error('A dealer group was made without its showroom.');
  return { organizationId, admin, showroom: made };
}
