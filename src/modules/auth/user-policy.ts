import { conflict, forbidden, unprocessable } from '../../shared/errors.js';
import { callerTypeOf, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal, Role, UserPrincipal } from '../../shared/principal.js';
import type { UserAccount, UserField } from './user-account.js';
import { changesRights } from './user-changes.js';

/** Who is given what, in a new account or in a changed one. */
export interface Grant {
  readonly role: Role;
  readonly showroomIds: readonly string[];
}

/** Administrators see everybody; others themselves, and those who work in a showroom of theirs. */
export function mayReadUser(principal: Principal, user: UserAccount): boolean {
  if (principal.showroomIds === 'all' || isSelf(principal, user)) return true;
  return user.showroomIds.some((id) => mayEnterShowroom(principal, id));
}

/**
 * Administrators change everybody; sales managers the reps who work in their showrooms and in no
 * others, since a change holds everywhere (docs/authentication.md, Users).
 */
export function mayChangeUser(principal: Principal, user: UserAccount): boolean {
  if (callerTypeOf(principal) === 'admin') return true;
  if (callerTypeOf(principal) !== 'sales_manager' || user.role !== 'sales_rep') return false;
  return user.showroomIds.length > 0 && hasAll(principal, user.showroomIds);
}

/** Throws 403 `user_forbidden`. */
export function requireMayRead(principal: Principal, user: UserAccount): void {
  if (!mayReadUser(principal, user)) throw userForbidden();
}

/** Throws 403 `user_forbidden`. */
export function requireMayChange(principal: Principal, user: UserAccount): void {
  if (!mayChangeUser(principal, user)) throw userForbidden();
}

/**
 * Nobody gives rights that he does not have: sales managers make reps of their showrooms. Throws
 * 403 `role_forbidden` and `showroom_forbidden`, 422 `showroom_required` and
 * `admin_with_showrooms`.
 */
export function requireMayGrant(principal: UserPrincipal, { role, showroomIds }: Grant): void {
  if (role === 'admin' && showroomIds.length > 0) {
    const detail = 'An administrator has access to all showrooms; name none.';
    throw unprocessable('admin_with_showrooms', detail, '/showroomIds');
  }
  if (principal.role === 'admin') return;
  if (role !== 'sales_rep') throw forbidden('role_forbidden', 'You may not give this role.');
  if (!hasAll(principal, showroomIds)) {
    throw forbidden('showroom_forbidden', 'You have no access to one of these showrooms.');
  }
  if (showroomIds.length > 0) return;
  throw unprocessable('showroom_required', 'Name one of your showrooms at least.', '/showroomIds');
}

/** Nobody changes what he himself may do. Throws 403 `own_rights`. */
export function requireNotOwnRights(
  principal: Principal,
  user: UserAccount,
  changed: readonly UserField[],
): void {
  if (!isSelf(principal, user) || !changesRights(changed)) return;
  throw forbidden('own_rights', 'Somebody else has to change what you may do.');
}

/** True for one who administers the organization and can log in. */
export function isActiveAdmin({ role, disabledAt }: UserAccount): boolean {
  return role === 'admin' && disabledAt === undefined;
}

/** 409: without this administrator there would be none. */
export function lastAdmin(): Error {
  return conflict('last_admin', 'This is the last administrator of the organization.');
}

function isSelf(principal: Principal, { id }: UserAccount): boolean {
  return principal.kind === 'user' && principal.userId === id;
}

function hasAll(principal: Principal, showroomIds: readonly string[]): boolean {
  return showroomIds.every((id) => mayEnterShowroom(principal, id));
}

function userForbidden(): Error {
  return forbidden('user_forbidden', 'This user is not one whom you answer for.');
}
