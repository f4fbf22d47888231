import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { DecisionRepository } from './decision-repository.js';
import { publishAssigned, publishWaiting } from './rotation-events.js';
import { ACCEPTANCE_TIMEOUT, LOOK_AGAIN } from './rotation-job-types.js';
import { ACCEPT_WITHIN_MS, RULE_VERSION, choose } from './rotation-rules.js';
import type { Choice, Decision, DecisionSource, StaffMember, Turn } from './rotation-types.js';
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

/** What came of an offer: the choice, and the staff as it is afterwards. */
export interface Offer {
  readonly choice: Choice;
  readonly staff: readonly StaffMember[];
}

/**
 * Gives reps to visits and takes them away, each with its decision, under the rotation's lock. The
 * staff is read once in a run and handed on: everybody else waits until the run is over.
 */
export class TurnAssigner {
  constructor(private readonly deps: TurnAssignerDeps) {}

  /** Decides over everybody who is free; with nobody, the visit waits behind those who wait. */
  async decide(turn: Turn, staff: readonly StaffMember[]): Promise<Offer> {
    const offer = await this.offer(turn, { kind: 'automatic' }, staff);
    if (offer.choice.assignedTo !== undefined) return offer;
    const waiting: Turn = { ...turn, state: 'waiting', waitingSince: this.deps.clock.now() };
    await this.record(waiting, offer.choice, { kind: 'automatic' });
    await this.deps.turns.save(waiting);
    await publishWaiting(this.deps, waiting);
    return offer;
  }

  /**
   * Assigns the first who can be had, of `remaining` if given; one who was taken in another
   * showroom meanwhile is passed over.
   */
  async offer(
    turn: Turn,
    how: DecisionSource,
    before: readonly StaffMember[],
    remaining?: readonly string[],
  ): Promise<Offer> {
    let staff = before;
    for (;;) {
      const choice = choose(staff, remaining);
      if (choice.assignedTo === undefined) return { choice, staff };
      const lastAssignedAt = await this.take(turn, choice, how, staff);
      const isTaken = lastAssignedAt !== undefined;
      const change = isTaken
        ? { assignedVisitId: turn.visitId, lastAssignedAt, isAsked: true }
        : { busyElsewhere: true };
      staff = staff.map((one) => (one.userId === choice.assignedTo ? { ...one, ...change } : one));
      if (isTaken) return { choice, staff };
    }
  }

  /**
   * Gives the visit to the one chosen, and answers when; undefined when he has another customer
   * already.
   */
  async take(
    turn: Turn,
    choice: Choice,
    how: DecisionSource,
    staff: readonly StaffMember[],
  ): Promise<Date | undefined> {
    const { assignedTo } = choice;
    if (assignedTo === undefined) return undefined;
    const { showroomId, visitId } = turn;
    const now = this.deps.clock.now();
    if (!(await this.deps.staff.assign(showroomId, assignedTo, visitId, now))) return undefined;
    await this.confirm(turn, choice, how);
    const member = staff.find((one) => one.userId === assignedTo);
    await this.tellShowrooms(member?.alsoAt ?? []);
    return now;
  }

  /** Gives out free reps to those who wait, in their order; answers the staff as it is then. */
  async serveWaiting(
    showroomId: string,
    before: readonly StaffMember[],
  ): Promise<readonly StaffMember[]> {
    let staff = before;
    for (const turn of await this.deps.turns.waiting(showroomId)) {
      const offer = await this.offer(turn, { kind: 'automatic' }, staff);
      staff = offer.staff;
      if (offer.choice.assignedTo === undefined) return staff;
    }
    return staff;
  }

  /**
   * Frees the rep of a visit, if it has one, for this showroom and for any other of his; answers
   * the staff as it is then.
   */
  async release({ visitId, showroomId, assignedTo }: Turn): Promise<readonly StaffMember[]> {
    if (assignedTo !== undefined) await this.deps.staff.release(visitId);
    const staff = await this.deps.staff.list(showroomId);
    const freed = staff.find((one) => one.userId === assignedTo);
    await this.tellShowrooms(freed?.alsoAt ?? []);
    return staff;
  }

  /** A rep who cannot be had here any more may be had there. */
  async tellOthers(showroomId: string, showroomIds: readonly string[]): Promise<void> {
    await this.tellShowrooms(showroomIds.filter((other) => other !== showroomId));
  }

  /** Another showroom has a lock of its own: it looks again when this run is committed. */
  private async tellShowrooms(others: readonly string[]): Promise<void> {
    for (const other of others) {
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
