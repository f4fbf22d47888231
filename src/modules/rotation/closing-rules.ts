import { WEEKDAYS } from '../showrooms/index.js';
import type { Showroom } from '../showrooms/index.js';

/** How long after closing whoever is still checked in is taken to have gone, in milliseconds. */
export const END_OF_SHIFT_MS = 2 * 60 * 60_000;

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/**
 * When the showroom last closed for the day, at this time at the latest, looking back a week;
 * undefined for one that does not close. A pause at noon is no closing, nor is a midnight after
 * which it goes on.
 */
export function lastClosing(
  showroom: Pick<Showroom, 'timeZone' | 'openingHours'>,
  at: Date,
): Date | undefined {
  const wallClock = wallClockOf(showroom.timeZone);
  for (let daysAgo = 0; daysAgo <= 7; daysAgo += 1) {
    const noon = noonOf(wallClock, at, daysAgo);
    const closes = closingOf(showroom, noon);
    if (closes === undefined) continue;
    const closedAt = instantOf(wallClock, noon, closes);
    if (closedAt <= at) return closedAt;
  }
  return undefined;
}

/** The time of a wall clock, written as if it were UTC. */
type WallClock = (at: Date) => Date;

function wallClockOf(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
    const date = [part('year'), part('month') - 1, part('day')] as const;
    return new Date(Date.UTC(...date, part('hour'), part('minute'), part('second')));
  };
}

/** Noon of the day so many days ago, on the wall clock. */
function noonOf(wallClock: WallClock, at: Date, daysAgo: number): Date {
  const noon = wallClock(at);
  noon.setUTCHours(12, 0, 0, 0);
  return new Date(noon.getTime() - daysAgo * DAY_MS);
}

/** Minutes from the midnight before this noon to the end of that day's business. */
function closingOf(
  { openingHours }: Pick<Showroom, 'openingHours'>,
  noon: Date,
): number | undefined {
  const weekday = (noon.getUTCDay() + 6) % 7;
  const last = openingHours[WEEKDAYS[weekday] ?? 'monday']?.at(-1);
  if (last === undefined) return undefined;
  const [next] = openingHours[WEEKDAYS[(weekday + 1) % 7] ?? 'monday'] ?? [];
  if (last.closes === '24:00' && next?.opens === '00:00') return undefined;
  const [hours, minutes] = last.closes.split(':');
  return Number(hours) * 60 + Number(minutes);
}

/** When the wall clock of that day shows so many minutes past midnight. */
function instantOf(wallClock: WallClock, noon: Date, minutes: number): Date {
  const wanted = noon.getTime() - DAY_MS / 2 + minutes * MINUTE_MS;
  const guess = new Date(wanted - (wallClock(noon).getTime() - noon.getTime()));
  return new Date(guess.getTime() - (wallClock(guess).getTime() - wanted));
}
