import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  choose,
  isAvailable,
  orderUpList,
  staffOf,
} from '../../../src/modules/rotation/rotation-rules.js';
import type { StaffMember } from '../../../src/modules/rotation/rotation-types.js';

const instant = fc.date({
  min: new Date('2026-01-01'),
  max: new Date('2026-12-31'),
  noInvalidDate: true,
});

const member: fc.Arbitrary<StaffMember> = fc.record(
  {
    userId: fc.uuid({ version: 7 }),
    paused: fc.boolean(),
    busyElsewhere: fc.boolean(),
    checkedInAt: instant,
    lastAssignedAt: instant,
    assignedVisitId: fc.uuid({ version: 7 }),
  },
  { requiredKeys: ['userId', 'paused', 'busyElsewhere'] },
);

const staffList = fc.uniqueArray(member, { selector: ({ userId }) => userId, maxLength: 12 });

function free(userId: string, more: Partial<StaffMember> = {}): StaffMember {
  const checkedInAt = new Date('2026-11-20T14:00:00Z');
  return { userId, paused: false, busyElsewhere: false, checkedInAt, ...more };
}

describe('the up list', () => {
  it('puts those never assigned first, then the longest unassigned; ties by check-in, then id', () => {
    const early = new Date('2026-11-20T15:00:00Z');
    const late = new Date('2026-11-20T16:00:00Z');
    const later = new Date('2026-11-20T14:30:00Z');
    const staff = [
      free('e', { lastAssignedAt: late }),
      free('d', { lastAssignedAt: early }),
      free('c', { checkedInAt: later }),
      free('b'),
      free('a'),
    ];
    expect(orderUpList(staff).map(({ userId }) => userId)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('is the same whatever order the rows come in', () => {
    fc.assert(
      fc.property(staffList, (staff) => {
        expect(orderUpList([...staff].reverse())).toEqual(orderUpList(staff));
      }),
    );
  });
});

describe('the choice', () => {
  it('leaves nobody free beside a waiting customer, and takes nobody who is not free', () => {
    fc.assert(
      fc.property(staffList, (staff) => {
        const { assignedTo } = choose(staff);
        const chosen = staff.find(({ userId }) => userId === assignedTo);
        return chosen === undefined ? !staff.some(isAvailable) : isAvailable(chosen);
      }),
    );
  });

  it('shortlists the first three available, in order, and gives everybody a reason', () => {
    fc.assert(
      fc.property(staffList, (staff) => {
        const { candidates, shortlist, assignedTo } = choose(staff);
        const available = orderUpList(staff).filter(isAvailable);
        expect(shortlist).toEqual(available.slice(0, 3).map(({ userId }) => userId));
        expect(assignedTo).toBe(shortlist[0]);
        expect(candidates.map(({ userId }) => userId)).toEqual(
          orderUpList(staff).map(({ userId }) => userId),
        );
        expect(candidates.filter(({ reason }) => reason === 'assigned')).toHaveLength(
          assignedTo === undefined ? 0 : 1,
        );
      }),
    );
  });

  it('comes out the same when it is made again from what the decision kept', () => {
    fc.assert(
      fc.property(staffList, (staff) => {
        const made = choose(staff);
        const kept = JSON.parse(JSON.stringify(made.candidates)) as typeof made.candidates;
        expect(choose(staffOf(kept))).toEqual(made);
      }),
    );
  });

  it('asks only those who are left of an earlier shortlist', () => {
    const staff = [free('a'), free('b', { paused: true }), free('c')];
    expect(choose(staff, ['b', 'c']).assignedTo).toBe('c');
    expect(choose(staff, ['b']).assignedTo).toBeUndefined();
    expect(choose(staff, []).assignedTo).toBeUndefined();
  });
});
