import type { EventPublisher } from '../../events/event-publisher.js';
import { orderUpList, standingOf } from './rotation-rules.js';
import type { StaffMember, StandingReason, Turn } from './rotation-types.js';

interface EventDeps {
  readonly events: EventPublisher;
}

/** One line of the up list as tablets show it. */
export interface RotationEntry {
  readonly userId: string;
  readonly eligible: boolean;
  readonly reason: StandingReason;
}

/** The up list in order. */
export function toRotation(staff: readonly StaffMember[]): readonly RotationEntry[] {
  return orderUpList(staff).map((member) => {
    const reason = standingOf(member);
    return { userId: member.userId, eligible: reason === 'available', reason };
  });
}

/** A rep was given a visit: he is told by SMS and on the tablet. */
export async function publishAssigned(
  deps: EventDeps,
  turn: Turn,
  decisionId: string,
): Promise<void> {
  await deps.events.publish({
    stream: 'turn',
    streamId: turn.visitId,
    type: 'turn.assigned',
    showroomId: turn.showroomId,
    ...firstOf(turn),
    data: {
      visitId: turn.visitId,
      assignedTo: turn.assignedTo,
      acceptBy: turn.acceptBy?.toISOString(),
      decisionId,
      ...(turn.customerId !== undefined && { customerId: turn.customerId }),
      ...(turn.leadScore !== undefined && { leadScore: turn.leadScore }),
    },
  });
}

/** Nobody is free: managers are alerted, the customer waits. */
export async function publishWaiting(deps: EventDeps, turn: Turn): Promise<void> {
  await deps.events.publish({
    stream: 'turn',
    streamId: turn.visitId,
    type: 'turn.waiting',
    showroomId: turn.showroomId,
    ...firstOf(turn),
    data: {
      visitId: turn.visitId,
      ...(turn.customerId !== undefined && { customerId: turn.customerId }),
      ...(turn.leadScore !== undefined && { leadScore: turn.leadScore }),
    },
  });
}

/** The up list has changed: tablets get it as it now is. */
export async function publishRotation(
  deps: EventDeps,
  showroomId: string,
  staff: readonly StaffMember[],
): Promise<void> {
  const rotation = toRotation(staff);
  await deps.events.publish({
    stream: 'rotation',
    streamId: showroomId,
    type: 'rotation.changed',
    showroomId,
    data: { rotation },
  });
}

/** With a new visit's turn its stream begins: nothing need be read to know the version. */
function firstOf({ version }: Turn): { version?: 1 } {
  return version === 0 ? { version: 1 } : {};
}
