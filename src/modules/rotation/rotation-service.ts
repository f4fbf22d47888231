import type { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../shared/errors.js';
import type { Clock } from '../../shared/clock.js';
import type { Page } from '../../shared/pagination.js';
import type { Principal } from '../../shared/principal.js';
import type { UserDirectory } from '../auth/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { DecisionRepository } from './decision-repository.js';
import { publishRotation, toRotation } from './rotation-events.js';
import type { RotationEntry } from './rotation-events.js';
import { requireMaySetAvailability } from './rotation-policy.js';
import { choose, chooseByHand, isAvailable, orderUpList, staffOf } from './rotation-rules.js';
import type { Choice, Decision, StaffMember } from './rotation-types.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnService } from './turn-service.js';
import type { EventPublisher } from '../../events/event-publisher.js';

interface RotationServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly staff: StaffRepository;
  readonly decisions: DecisionRepository;
  readonly turns: TurnService;
  readonly users: UserDirectory;
  readonly showrooms: ShowroomService;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** A rep of the showroom, with his name and whether he can take a customer. */
export interface StaffView extends StaffMember {
  readonly name: string;
  readonly isAvailable: boolean;
}

/** A decision made again from what it knew then. */
export interface Replay {
  readonly decision: Decision;
  readonly choice: Choice;
  readonly same: boolean;
}

/** The up list: who works here, who is next, and why it went as it did. */
export class RotationService {
  constructor(private readonly deps: RotationServiceDeps) {}

  /** All reps with access to the showroom, in the order of the up list. */
  async staff(principal: Principal, showroomId: string): Promise<readonly StaffView[]> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    const reps = await this.deps.users.repsOf(showroomId);
    const present = await this.deps.staff.list(showroomId);
    const members = reps.map(
      ({ userId }): StaffMember =>
        present.find((member) => member.userId === userId) ?? {
          userId,
          paused: false,
          busyElsewhere: false,
        },
    );
    const names = new Map(reps.map((rep) => [rep.userId, rep.name]));
    return orderUpList(members).map((member) => ({
      ...member,
      name: names.get(member.userId) ?? '',
      isAvailable: isAvailable(member),
    }));
  }

  /** The up list as tablets show it. */
  async rotation(principal: Principal, showroomId: string): Promise<readonly RotationEntry[]> {
    return toRotation(await this.staff(principal, showroomId));
  }

  /** The up list for whoever is in the showroom's room already. */
  async currentRotation(showroomId: string): Promise<readonly RotationEntry[]> {
    return toRotation(await this.deps.staff.list(showroomId));
  }

  /**
   * Sets or ends a rep's pause; one who is not checked in is checked in by becoming available.
   * A waiting customer is given to him at once. Throws 404 for who is no rep of the showroom.
   */
  async setAvailability(
    principal: Principal,
    showroomId: string,
    userId: string,
    available: boolean,
  ): Promise<StaffView> {
    await this.deps.unitOfWork.run(async () => {
      await this.deps.turns.lock(showroomId);
      await this.deps.showrooms.requireAccess(principal, showroomId);
      const reps = await this.deps.users.repsOf(showroomId);
      if (!reps.some((rep) => rep.userId === userId)) throw notFound('staff_member');
      requireMaySetAvailability(principal, userId);
      await this.deps.staff.setPaused(showroomId, userId, !available, this.deps.clock.now());
      const before = await this.deps.staff.list(showroomId);
      const staff = available ? await this.deps.turns.serveWaiting(showroomId, before) : before;
      await publishRotation(this.deps, showroomId, staff);
    });
    const staff = await this.staff(principal, showroomId);
    const member = staff.find((one) => one.userId === userId);
    if (member === undefined) throw notFound('staff_member');
    return member;
  }

  /** Decisions of a showroom, latest first. */
  async decisions(
    principal: Principal,
    showroomId: string,
    options: { readonly limit: number; readonly before?: string; readonly visitId?: string },
  ): Promise<Page<Decision>> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    return this.deps.decisions.list(showroomId, options);
  }

  /** One decision; throws 404. */
  async decision(principal: Principal, showroomId: string, id: string): Promise<Decision> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    const decision = await this.deps.decisions.find(showroomId, id);
    if (decision === undefined) throw notFound('decision');
    return decision;
  }

  /** Decides again over what the decision knew; `same` tells whether the rule still agrees. */
  async replay(principal: Principal, showroomId: string, id: string): Promise<Replay> {
    const decision = await this.decision(principal, showroomId, id);
    const choice = decideAgain(decision);
    return { decision, choice, same: choice.assignedTo === decision.assignedTo };
  }
}

/** A manual choice is replayed as made: no rule decided it. */
function decideAgain(decision: Decision): Choice {
  const staff = staffOf(decision.candidates);
  const { kind, assignedTo, shortlist } = decision;
  if (kind === 'manual' && assignedTo !== undefined) return chooseByHand(staff, assignedTo);
  return kind === 'next_candidate' ? choose(staff, shortlist) : choose(staff);
}
