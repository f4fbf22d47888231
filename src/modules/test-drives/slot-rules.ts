import { WEEKDAYS } from '../showrooms/index.js';
import type { Showroom } from '../showrooms/index.js';
import type { Slot } from './test-drive-types.js';

/** How long a test drive is unless somebody says otherwise, in milliseconds. */
export const DRIVE_MS = 30 * 60_000;

/** Drives that nobody gave a time begin on the quarter hour. */
const QUARTER_MS = 15 * 60_000;
const DAY_MINUTES = 24 * 60;

/** How far ahead a free slot is looked for, in milliseconds. */
export const HORIZON_MS = 7 * 24 * 60 * 60_000;

interface SlotSearch {
  readonly wantedAt: Date;
  readonly now: Date;
  /** When the vehicle or the rep is promised already. */
  readonly busy: readonly Slot[];
  /** Whether the showroom is open all the time of a slot. */
  readonly isOpen: (slot: Slot) => boolean;
}

/**
 * The time that is wanted, if it is to come and free: somebody has agreed on it, at whatever hour.
 * Else the first free slot on a quarter hour after it, inside opening hours, within seven days.
 */
export function chooseSlot({ wantedAt, now, busy, isOpen }: SlotSearch): Slot | undefined {
  const isToCome = wantedAt.getTime() > now.getTime();
  const wanted = slotAt(wantedAt.getTime());
  if (isToCome && isFree(wanted, busy)) return wanted;
  const after = Math.max(wantedAt.getTime(), now.getTime());
  const first = (Math.floor(after / QUARTER_MS) + 1) * QUARTER_MS;
  for (let start = first; start <= after + HORIZON_MS; start += QUARTER_MS) {
    const slot = slotAt(start);
    if (isFree(slot, busy) && isOpen(slot)) return slot;
  }
  return undefined;
}

function slotAt(start: number): Slot {
  return { startsAt: new Date(start), endsAt: new Date(start + DRIVE_MS) };
}

function isFree(slot: Slot, busy: readonly Slot[]): boolean {
  return busy.every((one) => one.endsAt <= slot.startsAt || one.startsAt >= slot.endsAt);
}

/**
 * Tells whether a slot lies inside one stretch of the showroom's opening hours, in its own zone. What
 * ends at midnight and what begins then are one stretch.
 */
export function openingCheck({
  timeZone,
  openingHours,
}: Pick<Showroom, 'timeZone' | 'openingHours'>): (slot: Slot) => boolean {
  const isOpen = (day: number, from: number, to: number): boolean => {
    const weekday = WEEKDAYS[day % WEEKDAYS.length];
    const stretches = (weekday && openingHours[weekday]) ?? [];
    const end = Math.min(to, DAY_MINUTES);
    const isToday = stretches.some(
      ({ opens, closes }) => minutesOf(opens) <= from && end <= minutesOf(closes),
    );
    return isToday && (to === end || isOpen(day + 1, 0, to - end));
  };
  const wallClock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return ({ startsAt, endsAt }) => {
    const parts = new Map(
      wallClock.formatToParts(startsAt).map(({ type, value }) => [type, value]),
    );
    const day = WEEKDAYS.findIndex((one) => one === parts.get('weekday')?.toLowerCase());
    const start = minutesOf(`${parts.get('hour')}:${parts.get('minute')}`);
    return isOpen(day, start, start + (endsAt.getTime() - startsAt.getTime()) / 60_000);
  };
}

/** Minutes since midnight of `HH:MM`. */
function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
