import { isDeepStrictEqual } from 'node:util';
import type {
  Candidate,
  CandidateReason,
  Choice,
  Decision,
  StaffMember,
  StandingReason,
} from './rotation-types.js';

/** Version of the rule below, kept with every decision. */
export const RULE_VERSION = 'least-recent-1';

/** How many of the available reps are candidates (docs/domain.md, High-value customer). */
export const SHORTLIST_LENGTH = 3;

/** Time a rep has to accept before the next candidate is asked, in milliseconds. */
export const ACCEPT_WITHIN_MS = 2 * 60_000;

/**
 * The up list: never assigned first, then the longest unassigned; ties by check-in time, then by
 * id (docs/domain.md, High-value customer).
 */
export function orderUpList(staff: readonly StaffMember[]): readonly StaffMember[] {
  return [...staff].sort(
    (a, b) =>
      time(a.lastAssignedAt, -Infinity) - time(b.lastAssignedAt, -Infinity) ||
      time(a.checkedInAt, Infinity) - time(b.checkedInAt, Infinity) ||
      compareText(a.userId, b.userId),
  );
}

function time(at: Date | undefined, absent: number): number {
  return Math.max(Math.min(at?.getTime() ?? absent, Number.MAX_VALUE), -Number.MAX_VALUE);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Why a rep cannot take a customer now; undefined when he can. */
export function unavailability(
  member: StaffMember,
): Exclude<StandingReason, 'available' | 'asked'> | undefined {
  if (member.checkedInAt === undefined) return 'not_checked_in';
  if (member.assignedVisitId !== undefined) return 'with_customer';
  if (member.busyElsewhere) return 'with_customer_elsewhere';
  if (member.paused) return 'paused';
  return undefined;
}

/** What tablets show of a rep: whether he can take a customer, and why not. */
export function standingOf(member: StaffMember): StandingReason {
  const obstacle = unavailability(member);
  if (obstacle === 'with_customer' && member.isAsked === true) return 'asked';
  return obstacle ?? 'available';
}

/** Checked in, not paused, no assigned visit. */
export function isAvailable(member: StaffMember): boolean {
  return unavailability(member) === undefined;
}

/**
 * Chooses the rep for one visit. With `remaining`, only those of an earlier shortlist may be
 * chosen, in its order.
 */
export function choose(staff: readonly StaffMember[], remaining?: readonly string[]): Choice {
  const ordered = orderUpList(staff);
  const available = ordered.filter(isAvailable).map((member) => member.userId);
  const shortlist = (remaining ?? available)
    .filter((userId) => available.includes(userId))
    .slice(0, SHORTLIST_LENGTH);
  const assignedTo = shortlist[0];
  const candidates = ordered.map((member) => toCandidate(member, shortlist));
  return assignedTo === undefined
    ? { candidates, shortlist }
    : { candidates, shortlist, assignedTo };
}

/** Every rule that has ever decided, by its version: a decision is made again by its own. */
const RULES: ReadonlyMap<string, typeof choose> = new Map([[RULE_VERSION, choose]]);

/** A decision made again, and by which rule. */
export interface SecondChoice extends Choice {
  readonly ruleVersion: string;
}

/**
 * Decides again over what the decision kept, by the rule that decided; by today's where a build
 * does not know that one any more. A manual choice is replayed as made: no rule decided it.
 */
export function decideAgain(decision: Decision): SecondChoice {
  const staff = staffOf(decision.candidates);
  const { kind, assignedTo, shortlist } = decision;
  const rule = RULES.get(decision.ruleVersion);
  const ruleVersion = rule === undefined ? RULE_VERSION : decision.ruleVersion;
  if (kind === 'manual' && assignedTo !== undefined) {
    return { ...chooseByHand(staff, assignedTo), ruleVersion };
  }
  const remaining = kind === 'next_candidate' ? shortlist : undefined;
  return { ...(rule ?? choose)(staff, remaining), ruleVersion };
}

/** Whether two decisions are the same in every respect: who, of which three, and why not others. */
export function isSameChoice(one: Choice, other: Choice): boolean {
  return isDeepStrictEqual(answerOf(one), answerOf(other));
}

function answerOf({ assignedTo, shortlist, candidates }: Choice): unknown {
  const reasons = candidates.map(({ userId, eligible, reason }) => [userId, eligible, reason]);
  return [assignedTo, shortlist, reasons];
}

/** A manager's own choice over the same list; everybody else is as the rule would see him. */
export function chooseByHand(staff: readonly StaffMember[], userId: string): Choice {
  const candidates = choose(staff, []).candidates.map((candidate) =>
    candidate.userId === userId ? { ...candidate, reason: 'assigned' as const } : candidate,
  );
  return { candidates, shortlist: [userId], assignedTo: userId };
}

function toCandidate(member: StaffMember, shortlist: readonly string[]): Candidate {
  const obstacle = unavailability(member);
  const { userId, paused, assignedVisitId, busyElsewhere } = member;
  return {
    userId,
    paused,
    busyElsewhere,
    ...(member.checkedInAt && { checkedInAt: member.checkedInAt.toISOString() }),
    ...(member.lastAssignedAt && { lastAssignedAt: member.lastAssignedAt.toISOString() }),
    ...(assignedVisitId !== undefined && { assignedVisitId }),
    eligible: obstacle === undefined,
    reason: obstacle ?? standing(shortlist.indexOf(userId)),
  };
}

function standing(place: number): CandidateReason {
  if (place === 0) return 'assigned';
  return place > 0 ? 'shortlisted' : 'behind';
}

/** The staff as a decision saw them, for deciding again. */
export function staffOf(candidates: readonly Candidate[]): readonly StaffMember[] {
  return candidates.map((candidate) => ({
    userId: candidate.userId,
    paused: candidate.paused,
    busyElsewhere: candidate.busyElsewhere,
    ...(candidate.checkedInAt !== undefined && { checkedInAt: new Date(candidate.checkedInAt) }),
    ...(candidate.lastAssignedAt !== undefined && {
      lastAssignedAt: new Date(candidate.lastAssignedAt),
    }),
    ...(candidate.assignedVisitId !== undefined && { assignedVisitId: candidate.assignedVisitId }),
  }));
}
