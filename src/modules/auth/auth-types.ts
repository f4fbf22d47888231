import type { Role } from '../../shared/principal.js';

/** A person who logs in. The hash of the password is never part of it. */
export interface UserRow {
  readonly id: string;
  readonly organizationId: string;
  /** Lower-cased; unique over all organizations. */
  readonly email: string;
  readonly name: string;
  /** E.164. */
  readonly phone?: string;
  readonly role: Role;
  readonly disabledAt?: Date;
  readonly version: number;
}

/** What it takes to make a user of the current organization. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly role: Role;
  /** Absent for somebody who is invited to choose one, and cannot log in before. */
  readonly password?: string | undefined;
  /** What a manager or rep has access to; administrators have access to all. */
  readonly showroomIds: readonly string[];
}

/** What a log-in is checked against. */
export interface UserCredentials {
  readonly id: string;
  readonly organizationId: string;
  /** Absent where no password has been chosen yet. */
  readonly passwordHash?: string;
}

/** What a user who is not disabled may enter. */
export interface UserAccess {
  readonly userId: string;
  readonly organizationId: string;
  readonly role: Role;
  readonly showroomIds: 'all' | readonly string[];
}

/** What an organization asks of those who log in. */
export interface AccessPolicy {
  /** Who needs a second factor. */
  readonly secondFactorRequiredFor: readonly Role[];
  readonly version: number;
}

/** A showroom by name, for the person who has access to it. */
export interface NamedShowroom {
  readonly id: string;
  readonly name: string;
}

/** A user with the showrooms that the user may enter. */
export interface UserProfile {
  readonly user: UserRow;
  readonly showrooms: readonly NamedShowroom[];
}

/** Seconds that an access token lives (docs/api.md, Who calls). */
export const ACCESS_TOKEN_SECONDS = 900;

/** A public key as JWKS publishes it (RFC 7517). */
export interface PublicJwk {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}
