import type { Role } from '../../shared/principal.js';
import type { UserRow } from './auth-types.js';
import type { IssuedToken } from './one-time-tokens.js';

/** Whether a user may log in, or has yet to choose a password. */
export type UserStatus = 'active' | 'invited' | 'disabled';

/** A user as those see him who answer for him. */
export interface UserAccount extends UserRow {
  /** What he was given access to, the oldest first; none for administrators, who need none. */
  readonly showroomIds: readonly string[];
  readonly hasPassword: boolean;
  readonly createdAt: Date;
}

/** An account that was just made. */
export interface NewAccount {
  readonly account: UserAccount;
  /** For whoever has yet to choose a password; shown once. */
  readonly invitation?: IssuedToken;
}

/** What can be changed of a user. */
export interface UserPatch {
  readonly name?: string | undefined;
  /** E.164 or as dialled; null removes it. */
  readonly phone?: string | null | undefined;
  readonly role?: Role | undefined;
  readonly showroomIds?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

/** What of a user has changed, as events and the audit trail name it. */
export type UserField = 'name' | 'phone' | 'role' | 'showroomIds' | 'disabled';

/** Which users are listed. */
export interface UserFilters {
  readonly role?: Role | undefined;
  readonly showroomId?: string | undefined;
  readonly status?: UserStatus | undefined;
}

/** A disabled user is disabled first, whatever else is true. */
export function statusOf({ disabledAt, hasPassword }: UserAccount): UserStatus {
  if (disabledAt !== undefined) return 'disabled';
  return hasPassword ? 'active' : 'invited';
}
