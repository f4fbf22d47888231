import { unprocessable } from '../../shared/errors.js';
import { WEEKDAYS } from './showroom-types.js';
import type { Floor, OpeningHours, OpeningInterval, Showroom } from './showroom-types.js';

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Refuses, with 422, a showroom that is well-formed but makes no sense. */
export function checkShowroom(
  showroom: Pick<Showroom, 'timeZone' | 'currency' | 'openingHours' | 'floors'>,
): void {
  checkTimeZone(showroom.timeZone);
  checkCurrency(showroom.currency);
  checkOpeningHours(showroom.openingHours);
  checkFloors(showroom.floors);
}

/** True for the IANA name of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

/** True for the ISO 4217 code of a currency. */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

function checkTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw unprocessable('unknown_time_zone', 'No IANA time zone has this name.', '/timeZone');
}

function checkCurrency(currency: string): void {
  if (isCurrency(currency)) return;
  throw unprocessable('unknown_currency', 'No currency has this ISO 4217 code.', '/currency');
}

function checkOpeningHours(hours: OpeningHours): void {
  for (const day of WEEKDAYS) {
    const intervals = hours[day] ?? [];
    intervals.forEach((interval, index) => {
      if (isInOrder(interval, intervals[index - 1])) return;
      const detail =
        'Each interval ends after it begins, and begins no earlier than the last ends.';
      throw unprocessable('invalid_opening_hours', detail, `/openingHours/${day}/${index}`);
    });
  }
}

/** `HH:MM` compares as text. */
function isInOrder(interval: OpeningInterval, previous: OpeningInterval | undefined): boolean {
  const isForward = interval.opens < interval.closes;
  return isForward && (previous === undefined || previous.closes <= interval.opens);
}

function checkFloors(floors: readonly Floor[]): void {
  const seen = new Set<number>();
  floors.forEach(({ floor }, index) => {
    if (seen.has(floor)) {
      const detail = `Floor ${floor} is there twice.`;
      throw unprocessable('duplicate_floor', detail, `/floors/${index}/floor`);
    }
    seen.add(floor);
  });
}
