import { toE164 } from '../../shared/phone.js';
import { unprocessable } from '../../shared/errors.js';
import type { UserAccount, UserField, UserPatch } from './user-account.js';

/** Fields that decide what a user may do. */
const RIGHTS: readonly UserField[] = ['role', 'showroomIds', 'disabled'];

/**
 * The account as the patch wants it, its version not yet raised. Whoever becomes an administrator
 * needs no showrooms any more. Throws 422 `invalid_phone`.
 */
export function patched(current: UserAccount, patch: UserPatch, now: Date): UserAccount {
  const { phone: oldPhone, disabledAt: oldDisabledAt, ...rest } = current;
  const role = patch.role ?? current.role;
  const phone = patch.phone === undefined ? oldPhone : phoneOf(patch.phone);
  const isDisabled = patch.disabled ?? oldDisabledAt !== undefined;
  const disabledAt = isDisabled ? (oldDisabledAt ?? now) : undefined;
  return {
    ...rest,
    role,
    name: patch.name ?? current.name,
    showroomIds: showroomsOf(current, patch),
    ...(phone === undefined ? {} : { phone }),
    ...(disabledAt === undefined ? {} : { disabledAt }),
  };
}

/** What differs between the two. */
export function changedFields(before: UserAccount, after: UserAccount): readonly UserField[] {
  const differs: Readonly<Record<UserField, boolean>> = {
    name: before.name !== after.name,
    phone: before.phone !== after.phone,
    role: before.role !== after.role,
    showroomIds: before.showroomIds.join(' ') !== after.showroomIds.join(' '),
    disabled: (before.disabledAt === undefined) !== (after.disabledAt === undefined),
  };
  const fields: readonly UserField[] = ['name', 'phone', ...RIGHTS];
  return fields.filter((field) => differs[field]);
}

/** True when what the user may do has changed. */
export function changesRights(fields: readonly UserField[]): boolean {
  return fields.some((field) => RIGHTS.includes(field));
}

/** Each id once, as the database writes and sorts them. */
export function distinctIds(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))].sort();
}

/** E.164, or nothing. Throws 422 `invalid_phone`. */
function phoneOf(phone: string | null | undefined): string | undefined {
  if (phone === null || phone === undefined) return undefined;
  const number = toE164(phone);
  if (number !== undefined) return number;
  throw unprocessable('invalid_phone', 'This is not a phone number.', '/phone');
}

function showroomsOf(current: UserAccount, patch: UserPatch): readonly string[] {
  if (patch.showroomIds !== undefined) return distinctIds(patch.showroomIds);
  return patch.role === 'admin' ? [] : current.showroomIds;
}
