import { REFRESH_TOKEN_SECONDS } from './session-types.js';
import type { RefreshTokenRow } from './session-types.js';

const GRACE_MS = 10_000;
const TOKEN_MS = REFRESH_TOKEN_SECONDS * 1_000;
/** However often it is refreshed, a session ends after this (ASVS 5.0, 7.3.2). */
const SESSION_MS = 30 * 24 * 3_600_000;

/** What is done with a refresh token that somebody presents. */
export type RefreshVerdict =
  /** Never used: it gets a successor. */
  | 'rotate'
  /** Its answer may have been lost on the way: the same client gets the same successor again. */
  | 'repeat'
  /** Two hold the same token, and one of them is a thief: the session ends. */
  | 'reused'
  | 'refuse';

/** Judges a token presented by the client of that fingerprint (docs/adr/0007-sessions.md). */
export function judgeRefresh(row: RefreshTokenRow, client: Buffer, now: Date): RefreshVerdict {
  if (row.expiresAt <= now) return 'refuse';
  if (row.usedAt !== null && !isRepeat(row, client, now)) return 'reused';
  if (row.sessionRevokedAt !== null) return 'refuse';
  return row.usedAt === null ? 'rotate' : 'repeat';
}

function isRepeat({ usedBy, graceEndsAt }: RefreshTokenRow, client: Buffer, now: Date): boolean {
  return graceEndsAt !== null && now < graceEndsAt && usedBy?.equals(client) === true;
}

/** Until when a token used now may be answered with its successor again. */
export function graceEnd(usedAt: Date): Date {
  return new Date(usedAt.getTime() + GRACE_MS);
}

/** When a token made now expires: after seven days, or with its session. */
export function tokenEnd(now: Date, sessionCreatedAt: Date): Date {
  return new Date(Math.min(now.getTime() + TOKEN_MS, sessionCreatedAt.getTime() + SESSION_MS));
}

/** Whole seconds that are left, at least 1. */
export function secondsUntil(end: Date, now: Date): number {
  return Math.max(1, Math.ceil((end.getTime() - now.getTime()) / 1_000));
}
