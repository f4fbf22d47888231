import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, forbidden } from '../../shared/errors.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { publishRotation } from './rotation-events.js';
import { chooseByHand } from './rotation-rules.js';
import type { StaffMember, Turn } from './rotation-types.js';
import type { StaffRepository } from './staff-repository.js';
import { withoutAssignment } from './turn-assigner.js';
import type { TurnAssigner } from './turn-assigner.js';
import type { TurnRepository } from './turn-repository.js';

interface TurnServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly staff: StaffRepository;
  readonly turns: TurnRepository;
  readonly assigner: TurnAssigner;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** A visit that asks for a rep. */
export interface TurnRequest {
  readonly showroomId: string;
  readonly visitId: string;
  readonly customerId?: string | undefined;
  readonly leadScore?: number | undefined;
  /** The visit begins in this run: it cannot have a turn yet. */
  readonly isNewVisit?: boolean;
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
 * High-value customer). Every method joins the caller's unit of work, which began with `lock`; only
 * `expire`, `lookAgain` and `dismiss` open their own.
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

  /** How often the turns of these visits were changed, by visit id; those without are absent. */
  async versionsOf(visitIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.deps.turns.versionsOf(visitIds);
  }

  /** Who is assigned to which visit of the showroom: user id by visit id. */
  async assignedIn(showroomId: string): Promise<ReadonlyMap<string, string>> {
    return this.deps.turns.assignedIn(showroomId);
  }

  /**
   * Assigns the rep whose turn it is, or lets the visit wait; answers the rep's user id. A visit
   * that has a rep, or waits for one, keeps its place.
   */
  async request(request: TurnRequest): Promise<string | undefined> {
    const { showroomId, visitId, isNewVisit } = request;
    const before = isNewVisit === true ? undefined : await this.learn(visitId, request);
    if (before !== undefined && before.state !== 'closed') return before.assignedTo;
    const turn = newTurn(request, this.deps.clock.now());
    const { choice, staff } = await this.deps.assigner.decide(
      turn,
      await this.deps.staff.list(showroomId),
    );
    if (choice.assignedTo !== undefined) await publishRotation(this.deps, showroomId, staff);
    return choice.assignedTo;
  }

  /** Notes who a guest is, and what score counts, where the visit has a turn; answers the turn. */
  async learn(
    visitId: string,
    { customerId, leadScore }: Pick<TurnRequest, 'customerId' | 'leadScore'>,
  ): Promise<Turn | undefined> {
    const turn = await this.deps.turns.find(visitId);
    if (turn === undefined || turn.state === 'closed') return turn;
    const known: Turn = {
      ...turn,
      ...(customerId !== undefined && { customerId }),
      ...(leadScore !== undefined && { leadScore }),
    };
    await this.deps.turns.save(known);
    return known;
  }

  /** The visit is over, or its car is sold: frees its rep, and gives him to who waits longest. */
  async close(visitId: string): Promise<void> {
    const turn = await this.deps.turns.find(visitId);
    if (turn === undefined || turn.state === 'closed') return;
    await this.deps.turns.save({ ...withoutAssignment(turn), state: 'closed' });
    const freed = await this.deps.assigner.release(turn);
    const staff = await this.serveWaiting(turn.showroomId, freed);
    await publishRotation(this.deps, turn.showroomId, staff);
  }

  /**
   * Gives free reps to those who wait, in order; called whenever somebody may have become free.
   * Takes the staff as this run has read it, and answers it as it is afterwards.
   */
  async serveWaiting(
    showroomId: string,
    staff: readonly StaffMember[],
  ): Promise<readonly StaffMember[]> {
    return this.deps.assigner.serveWaiting(showroomId, staff);
  }

  /** As `serveWaiting`, over the staff as it is stored; then tablets get the list. */
  async serveAndTell(showroomId: string): Promise<void> {
    const staff = await this.serveWaiting(showroomId, await this.deps.staff.list(showroomId));
    await publishRotation(this.deps, showroomId, staff);
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
    await this.deps.assigner.release(before);
    const { reason, decidedBy } = manual;
    const how = { kind: 'manual', reason, decidedBy } as const;
    const choice = chooseByHand(staff, userId);
    if ((await this.deps.assigner.take(before, choice, how, staff)) === undefined) {
      throw repNotAvailable();
    }
    await this.serveAndTell(showroomId);
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

  /** Opens its own run: something has changed for reps of this showroom in another one. */
  async lookAgain(showroomId: string): Promise<void> {
    await this.deps.unitOfWork.run(async () => {
      await this.lock(showroomId);
      await this.serveAndTell(showroomId);
    });
  }

  /** Ends a rep's presence, and passes his customer on. */
  async checkOut(showroomId: string, userId: string, visitId?: string): Promise<void> {
    await this.deps.staff.checkOut(showroomId, userId);
    const turn = visitId === undefined ? undefined : await this.deps.turns.find(visitId);
    if (turn?.assignedTo === userId) return this.passOn(turn);
    await this.serveAndTell(showroomId);
  }

  /**
   * Opens its own run: what somebody may do has changed. One who may not work here any more is
   * checked out, and his customer passed on; in any case tablets get the list as it now is.
   */
  async dismiss(showroomId: string, userId: string): Promise<void> {
    const { unitOfWork, staff, assigner } = this.deps;
    await unitOfWork.run(async () => {
      await this.lock(showroomId);
      const dismissed = await staff.findDismissed(showroomId, userId);
      if (dismissed === undefined) return this.serveAndTell(showroomId);
      await this.checkOut(showroomId, userId, dismissed.assignedVisitId ?? undefined);
      if (dismissed.assignedVisitId === null) return;
      await assigner.tellOthers(showroomId, await staff.showroomsOf(userId));
    });
  }

  private async requireOwnTurn(principal: Principal, visitId: string): Promise<Turn> {
    const turn = await this.deps.turns.find(visitId);
    if (turn?.assignedTo === undefined) {
      throw conflict('visit_not_assigned', 'Nobody is assigned to this visit.');
    }
    if (turn.assignedTo !== actorIdOf(principal)) {
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
    const staff = await this.deps.staff.list(turn.showroomId);
    await publishRotation(this.deps, turn.showroomId, staff);
  }

  /** Frees the rep, serves who already waits, then asks the next of the three, or decides anew. */
  private async passOn(turn: Turn): Promise<void> {
    const { showroomId, shortlist } = turn;
    const { assigner } = this.deps;
    const released = withoutAssignment(turn);
    const staff = await this.serveWaiting(showroomId, await assigner.release(turn));
    const asked = await assigner.offer(released, { kind: 'next_candidate' }, staff, shortlist);
    const isAsked = asked.choice.assignedTo !== undefined;
    const last = isAsked
      ? asked
      : await assigner.decide({ ...released, shortlist: [] }, asked.staff);
    await publishRotation(this.deps, showroomId, last.staff);
  }
}

function repNotAvailable(): Error {
  return conflict('rep_not_available', 'This rep is with another customer.');
}

function newTurn(request: TurnRequest, now: Date): Turn {
  const { showroomId, visitId, customerId, leadScore, isNewVisit } = request;
  return {
    showroomId,
    visitId,
    state: 'waiting',
    requestedAt: now,
    shortlist: [],
    version: isNewVisit === true ? 0 : 1,
    ...(customerId !== undefined && { customerId }),
    ...(leadScore !== undefined && { leadScore }),
  };
}
