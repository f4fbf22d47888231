import { describe, expect, it } from '@jest/globals';
import { lastClosing } from '../../../src/modules/rotation/closing-rules.js';
import { DEFAULT_OPENING_HOURS, WEEKDAYS } from '../../../src/modules/showrooms/index.js';

const chicago = { timeZone: 'America/Chicago', openingHours: DEFAULT_OPENING_HOURS };

function closing(showroom: Parameters<typeof lastClosing>[0], at: string): string | undefined {
  return lastClosing(showroom, new Date(at))?.toISOString();
}

describe('the last closing', () => {
  it.each([
    ['on the same evening', '2026-11-21T03:00:00Z', '2026-11-21T00:00:00.000Z'],
    ['at that very moment', '2026-11-21T00:00:00Z', '2026-11-21T00:00:00.000Z'],
    ['on the evening before', '2026-11-20T23:59:59Z', '2026-11-20T00:00:00.000Z'],
    ['before a day on which nobody works', '2026-11-23T12:00:00Z', '2026-11-22T00:00:00.000Z'],
    ['by the clock of summer', '2026-07-15T23:30:00Z', '2026-07-15T23:00:00.000Z'],
    ['after the night when clocks went back', '2026-11-03T02:00:00Z', '2026-11-03T00:00:00.000Z'],
  ])('was %s', (_, at, expected) => {
    expect(closing(chicago, at)).toBe(expected);
  });

  it('is the end of the day, not its pause at noon', () => {
    const openingHours = {
      friday: [
        { opens: '09:00', closes: '12:00' },
        { opens: '13:00', closes: '17:00' },
      ],
    };
    const showroom = { timeZone: 'UTC', openingHours };
    expect(closing(showroom, '2026-11-20T14:00:00Z')).toBe('2026-11-13T17:00:00.000Z');
    expect(closing(showroom, '2026-11-20T18:00:00Z')).toBe('2026-11-20T17:00:00.000Z');
  });

  it('is none where nobody ever closes, or ever opens', () => {
    const allDay = [{ opens: '00:00', closes: '24:00' }];
    const openingHours = Object.fromEntries(WEEKDAYS.map((day) => [day, allDay]));
    expect(closing({ timeZone: 'UTC', openingHours }, '2026-11-20T14:00:00Z')).toBeUndefined();
    expect(closing({ timeZone: 'UTC', openingHours: {} }, '2026-11-20T14:00:00Z')).toBeUndefined();
  });

  it('is midnight where nobody opens again right after it', () => {
    const openingHours = { friday: [{ opens: '18:00', closes: '24:00' }] };
    const showroom = { timeZone: 'UTC', openingHours };
    expect(closing(showroom, '2026-11-21T02:00:00Z')).toBe('2026-11-21T00:00:00.000Z');
  });
});
