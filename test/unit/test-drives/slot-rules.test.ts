import { describe, expect, it } from '@jest/globals';
import { chooseSlot, openingCheck } from '../../../src/modules/test-drives/slot-rules.js';
import type { Slot } from '../../../src/modules/test-drives/test-drive-types.js';
import { DEFAULT_OPENING_HOURS } from '../../../src/modules/showrooms/index.js';

/** A Friday in winter: Chicago is at UTC-6. */
const NOW = new Date('2026-11-20T16:07:12.345Z');

function slot(start: string, minutes = 30): Slot {
  const startsAt = new Date(start);
  return { startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
}

function startOf(options: {
  wantedAt?: string;
  busy?: readonly Slot[];
  isOpen?: (slot: Slot) => boolean;
}): string | undefined {
  const { wantedAt = NOW.toISOString(), busy = [], isOpen = () => true } = options;
  const found = chooseSlot({ wantedAt: new Date(wantedAt), now: NOW, busy, isOpen });
  if (found !== undefined) {
    expect(found.endsAt.getTime() - found.startsAt.getTime()).toBe(30 * 60_000);
  }
  return found?.startsAt.toISOString();
}

describe('the time of a test drive', () => {
  it('is the one wanted when that is to come, at whatever minute and hour', () => {
    const wantedAt = '2026-11-21T03:07:12.000Z';
    expect(startOf({ wantedAt, isOpen: () => false })).toBe(wantedAt);
  });

  it('is the next quarter hour when the one wanted is now or past', () => {
    expect(startOf({})).toBe('2026-11-20T16:15:00.000Z');
    expect(startOf({ wantedAt: '2026-11-20T12:00:00.000Z' })).toBe('2026-11-20T16:15:00.000Z');
  });

  it('is the first quarter hour after the one wanted when that is taken', () => {
    const wantedAt = '2026-11-20T18:00:00.000Z';
    const busy = [slot('2026-11-20T18:10:00.000Z')];
    expect(startOf({ wantedAt, busy })).toBe('2026-11-20T18:45:00.000Z');
  });

  it('may touch other drives, and overlaps none', () => {
    const busy = [slot('2026-11-20T16:15:00.000Z'), slot('2026-11-20T17:15:00.000Z')];
    expect(startOf({ busy })).toBe('2026-11-20T16:45:00.000Z');
    const tight = [slot('2026-11-20T16:15:00.000Z'), slot('2026-11-20T17:14:00.000Z')];
    expect(startOf({ busy: tight })).toBe('2026-11-20T17:45:00.000Z');
  });

  it('is within seven days, or there is none', () => {
    const taken = [slot('2026-11-20T16:00:00.000Z', 7 * 24 * 60 - 30)];
    expect(startOf({ busy: taken })).toBe('2026-11-27T15:30:00.000Z');
    expect(startOf({ busy: [slot('2026-11-20T16:00:00.000Z', 8 * 24 * 60)] })).toBeUndefined();
  });
});

describe('opening hours', () => {
  const isOpen = openingCheck({
    timeZone: 'America/Chicago',
    openingHours: DEFAULT_OPENING_HOURS,
  });

  it.each([
    ['the first slot of the day', '2026-11-20T15:00:00.000Z', true],
    ['before it', '2026-11-20T14:45:00.000Z', false],
    ['the last slot of the day', '2026-11-20T23:30:00.000Z', true],
    ['one that ends after closing', '2026-11-20T23:45:00.000Z', false],
    ['a Sunday', '2026-11-22T18:00:00.000Z', false],
    ['summer time: nine o’clock', '2026-07-10T14:00:00.000Z', true],
    ['summer time: a quarter to nine', '2026-07-10T13:45:00.000Z', false],
  ])('%s', (_name, start, expected) => {
    expect(isOpen(slot(start))).toBe(expected);
  });

  it('run to midnight, and not over a break', () => {
    const late = openingCheck({
      timeZone: 'UTC',
      openingHours: {
        friday: [
          { opens: '09:00', closes: '12:00' },
          { opens: '13:00', closes: '24:00' },
        ],
      },
    });
    expect(late(slot('2026-11-20T23:30:00.000Z'))).toBe(true);
    expect(late(slot('2026-11-20T23:45:00.000Z'))).toBe(false);
    expect(late(slot('2026-11-20T11:45:00.000Z'))).toBe(false);
    expect(late(slot('2026-11-20T13:00:00.000Z'))).toBe(true);
  });

  it('run through midnight where the next day begins open', () => {
    const whole = [{ opens: '00:00', closes: '24:00' }];
    const sunday = [{ opens: '00:15', closes: '24:00' }];
    const always = openingCheck({
      timeZone: 'America/Chicago',
      openingHours: { friday: whole, saturday: whole, sunday, monday: whole },
    });
    expect(always(slot('2026-11-21T05:45:00.000Z'))).toBe(true);
    expect(always(slot('2026-11-22T05:45:00.000Z'))).toBe(false);
    expect(always(slot('2026-11-23T05:45:00.000Z'))).toBe(true);
  });

  it('lead to the next morning, and over the weekend', () => {
    const friday = new Date('2026-11-20T23:40:00.000Z');
    const next = chooseSlot({ wantedAt: friday, now: friday, busy: [], isOpen });
    expect(next?.startsAt.toISOString()).toBe('2026-11-21T15:00:00.000Z');
    const saturday = new Date('2026-11-21T23:40:00.000Z');
    const monday = chooseSlot({ wantedAt: saturday, now: saturday, busy: [], isOpen });
    expect(monday?.startsAt.toISOString()).toBe('2026-11-23T15:00:00.000Z');
  });
});
