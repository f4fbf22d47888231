import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import type { Page } from '../../shared/pagination.js';
import type { Principal } from '../../shared/principal.js';
import type { CustomerService } from '../customers/index.js';
import type { RotationService, TurnService } from '../rotation/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { DisplayedVehicle, VehicleService } from '../vehicles/index.js';
import type { ActivityRepository } from './activity-repository.js';
import { hoursAskedFor } from './heatmap-rules.js';
import type { Heatmap, HeatmapRepository } from './heatmap-repository.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitReadModel } from './visit-read-model.js';
import type { ActivityRecord, Visit } from './visit-types.js';

interface FloorServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly readModel: VisitReadModel;
  readonly activities: ActivityRepository;
  readonly heatmaps: HeatmapRepository;
  readonly customers: CustomerService;
  readonly vehicles: VehicleService;
  readonly showrooms: ShowroomService;
  readonly rotation: RotationService;
  readonly turns: TurnService;
  readonly placing: VisitPlacing;
  readonly clock: Clock;
}

/** A visitor on the floor, with his name and his rep. */
export interface FloorVisitor {
  readonly visit: Visit;
  readonly customerName?: string;
  readonly assignedTo?: string;
}

/** A showroom's floor as it is now. */
export class FloorService {
  constructor(private readonly deps: FloorServiceDeps) {}

  /** Visitors and displayed vehicles. */
  async floor(
    principal: Principal,
    showroomId: string,
  ): Promise<{ visitors: readonly FloorVisitor[]; vehicles: readonly DisplayedVehicle[] }> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    const visitors = await this.located(await this.visitors(showroomId));
    const vehicles = await this.deps.vehicles.displayedOn(showroomId);
    return { visitors, vehicles };
  }

  /**
   * Where visitors stood: as last rebuilt, or worked out now for the hours that are asked for.
   * Throws 422 `invalid_window`.
   */
  async heatmap(
    principal: Principal,
    showroomId: string,
    asked: { readonly from?: Date | undefined; readonly to?: Date | undefined } = {},
  ): Promise<Heatmap> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    if (asked.from === undefined && asked.to === undefined) return this.currentHeatmap(showroomId);
    const now = this.deps.clock.now();
    const hours = hoursAskedFor(asked, now);
    return { cells: await this.deps.heatmaps.cellsOf(showroomId, hours), rebuiltAt: now, hours };
  }

  /** The same for whoever is in the showroom's room already. */
  async currentHeatmap(showroomId: string): Promise<Heatmap> {
    const kept = await this.deps.heatmaps.find(showroomId);
    return kept ?? { cells: [], rebuiltAt: this.deps.clock.now() };
  }

  /** What happened, latest first. */
  async activities(
    principal: Principal,
    showroomId: string,
    options: {
      readonly limit: number;
      readonly before?: string | undefined;
      readonly countExact?: boolean;
    },
  ): Promise<{ page: Page<ActivityRecord>; total?: number }> {
    await this.deps.showrooms.requireAccess(principal, showroomId);
    const { limit, before, countExact } = options;
    return this.deps.unitOfWork.run(async () => {
      const page = await this.deps.activities.list(showroomId, limit, before);
      if (countExact !== true) return { page };
      return { page, total: await this.deps.activities.count(showroomId) };
    });
  }

  /** The last activities for whoever is in the showroom's room already. */
  async recentActivities(showroomId: string, limit: number): Promise<readonly ActivityRecord[]> {
    const page = await this.deps.activities.list(showroomId, limit);
    return page.rows;
  }

  /**
   * Everybody who is here now, each with the rep whom he has at the same moment; positions as
   * they were last written.
   */
  async visitors(showroomId: string): Promise<readonly FloorVisitor[]> {
    const { visits, reps } = await this.deps.unitOfWork.run(async () => ({
      visits: await this.deps.readModel.onFloor(showroomId),
      reps: await this.deps.turns.assignedIn(showroomId),
    }));
    const ids = visits.flatMap((visit) => visit.customerId ?? []);
    const names = await this.deps.customers.namesOf(ids);
    return visits.map((visit) => {
      const customerName = names.get(visit.customerId ?? '');
      const assignedTo = reps.get(visit.id);
      return {
        visit,
        ...(customerName !== undefined && { customerName }),
        ...(assignedTo !== undefined && { assignedTo }),
      };
    });
  }

  /** The same visitors where they are now, as far as any instance knows; not inside a run. */
  async located(visitors: readonly FloorVisitor[]): Promise<readonly FloorVisitor[]> {
    const visits = await this.deps.placing.latest(visitors.map(({ visit }) => visit));
    return visitors.map((visitor, index) => ({
      ...visitor,
      visit: visits[index] ?? visitor.visit,
    }));
  }
}
