import type { UnitOfWork } from '../../database/unit-of-work.js';
import { conflict, forbidden, notFound, staleVersion } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { CustomerService } from '../customers/index.js';
import type { Turn, TurnService } from '../rotation/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitFilters, VisitReadModel } from './visit-read-model.js';
import type { VisitRepository } from './visit-repository.js';
import type { Visit } from './visit-types.js';

interface VisitServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly readModel: VisitReadModel;
  readonly lifecycle: VisitLifecycle;
  readonly placing: VisitPlacing;
  readonly turns: TurnService;
  readonly customers: CustomerService;
  readonly showrooms: ShowroomService;
}

/** A visit with its claim on a rep, if it made one. */
export interface VisitView {
  readonly visit: Visit;
  readonly turn?: Turn;
}

/** A visit that the caller may see, before any lock is taken. */
export interface PlacedVisit {
  readonly visitId: string;
  readonly showroomId: string;
}

/** Visits as staff see and steer them; a visit and its turn are read in one snapshot. */
export class VisitService {
  constructor(private readonly deps: VisitServiceDeps) {}

  /** Visits of the showrooms that the caller may see, latest first. */
  async list(
    principal: Principal,
    filters: { readonly showroomId?: string | undefined } & Omit<VisitFilters, 'showroomIds'>,
    options: {
      readonly limit: number;
      readonly before?: string | undefined;
      readonly countExact?: boolean;
    },
  ): Promise<{ page: Page<Visit>; total?: number }> {
    const { showroomId, ...rest } = filters;
    if (showroomId !== undefined) await this.deps.showrooms.requireAccess(principal, showroomId);
    const own = principal.showroomIds === 'all' ? undefined : principal.showroomIds;
    const narrowed = { ...rest, showroomIds: showroomId === undefined ? own : [showroomId] };
    return this.deps.unitOfWork.run(async () => {
      const page = await this.withVersions(await this.deps.readModel.list(narrowed, options));
      if (options.countExact !== true) return { page };
      return { page, total: await this.deps.readModel.count(narrowed) };
    });
  }

  /** One visit; throws 404, and 403 for another showroom's. */
  async get(principal: Principal, visitId: string): Promise<VisitView> {
    return this.deps.unitOfWork.run(async () => {
      const visit = await this.requireVisible(principal, visitId);
      const turn = await this.deps.turns.find(visitId);
      return turn === undefined ? { visit } : { visit: versioned(visit, turn.version), turn };
    });
  }

  /**
   * Finds where a visit is, for `assign`, `accept` and `decline`: its showroom never changes, so
   * it is read before their run, which begins with the showroom's lock. Throws 404 and 403.
   */
  async place(principal: Principal, visitId: string): Promise<PlacedVisit> {
    const { showroomId } = await this.requireVisible(principal, visitId);
    return { visitId, showroomId };
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
    const placed = await this.place(principal, visitId);
    await this.deps.placing.look([visitId]);
    await this.deps.unitOfWork.run(async () => {
      const visit = await this.lockOpen(placed);
      const turn = await this.deps.turns.find(visitId);
      const { version } = versioned(visit, turn?.version);
      if (version !== change.version) throw staleVersion(version);
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
    placed: PlacedVisit,
    assignment: { readonly userId: string; readonly reason: string },
  ): Promise<VisitView> {
    return this.change(principal, placed, async ({ customerId, leadScore }) => {
      await this.deps.turns.assignByHand({
        ...placed,
        ...assignment,
        decidedBy: actorIdOf(principal),
        ...(customerId !== undefined && { customerId }),
        ...(leadScore !== undefined && { leadScore }),
      });
    });
  }

  /** The assigned rep takes the visit. */
  async accept(principal: Principal, placed: PlacedVisit): Promise<VisitView> {
    return this.change(principal, placed, ({ id }) => this.deps.turns.accept(principal, id));
  }

  /** The assigned rep passes; the next candidate is asked. */
  async decline(principal: Principal, placed: PlacedVisit): Promise<VisitView> {
    return this.change(principal, placed, ({ id }) => this.deps.turns.decline(principal, id));
  }

  private async change(
    principal: Principal,
    placed: PlacedVisit,
    act: (visit: Visit) => Promise<void>,
  ): Promise<VisitView> {
    await this.deps.unitOfWork.run(async () => act(await this.lockOpen(placed)));
    return this.get(principal, placed.visitId);
  }

  private async requireVisible(principal: Principal, visitId: string): Promise<Visit> {
    const visit = await this.deps.visits.find(visitId);
    if (visit === undefined) throw notFound('visit');
    if (!mayEnterShowroom(principal, visit.showroomId)) {
      throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
    }
    return visit;
  }

  private async withVersions(page: Page<Visit>): Promise<Page<Visit>> {
    const versions = await this.deps.turns.versionsOf(page.rows.map((visit) => visit.id));
    return { ...page, rows: page.rows.map((visit) => versioned(visit, versions.get(visit.id))) };
  }

  private async lockOpen({ showroomId, visitId }: PlacedVisit): Promise<Visit> {
    await this.deps.turns.lock(showroomId);
    const visit = await this.deps.visits.lock(showroomId, visitId);
    if (visit === undefined) throw notFound('visit');
    if (visit.exitedAt !== undefined) throw conflict('visit_closed', 'This visit is over.');
    return visit;
  }
}

/** A visit is changed also by what becomes of its turn: the sum rises with either. */
function versioned(visit: Visit, turnVersion = 0): Visit {
  return { ...visit, version: visit.version + turnVersion };
}
