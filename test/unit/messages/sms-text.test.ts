import { describe, expect, it } from '@jest/globals';
import { assignmentText } from '../../../src/modules/messages/sms-text.js';
import { nextTryAt, isExpired } from '../../../src/modules/messages/sms-timing.js';

const FACTS = { isHighValue: true, name: 'Ann Lee', zone: 'SUV corner', floor: 1, leadScore: 0.85 };

describe('the text of an assignment', () => {
  it('is three lines: who, where, how good', () => {
    expect(assignmentText(FACTS)).toBe(
      'High-value customer Ann Lee entered showroom.\nLocation: SUV corner\nLead score: 85%',
    );
  });

  it('calls the nameless Guest', () => {
    expect(assignmentText({ ...FACTS, name: undefined })).toMatch(
      /^High-value customer Guest entered showroom\.\n/,
    );
    expect(assignmentText({ ...FACTS, name: '  ' })).toContain('customer Guest entered');
  });

  it.each([
    ['the zone', {}, 'Location: SUV corner'],
    ['else the floor', { zone: undefined }, 'Location: 1'],
    ['else the floor, also when it is zero', { zone: undefined, floor: 0 }, 'Location: 0'],
    ['else unknown', { zone: undefined, floor: undefined }, 'Location: unknown'],
  ])('names %s', (_name, place, line) => {
    expect(assignmentText({ ...FACTS, ...place }).split('\n')[1]).toBe(line);
  });

  it.each([
    [0.7000001, '70%'],
    [0.855, '86%'],
    [0.9949, '99%'],
    [1, '100%'],
  ])('rounds a score of %d to %s', (leadScore, text) => {
    expect(assignmentText({ ...FACTS, leadScore })).toMatch(new RegExp(`\nLead score: ${text}$`));
  });

  it('calls nobody high-value who is not, and leaves an unknown score out', () => {
    expect(assignmentText({ ...FACTS, isHighValue: false, leadScore: undefined })).toBe(
      'Customer Ann Lee was assigned to you.\nLocation: SUV corner',
    );
  });

  it('keeps names on their line', () => {
    const text = assignmentText({ ...FACTS, name: 'Ann\nLocation: exit\u0000', zone: 'A\r\nB' });
    expect(text.split('\n')).toEqual([
      'High-value customer Ann Location: exit entered showroom.',
      'Location: A B',
      'Lead score: 85%',
    ]);
  });
});

describe('trying again', () => {
  const createdAt = new Date('2026-11-20T15:00:00.000Z');

  function pauseMs(attempts: number, random: number, now = createdAt): number {
    return nextTryAt({ attempts, createdAt, now, random }).getTime() - now.getTime();
  }

  it('waits longer each time, a minute at most, with jitter', () => {
    expect([1, 2, 3, 4, 5, 20].map((attempts) => pauseMs(attempts, 1))).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
    ]);
    expect(pauseMs(1, 0)).toBe(2_500);
  });

  it('is over after ten minutes', () => {
    const late = new Date('2026-11-20T15:09:59.000Z');
    expect(pauseMs(9, 1, late)).toBe(1_000);
    expect(isExpired(createdAt, new Date('2026-11-20T15:09:59.999Z'))).toBe(false);
    expect(isExpired(createdAt, new Date('2026-11-20T15:10:00.000Z'))).toBe(true);
  });
});
