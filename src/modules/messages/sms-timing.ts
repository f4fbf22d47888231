/** An alert older than this, in milliseconds, is of no use to anybody any more. */
export const EXPIRES_AFTER_MS = 10 * 60_000;

/** After this, in milliseconds, whoever was sending has died: a call takes three seconds. */
export const INTERRUPTED_AFTER_MS = 30_000;

/** How long an unknown outcome is asked for, in milliseconds. */
export const LOOK_UP_FOR_MS = 15 * 60_000;

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/** True when a notification made then is too old to be sent now. */
export function isExpired(createdAt: Date, now: Date): boolean {
  return now.getTime() >= createdAt.getTime() + EXPIRES_AFTER_MS;
}

/**
 * When to try again after this many attempts: 5 s, 10 s, 20 s … 60 s, each between half and all of
 * it, so that those who were refused together do not return together; never later than the moment
 * at which the notification is given up. `random` is from 0 to 1.
 */
export function nextTryAt(input: {
  readonly attempts: number;
  readonly createdAt: Date;
  readonly now: Date;
  readonly random: number;
}): Date {
  const { attempts, createdAt, now, random } = input;
  const bound = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const next = now.getTime() + Math.round((bound * (1 + random)) / 2);
  return new Date(Math.min(next, createdAt.getTime() + EXPIRES_AFTER_MS));
}
