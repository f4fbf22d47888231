import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dwellsAlong, dwellsAt } from '../../../src/modules/visits/dwell-rules.js';
import type { Dwell, Stop } from '../../../src/modules/visits/dwell-rules.js';
import { heatmapHours, hoursAskedFor } from '../../../src/modules/visits/heatmap-rules.js';
import { PositionBuffer } from '../../../src/modules/visits/position-buffer.js';

const HOUR_MS = 3_600_000;
const noon = Date.parse('2026-11-20T12:00:00.000Z');

const stop = (minutes: number, xMm = 0): Stop => ({
  point: { floor: 1, xMm, yMm: 2_999 },
  at: new Date(noon + minutes * 60_000),
});

const seconds = (dwells: readonly Dwell[]): number =>
  dwells.reduce((sum, dwell) => sum + dwell.seconds, 0);

describe('dwell', () => {
  it('is of the square metre that the position lies in', () => {
    const [dwell] = dwellsAt(stop(0, 1_999), new Date(noon + 1_500));
    expect(dwell).toEqual({ floor: 1, cellX: 1, cellY: 2, hour: new Date(noon), seconds: 1.5 });
  });

  it('is kept by the hour, and no silence counts for more than 30 minutes', () => {
    const dwells = dwellsAt(stop(50), new Date(noon + 10 * HOUR_MS));
    expect(dwells.map(({ hour, seconds: long }) => [hour.getTime() - noon, long])).toEqual([
      [0, 600],
      [HOUR_MS, 1_200],
    ]);
    expect(dwellsAt(stop(0), new Date(noon))).toEqual([]);
    expect(dwellsAt(stop(1), new Date(noon))).toEqual([]);
  });

  it('along a way is of the stops in their order; what is older is passed over', () => {
    const { dwells, last } = dwellsAlong(stop(0, 0), [stop(1, 5_000), stop(0.5), stop(3, 9_000)]);
    expect(dwells.map(({ cellX, seconds: long }) => [cellX, long])).toEqual([
      [0, 60],
      [5, 120],
    ]);
    expect(last).toEqual(stop(3, 9_000));
    expect(dwellsAlong(undefined, [])).toEqual({ dwells: [] });
  });

  it('never counts twice, however the stops are told, mixed and written again', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 1, maxLength: 5 }), (flushes) => {
        let last: Stop | undefined;
        let total = 0;
        let first: number | undefined;
        for (const flush of [...flushes, ...flushes]) {
          const way = dwellsAlong(
            last,
            flush.map((one) => stop(one)),
          );
          first ??= flush[0];
          total += seconds(way.dwells);
          last = way.last;
        }
        const end = ((last?.at.getTime() ?? 0) - noon) / 1_000;
        expect(total).toBeCloseTo(end - (first ?? 0) * 60, 6);
      }),
    );
  });
});

describe('the hours of a heatmap', () => {
  const now = new Date(noon + 90 * 60_000);
  const iso = (text: string): Date => new Date(`2026-11-${text}:00.000Z`);

  it('are whole, and by default those of the last day', () => {
    expect(heatmapHours(now)).toEqual({ from: iso('19T13:00'), to: iso('20T14:00') });
    expect(hoursAskedFor({ from: iso('20T09:10'), to: iso('20T10:00') }, now)).toEqual({
      from: iso('20T09:00'),
      to: iso('20T10:00'),
    });
    expect(hoursAskedFor({ to: iso('20T10:01') }, now)).toEqual({
      from: iso('19T10:00'),
      to: iso('20T11:00'),
    });
  });

  it.each([
    [{ from: iso('20T10:00'), to: iso('20T10:00') }],
    [{ from: iso('20T10:00'), to: iso('20T09:00') }],
    [{ from: iso('20T13:31'), to: iso('20T15:00') }],
    [{ from: new Date(noon - 32 * 24 * HOUR_MS), to: iso('20T10:00') }],
    [{ from: new Date(noon - 94 * 24 * HOUR_MS), to: new Date(noon - 93.5 * 24 * HOUR_MS) }],
  ])('are refused when there is nothing to be had: %j', (asked) => {
    expect(() => hoursAskedFor(asked, now)).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'invalid_window' }) }),
    );
  });
});

describe('what waits to be written', () => {
  it('is forgotten when it is written, and not what came meanwhile', () => {
    const buffer = new PositionBuffer();
    buffer.add('group', 'visit', stop(1));
    const [waiting] = buffer.some(10);
    buffer.add('group', 'visit', stop(2));
    buffer.settle('visit', waiting?.stops ?? []);
    expect(buffer.of('visit')).toEqual([stop(2)]);
    buffer.settle('visit', buffer.of('visit'));
    expect(buffer.isEmpty).toBe(true);
  });

  it('does not grow without end: the last stop stands for those that came before it', () => {
    const buffer = new PositionBuffer();
    for (let minute = 0; minute < 1_000; minute += 1) buffer.add('group', 'visit', stop(minute));
    expect(buffer.of('visit').length).toBeLessThan(100);
    expect(buffer.of('visit').at(-1)).toEqual(stop(999));
  });
});
