import type { UnitOfWork } from '../../database/unit-of-work.js';
import { conflict, forbidden, notFound, staleVersion } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { CustomerService } from '../customers/index.js';
import type { Turn, TurnService } from '../rotation/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitFilters, VisitReadModel } from './visit-read-model.js';
import type { VisitRepository } from './visit-repository.js';
import type { Visit } from './visit-types.js';

interface VisitServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly readModel: VisitReadModel;
  readonly lifecycle: VisitLifecycle;
  readonly turns: TurnService;
  readonly customers: CustomerService;
  readonly showrooms: ShowroomService;
}

/** A visit with its claim on a rep, if it made one. */
export interface VisitView {
  readonly visit: Visit;
  readonly turn?: Turn;
}

/** Visits as staff see and steer them. */
export class VisitService {
  constructor(private readonly deps: VisitServiceDeps) {}

  /** Visits of the showrooms that the caller may see, latest first. */
  async list(
    principal: Principal,
    filters: { readonly showroomId?: string | undefined } & Omit<VisitFilters, 'showroomIds'>,
    options: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Page<Visit>> {
    const { showroomId, ...rest } = filters;
    if (showroomId !== undefined) await this.deps.showrooms.requireAccess(principal, showroomId);
    const own = principal.showroomIds === 'all' ? undefined : principal.showroomIds;
    const showroomIds = showroomId === undefined ? own : [showroomId];
    return this.deps.readModel.list({ ...rest, showroomIds }, options);
  }

  /** One visit; throws 404, and 403 for another showroom's. */
  async get(principal: Principal, visitId: string): Promise<VisitView> {
    const visit = await this.requireVisible(principal, visitId);
    const turn = await this.deps.turns.find(visitId);
    return turn === undefined ? { visit } : { visit, turn };
  }

  /** A visit for other modules; undefined when there is none. */
  async find(visitId: string): Promise<Visit | undefined> {
    return this.deps.visits.find(visitId);
  }

  /** Gives a nameless guest a customer. Throws 409 when he has one, 412 when stale. */
  async identify(
    principal: Principal,
    visitId: string,
    change: { readonly customerId: string; readonly version: number },
  ): Promise<VisitView> {
    const { showroomId } = await this.requireVisible(principal, visitId);
    await this.deps.unitOfWork.run(async () => {
      const visit = await this.lockOpen(showroomId, visitId);
      if (visit.version !== change.version) throw staleVersion(visit.version);
      await this.deps.customers.require(change.customerId);
      if (visit.customerId === change.customerId) return;
      if (visit.customerId !== undefined) {
        throw conflict('visit_already_identified', 'This visit belongs to another customer.');
      }
      await this.deps.lifecycle.identify(visit, change.customerId);
    });
    return this.get(principal, visitId);
  }

  /** A manager gives the visit to a rep. Throws 409 when the rep cannot have it. */
  async assign(
    principal: Principal,
    visitId: string,
    assignment: { readonly userId: string; readonly reason: string },
  ): Promise<VisitView> {
    const { showroomId } = await this.requireVisible(principal, visitId);
    await this.deps.unitOfWork.run(async () => {
      const visit = await this.lockOpen(showroomId, visitId);
      const { customerId, leadScore } = visit;
      await this.deps.turns.assignByHand({
        showroomId,
        visitId,
        ...assignment,
        decidedBy: principal.userId,
        ...(customerId !== undefined && { customerId }),
        ...(leadScore !== undefined && { leadScore }),
      });
    });
    return this.get(principal, visitId);
  }

  /** The assigned rep takes the visit. */
  async accept(principal: Principal, visitId: string): Promise<VisitView> {
    return this.answer(principal, visitId, () => this.deps.turns.accept(principal, visitId));
  }

  /** The assigned rep passes; the next candidate is asked. */
  async decline(principal: Principal, visitId: string): Promise<VisitView> {
    return this.answer(principal, visitId, () => this.deps.turns.decline(principal, visitId));
  }

  private async answer(
    principal: Principal,
    visitId: string,
    act: () => Promise<void>,
  ): Promise<VisitView> {
    const { showroomId } = await this.requireVisible(principal, visitId);
    await this.deps.unitOfWork.run(async () => {
      await this.lockOpen(showroomId, visitId);
      await act();
    });
    return this.get(principal, visitId);
  }

  /** The showroom of a visit never changes: it may be read before the locks are taken. */
  private async requireVisible(principal: Principal, visitId: string): Promise<Visit> {
    const visit = await this.deps.visits.find(visitId);
    if (visit === undefined) throw notFound('visit');
    if (!mayEnterShowroom(principal, visit.showroomId)) {
      throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
    }
    return visit;
  }

  private async lockOpen(showroomId: string, visitId: string): Promise<Visit> {
    await this.deps.turns.lock(showroomId);
    const visit = await this.deps.visits.lock(showroomId, visitId);
    if (visit === undefined) throw notFound('visit');
    if (visit.exitedAt !== undefined) throw conflict('visit_closed', 'This visit is over.');
    return visit;
  }
}
