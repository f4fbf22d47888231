import type { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../shared/errors.js';
import type { Clock } from '../../shared/clock.js';
import type { Page } from '../../shared/pagination.js';
import type { Principal } from '../../shared/principal.js';
import type { UserDirectory } from '../auth/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { DecisionRepository } from './decision-repository.js';
import { toRotation } from './rotation-events.js';
import type { RotationEntry } from './rotation-events.js';
import { requireMaySetAvailability } from './rotation-policy.js';
import { decideAgain, isAvailable, isSameChoice, orderUpList } from './rotation-rules.js';
import type { SecondChoice } from './rotation-rules.js';
import type { Decision, StaffMember } from './rotation-types.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnService } from './turn-service.js';

interface RotationServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly staff: StaffRepository;
  readonly decisions: DecisionRepository;
  readonly turns: TurnService;
  readonly users: UserDirectory;
  readonly showrooms: ShowroomService;
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
  readonly choice: SecondChoice;
  readonly same: boolean;
}

/** The up list: who works here, who is next, and why it went as it did. */
export class RotationService {
  constructor(private readonly deps: RotationServiceDeps) {}

  /** All reps with access to the showroom, in the order of the up list. */
  async staff(principal: Principal, showroomId: string): Promise<readonly StaffView[]> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    const members = orderUpList(await this.deps.staff.list(showroomId));
    const names = await this.deps.users.namesOf(members.map(({ userId }) => userId));
    return members.map((member) => ({
      ...member,
      name: names.get(member.userId) ?? '',
      isAvailable: isAvailable(member),
    }));
  }

  /** The up list as tablets show it. */
  async rotation(principal: Principal, showroomId: string): Promise<readonly RotationEntry[]> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    return this.currentRotation(showroomId);
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
    const { staff, turns, clock } = this.deps;
    return this.change(principal, { showroomId, userId }, async () => {
      await staff.setPaused(showroomId, userId, !available, clock.now());
      await turns.serveAndTell(showroomId);
    });
  }

  /**
   * A rep comes to work; one who is at work already stays in his place. A waiting customer is given
   * to him at once, unless he is paused. Throws as `setAvailability`.
   */
  async checkIn(principal: Principal, showroomId: string, userId: string): Promise<StaffView> {
    const { staff, turns, clock } = this.deps;
    return this.change(principal, { showroomId, userId }, async () => {
      await staff.checkIn(showroomId, userId, clock.now());
      await turns.serveAndTell(showroomId);
    });
  }

  /**
   * A rep goes, and his pause ends with it; a customer whom he still has is passed on as if he had
   * declined. Throws as `setAvailability`.
   */
  async checkOut(principal: Principal, showroomId: string, userId: string): Promise<void> {
    const { turns } = this.deps;
    await this.change(principal, { showroomId, userId }, ({ assignedVisitId }) =>
      turns.checkOut(showroomId, userId, assignedVisitId),
    );
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
    return { decision, choice, same: isSameChoice(choice, decision) };
  }

  /** One change of a rep's presence, under the showroom's lock; answers him as he then is. */
  private async change(
    principal: Principal,
    { showroomId, userId }: { readonly showroomId: string; readonly userId: string },
    act: (member: StaffMember) => Promise<void>,
  ): Promise<StaffView> {
    await this.deps.unitOfWork.run(async () => {
      await this.deps.turns.lock(showroomId);
      await this.deps.showrooms.requireAccess(principal, showroomId);
      const member = withId(await this.deps.staff.list(showroomId), userId);
      requireMaySetAvailability(principal, userId);
      await act(member);
    });
    return withId(await this.staff(principal, showroomId), userId);
  }
}

/** The rep of the showroom with this id; throws 404. */
function withId<T extends StaffMember>(staff: readonly T[], userId: string): T {
  const member = staff.find((one) => one.userId === userId);
  if (member === undefined) throw notFound('staff_member');
  return member;
}
