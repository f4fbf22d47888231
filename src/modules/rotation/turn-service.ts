import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, forbidden } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Principal } from '../../shared/principal.js';
import type { DecisionRepository } from './decision-repository.js';
import { publishAssigned, publishRotation, publishWaiting } from './rotation-events.js';
import { ACCEPT_WITHIN_MS, RULE_VERSION, choose } from './rotation-rules.js';
import type { Choice, Decision, DecisionKind, Turn } from './rotation-types.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnRepository } from './turn-repository.js';

/** Job that looks, two minutes after an assignment, whether it was accepted. */
export const ACCEPTANCE_TIMEOUT = 'rotation.acceptance-timeout';

interface TurnServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly staff: StaffRepository;
  readonly turns: TurnRepository;
  readonly decisions: DecisionRepository;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly clock: Clock;
}

/** A visit that asks for a rep. */
export interface TurnRequest {
  readonly showroomId: string;
  readonly visitId: string;
  readonly customerId?: string;
  readonly leadScore?: number;
}

/** A manager's own choice. */
export interface ManualAssignment {
  readonly showroomId: string;
  readonly visitId: string;
  readonly userId: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly customerId?: string;
  readonly leadScore?: number;
}

/**
 * Who takes which high-value visit, one decision at a time in a showroom (docs/domain.md,
 * High-value customer). Every method but the last two joins the caller's unit of work, which
 * began with `lock`.
 */
export class TurnService {
  constructor(private readonly deps: TurnServiceDeps) {}

  /** The first statement of every run that may assign or free a rep of this showroom. */
  async lock(showroomId: string): Promise<void> {
    await this.deps.staff.lockShowroom(showroomId);
  }

  /** The turn of a visit, if it ever asked for one. */
  async find(visitId: string): Promise<Turn | undefined> {
    return this.deps.turns.find(visitId);
  }

  /** Who is assigned to which visit of the showroom: user id by visit id. */
  async assignedIn(showroomId: string): Promise<ReadonlyMap<string, string>> {
    return this.deps.turns.assignedIn(showroomId);
  }

  /** Assigns the rep whose turn it is, or lets the visit wait; answers the rep's user id. */
  async request(request: TurnRequest): Promise<string | undefined> {
    const turn: Turn = {
      ...request,
      state: 'waiting',
      requestedAt: this.deps.clock.now(),
      shortlist: [],
    };
    const assignedTo = await this.decide(turn);
    await publishRotation(this.deps, request.showroomId);
    return assignedTo;
  }

  /** The visit is over, or its car is sold: frees its rep, and gives him to who waits longest. */
  async close(visitId: string): Promise<void> {
    const turn = await this.deps.turns.find(visitId);
    if (turn === undefined || turn.state === 'closed') return;
    await this.deps.turns.save({ ...withoutAssignment(turn), state: 'closed' });
    await this.deps.staff.release(visitId);
    await this.serveWaiting(turn.showroomId);
    await publishRotation(this.deps, turn.showroomId);
  }

  /** Gives free reps to those who wait, in order; called whenever somebody may have become free. */
  async serveWaiting(showroomId: string): Promise<void> {
    for (const turn of await this.deps.turns.waiting(showroomId)) {
      const choice = await this.offer(turn, { kind: 'automatic' });
      if (choice.assignedTo === undefined) return;
    }
  }

  /** A manager gives the visit to a rep who is at work and has no customer. */
  async assignByHand(manual: ManualAssignment): Promise<void> {
    const { showroomId, visitId, userId } = manual;
    const staff = await this.deps.staff.list(showroomId);
    const member = staff.find((one) => one.userId === userId);
    if (member?.checkedInAt === undefined) {
      throw conflict('rep_not_checked_in', 'This rep is not checked in at the showroom.');
    }
    if (member.assignedVisitId === visitId) return;
    if (member.assignedVisitId !== undefined || member.busyElsewhere) {
      throw repNotAvailable();
    }
    const before = (await this.deps.turns.find(visitId)) ?? newTurn(manual, this.deps.clock.now());
    await this.deps.staff.release(visitId);
    const choice: Choice = { ...choose(staff, [userId]), shortlist: [userId], assignedTo: userId };
    if (!(await this.take(before, choice))) throw repNotAvailable();
    const { reason, decidedBy } = manual;
    await this.confirm(before, choice, { kind: 'manual', reason, decidedBy });
    await this.serveWaiting(showroomId);
    await publishRotation(this.deps, showroomId);
  }

  /** The rep takes the customer; taking him twice is no fault. */
  async accept(principal: Principal, visitId: string): Promise<void> {
    const turn = await this.requireOwnTurn(principal, visitId);
    if (turn.state === 'accepted') return;
    await this.markAccepted(turn);
  }

  /** The rep was seen with the customer: that is as good as a word. */
  async acceptByEngagement(visitId: string, userId: string): Promise<void> {
    const turn = await this.deps.turns.find(visitId);
    if (turn?.state === 'assigned' && turn.assignedTo === userId) await this.markAccepted(turn);
  }

  /** The rep passes: he is free, and the next candidate is asked. */
  async decline(principal: Principal, visitId: string): Promise<void> {
    await this.passOn(await this.requireOwnTurn(principal, visitId));
  }

  /** Opens its own run: passes the visit on if the rep has still not answered. */
  async expire(showroomId: string, visitId: string, acceptBy: Date): Promise<void> {
    await this.deps.unitOfWork.run(async () => {
      await this.lock(showroomId);
      const turn = await this.deps.turns.find(visitId);
      const isSame = turn?.acceptBy?.getTime() === acceptBy.getTime();
      if (turn?.state === 'assigned' && isSame) await this.passOn(turn);
    });
  }

  private async requireOwnTurn(principal: Principal, visitId: string): Promise<Turn> {
    const turn = await this.deps.turns.find(visitId);
    if (turn?.assignedTo === undefined) {
      throw conflict('visit_not_assigned', 'Nobody is assigned to this visit.');
    }
    if (turn.assignedTo !== principal.userId) {
      throw forbidden('not_your_assignment', 'This visit is assigned to somebody else.');
    }
    return turn;
  }

  private async markAccepted(turn: Turn): Promise<void> {
    const { acceptBy, ...rest } = turn;
    await this.deps.turns.save({ ...rest, state: 'accepted' });
    await this.deps.events.publish({
      stream: 'turn',
      streamId: turn.visitId,
      type: 'turn.accepted',
      showroomId: turn.showroomId,
      data: { visitId: turn.visitId, assignedTo: turn.assignedTo },
    });
    await publishRotation(this.deps, turn.showroomId);
  }

  /** Frees the rep, serves who already waits, then asks the next of the three, or decides anew. */
  private async passOn(turn: Turn): Promise<void> {
    const { showroomId, visitId, shortlist } = turn;
    const released = withoutAssignment(turn);
    await this.deps.staff.release(visitId);
    await this.serveWaiting(showroomId);
    const next = await this.offer(released, { kind: 'next_candidate' }, shortlist);
    if (next.assignedTo === undefined) await this.decide({ ...released, shortlist: [] });
    await publishRotation(this.deps, showroomId);
  }

  private async decide(turn: Turn): Promise<string | undefined> {
    const choice = await this.offer(turn, { kind: 'automatic' });
    if (choice.assignedTo !== undefined) return choice.assignedTo;
    const waiting: Turn = { ...turn, state: 'waiting', waitingSince: this.deps.clock.now() };
    await this.record(waiting, choice, { kind: 'automatic' });
    await this.deps.turns.save(waiting);
    await publishWaiting(this.deps, waiting);
    return undefined;
  }

  /** Assigns the first who can be had; one who was taken in another showroom is passed over. */
  private async offer(
    turn: Turn,
    how: DecisionSource,
    remaining?: readonly string[],
  ): Promise<Choice> {
    let staff = await this.deps.staff.list(turn.showroomId);
    for (;;) {
      const choice = choose(staff, remaining);
      if (choice.assignedTo === undefined) return choice;
      if (await this.take(turn, choice)) {
        await this.confirm(turn, choice, how);
        return choice;
      }
      staff = staff.map((member) =>
        member.userId === choice.assignedTo ? { ...member, busyElsewhere: true } : member,
      );
    }
  }

  private async take(turn: Turn, { assignedTo }: Choice): Promise<boolean> {
    if (assignedTo === undefined) return false;
    const now = this.deps.clock.now();
    return this.deps.staff.assign(turn.showroomId, assignedTo, turn.visitId, now);
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

function repNotAvailable(): Error {
  return conflict('rep_not_available', 'This rep is with another customer.');
}

interface DecisionSource {
  readonly kind: DecisionKind;
  readonly reason?: string;
  readonly decidedBy?: string;
}

function newTurn(manual: ManualAssignment, now: Date): Turn {
  const { showroomId, visitId, customerId, leadScore } = manual;
  return {
    showroomId,
    visitId,
    state: 'waiting',
    requestedAt: now,
    shortlist: [],
    ...(customerId !== undefined && { customerId }),
    ...(leadScore !== undefined && { leadScore }),
  };
}

function withoutAssignment(turn: Turn): Turn {
  const { assignedTo, acceptBy, waitingSince, ...rest } = turn;
  return rest;
}
