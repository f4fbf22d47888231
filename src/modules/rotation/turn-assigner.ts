import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { DecisionRepository } from './decision-repository.js';
import { publishAssigned, publishWaiting } from './rotation-events.js';
import { ACCEPTANCE_TIMEOUT, LOOK_AGAIN } from './rotation-job-types.js';
import { ACCEPT_WITHIN_MS, RULE_VERSION, choose } from './rotation-rules.js';
import type { Choice, Decision, DecisionSource, Turn } from './rotation-types.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnRepository } from './turn-repository.js';

interface TurnAssignerDeps {
  readonly staff: StaffRepository;
  readonly turns: TurnRepository;
  readonly decisions: DecisionRepository;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** Gives reps to visits and takes them away, each with its decision, under the rotation's lock. */
export class TurnAssigner {
  constructor(private readonly deps: TurnAssignerDeps) {}

  /** Decides over everybody who is free; with nobody, the visit waits behind those who wait. */
  async decide(turn: Turn): Promise<string | undefined> {
    const choice = await this.offer(turn, { kind: 'automatic' });
    if (choice.assignedTo !== undefined) return choice.assignedTo;
    const waiting: Turn = { ...turn, state: 'waiting', waitingSince: this.deps.clock.now() };
    await this.record(waiting, choice, { kind: 'automatic' });
    await this.deps.turns.save(waiting);
    await publishWaiting(this.deps, waiting);
    return undefined;
  }

  /**
   * Assigns the first who can be had, of `remaining` if given; one who was taken in another
   * showroom meanwhile is passed over.
   */
  async offer(turn: Turn, how: DecisionSource, remaining?: readonly string[]): Promise<Choice> {
    let staff = await this.deps.staff.list(turn.showroomId);
    for (;;) {
      const choice = choose(staff, remaining);
      if (choice.assignedTo === undefined) return choice;
      if (await this.take(turn, choice, how)) return choice;
      staff = staff.map((member) =>
        member.userId === choice.assignedTo ? { ...member, busyElsewhere: true } : member,
      );
    }
  }

  /** Gives the visit to the one chosen; false when he has another customer already. */
  async take(turn: Turn, choice: Choice, how: DecisionSource): Promise<boolean> {
    const { assignedTo } = choice;
    if (assignedTo === undefined) return false;
    const { showroomId, visitId } = turn;
    const now = this.deps.clock.now();
    if (!(await this.deps.staff.assign(showroomId, assignedTo, visitId, now))) return false;
    await this.confirm(turn, choice, how);
    await this.tellOtherShowrooms(showroomId, assignedTo);
    return true;
  }

  /** Gives out free reps to those who wait, in their order. */
  async serveWaiting(showroomId: string): Promise<void> {
    for (const turn of await this.deps.turns.waiting(showroomId)) {
      const choice = await this.offer(turn, { kind: 'automatic' });
      if (choice.assignedTo === undefined) return;
    }
  }

  /** Frees the rep of a visit, if it has one, for this showroom and for any other of his. */
  async release({ visitId, showroomId, assignedTo }: Turn): Promise<void> {
    if (assignedTo === undefined) return;
    await this.deps.staff.release(visitId);
    await this.tellOtherShowrooms(showroomId, assignedTo);
  }

  /** Another showroom has a lock of its own: it looks again when this run is committed. */
  private async tellOtherShowrooms(showroomId: string, userId: string): Promise<void> {
    for (const other of await this.deps.staff.otherShowroomsOf(userId, showroomId)) {
      await this.deps.jobs.enqueue({
        type: LOOK_AGAIN,
        runAt: this.deps.clock.now(),
        payload: { showroomId: other },
      });
    }
  }

  private async confirm(turn: Turn, choice: Choice, how: DecisionSource): Promise<void> {
    const acceptBy = new Date(this.deps.clock.now().getTime() + ACCEPT_WITHIN_MS);
    const assigned: Turn = {
      ...withoutAssignment(turn),
      state: 'assigned',
      acceptBy,
      shortlist: choice.shortlist.filter((userId) => userId !== choice.assignedTo),
      ...(choice.assignedTo !== undefined && { assignedTo: choice.assignedTo }),
    };
    const decisionId = await this.record(turn, choice, how);
    await this.deps.turns.save(assigned);
    await publishAssigned(this.deps, assigned, decisionId);
    const { showroomId, visitId } = turn;
    await this.deps.jobs.enqueue({
      type: ACCEPTANCE_TIMEOUT,
      runAt: acceptBy,
      payload: { showroomId, visitId, acceptBy: acceptBy.toISOString() },
    });
  }

  private async record(turn: Turn, choice: Choice, how: DecisionSource): Promise<string> {
    const decision: Decision = {
      id: newId(),
      showroomId: turn.showroomId,
      visitId: turn.visitId,
      ruleVersion: RULE_VERSION,
      candidates: choice.candidates,
      shortlist: choice.shortlist,
      decidedAt: this.deps.clock.now(),
      ...(choice.assignedTo !== undefined && { assignedTo: choice.assignedTo }),
      ...how,
    };
    await this.deps.decisions.append(decision);
    return decision.id;
  }
}

/** The turn as if nobody had it and it had not waited. */
export function withoutAssignment(turn: Turn): Turn {
  const { assignedTo, acceptBy, waitingSince, ...rest } = turn;
  return rest;
}
