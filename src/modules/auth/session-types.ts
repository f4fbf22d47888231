import type { UserAccess } from './auth-types.js';

/** Seconds that a refresh token lives (docs/adr/0007-sessions.md). */
export const REFRESH_TOKEN_SECONDS = 604_800;

/** Why a session was ended before its time; kept with it. */
export type RevocationReason =
  | 'logout'
  | 'logout_everywhere'
  | 'administrator'
  | 'token_reused'
  | 'password_changed'
  | 'second_factor_reset'
  | 'user_disabled';

/** A refresh token as it is given out, once. */
export interface RefreshGrant {
  readonly refreshToken: string;
  /** Whole seconds until it expires, at least 1. */
  readonly refreshExpiresIn: number;
}

/** A session that goes on: whose it is, and the token for the next time. */
export interface SessionGrant extends RefreshGrant {
  readonly sessionId: string;
  readonly access: UserAccess;
}

/** What became of a refresh: `reused` has ended the session, `refused` has changed nothing. */
export type RefreshOutcome =
  | { readonly kind: 'granted'; readonly grant: SessionGrant }
  | { readonly kind: 'reused' }
  | { readonly kind: 'refused' };

/** Whom a refresh token was given to. */
export interface TokenHolder {
  readonly organizationId: string;
  readonly userId: string;
  readonly sessionId: string;
}

/** A refresh token with its session, as locked for a refresh. */
export interface RefreshTokenRow {
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** Fingerprint of the client that used it. */
  readonly usedBy: Buffer | null;
  readonly sealedSuccessor: Buffer | null;
  readonly graceEndsAt: Date | null;
  readonly sessionCreatedAt: Date;
  readonly sessionRevokedAt: Date | null;
}

/** A session that has neither ended nor expired, as its owner sees it. */
export interface LiveSession {
  readonly id: string;
  readonly startedAt: Date;
  /** When it was refreshed last, or began. */
  readonly lastUsedAt: Date;
  /** When it ends without a refresh. */
  readonly expiresAt: Date;
}
