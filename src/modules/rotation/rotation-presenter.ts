import type { Replay, StaffView } from './rotation-service.js';
import type { Decision } from './rotation-types.js';

/** JSON form of a rep. */
export function presentStaff(member: StaffView): object {
  const { userId, name, isAvailable, paused, lastAssignedAt, checkedInAt, assignedVisitId } =
    member;
  return {
    userId,
    name,
    isAvailable,
    paused,
    ...(lastAssignedAt && { lastAssignedAt: lastAssignedAt.toISOString() }),
    ...(checkedInAt && { checkedInAt: checkedInAt.toISOString() }),
    ...(assignedVisitId !== undefined && { assignedVisitId }),
  };
}

/** JSON form of a decision. */
export function presentDecision(decision: Decision): object {
  const { showroomId, id, visitId } = decision;
  const self = `/api/v1/showrooms/${showroomId}/rotation/decisions/${id}`;
  return {
    ...decision,
    decidedAt: decision.decidedAt.toISOString(),
    _links: {
      self: { href: self },
      visit: { href: `/api/v1/visits/${visitId}` },
      replay: { href: `${self}/replay`, method: 'POST' },
    },
  };
}

/** JSON form of a replay. */
export function presentReplay({ decision, choice, same }: Replay): object {
  return {
    decision: presentDecision(decision),
    ruleVersion: choice.ruleVersion,
    ...(choice.assignedTo !== undefined && { assignedTo: choice.assignedTo }),
    same,
  };
}
