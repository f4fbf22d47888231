import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound, staleVersion } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { applyChanges, changedFields, changedRow, hasSamePrice } from './vehicle-changes.js';
import { createdVehicle } from './vehicle-creation.js';
import { inventoryUpdated } from './vehicle-events.js';
import type { HoldKeeper } from './hold-keeper.js';
import type { HoldEndReason } from './hold-types.js';
import type { PriceRepository } from './price-repository.js';
import type { TransferKeeper } from './transfer-keeper.js';
import { Surroundings } from './vehicle-availability.js';
import type { Point } from './vehicle-availability.js';
import { filtersBeside } from './vehicle-facet-read-model.js';
import type { FacetCounts } from './vehicle-facet-read-model.js';
import type { VehicleFacet, VehicleFilters, VehicleListQuery } from './vehicle-list-query.js';
import { maySeeVehicle, seesPublicInventoryOnly, visibleFilters } from './vehicle-policy.js';
import type { VehicleReadModel } from './vehicle-read-model.js';
import type { VehicleRepository } from './vehicle-repository.js';
import {
  checkCurrency,
  checkPlace,
  checkStatusChange,
  checkStockDate,
  checkVin,
} from './vehicle-rules.js';
import type { ShowroomFacts } from './vehicle-rules.js';
import type {
  DisplayedVehicle,
  NewVehicle,
  SeenVehicle,
  VehicleChanges,
  VehicleRow,
  VehicleStatus,
} from './vehicle-types.js';

/** What vehicles need of the showrooms. */
export interface ShowroomGate {
  /** 404 `showroom_not_found` outside the organization, 403 `showroom_forbidden` without access. */
  requireAccess(principal: Principal, showroomId: string): Promise<ShowroomFacts>;
  /** All showrooms of the organization, with where they are as far as that is known. */
  locations(): Promise<ReadonlyMap<string, Point | undefined>>;
}

interface VehicleServiceDeps {
  readonly repository: VehicleRepository;
  readonly readModel: VehicleReadModel;
  readonly keeper: HoldKeeper;
  readonly transferKeeper: TransferKeeper;
  readonly prices: PriceRepository;
  readonly showrooms: ShowroomGate;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** The group's inventory: everybody of the group reads all of it, managers keep it. */
export class VehicleService {
  constructor(private readonly deps: VehicleServiceDeps) {}

  /** Adds a vehicle to a showroom that the caller has access to. */
  async create(principal: Principal, input: NewVehicle): Promise<VehicleRow> {
    const { unitOfWork, repository, prices, events, clock } = this.deps;
    checkVin(input.vin);
    return unitOfWork.run(async () => {
      const showroom = await this.deps.showrooms.requireAccess(principal, input.showroomId);
      const place = { id: input.showroomId, currency: showroom.currency };
      const { row, event } = createdVehicle(input, place, clock.now());
      checkPlace(row, showroom);
      await repository.insert(row);
      if (row.price !== null) await prices.append(row, actorIdOf(principal));
      await events.publish(event);
      return row;
    });
  }

  /** Changes what is given if nobody else did since `version`; equal values change nothing. */
  async update(
    principal: Principal,
    vehicleId: string,
    version: number,
    changes: VehicleChanges,
  ): Promise<VehicleRow> {
    checkVin(changes.vin);
    return this.deps.unitOfWork.run(async () => {
      const current = await this.lockOwn(principal, vehicleId);
      if (current.version !== version) throw staleVersion(current.version);
      return this.changeLocked(principal, current, changes);
    });
  }

  /** Changes what is given, whoever has changed it since. */
  async overwrite(
    principal: Principal,
    vehicleId: string,
    changes: VehicleChanges,
  ): Promise<VehicleRow> {
    checkVin(changes.vin);
    return this.deps.unitOfWork.run(async () =>
      this.changeLocked(principal, await this.lockOwn(principal, vehicleId), changes),
    );
  }

  /** Takes the vehicle out of the inventory, as far as its status lets it go; ends its hold. */
  async withdraw(principal: Principal, vehicleId: string, version: number): Promise<void> {
    await this.update(principal, vehicleId, version, { status: 'withdrawn' });
  }

  /** The vehicle; 404 when the organization has none of this id that the caller may see. */
  async get(principal: Principal, vehicleId: string): Promise<SeenVehicle> {
    const row = await this.require(vehicleId);
    if (!maySeeVehicle(principal, row.status)) throw notFound('vehicle');
    const seesHold = mayEnterShowroom(principal, row.showroomId);
    if (row.holdId === null || seesHold || seesPublicInventoryOnly(principal)) return row;
    return { ...row, ...(await this.deps.keeper.asking(row, row.holdId)) };
  }

  /** The vehicle; 404 when the organization has none of this id. */
  async require(vehicleId: string): Promise<VehicleRow> {
    const row = await this.deps.repository.find(vehicleId);
    if (row === undefined) throw notFound('vehicle');
    return row;
  }

  /** Those of the ids that the organization has, in no order. */
  async getMany(vehicleIds: readonly string[]): Promise<readonly VehicleRow[]> {
    return this.deps.repository.findMany(vehicleIds);
  }

  /** What is displayed in a showroom, on one of its floors when `floor` is given. */
  async displayedOn(showroomId: string, floor?: number): Promise<readonly DisplayedVehicle[]> {
    return this.deps.repository.displayedOn(showroomId, floor);
  }

  /** One page of the group's vehicles, of all its showrooms (docs/domain.md, Endless aisle). */
  async list(principal: Principal, query: VehicleListQuery): Promise<Page<VehicleRow>> {
    const filters = visibleFilters(principal, query.filters);
    return this.deps.readModel.list({ ...query, filters });
  }

  /** How many vehicles have each value of a field, under the filters on all other fields. */
  async facets(
    principal: Principal,
    facets: readonly VehicleFacet[],
    filters: VehicleFilters,
  ): Promise<FacetCounts> {
    const asked = facets.map((facet): [VehicleFacet, VehicleFilters] => [
      facet,
      visibleFilters(principal, filtersBeside(facet, filters)),
    ]);
    return this.deps.readModel.facets(new Map(asked));
  }

  /** The group's showrooms as seen from one of them; 404 when it is none of the group's. */
  async surroundingsOf(showroomId: string): Promise<Surroundings> {
    return new Surroundings(showroomId, await this.deps.showrooms.locations());
  }

  /** When the next hold of the group ends by itself; undefined when there is none. */
  async nextHoldEnd(): Promise<Date | undefined> {
    return this.deps.readModel.nextHoldEnd();
  }

  /** How many vehicles of the group fit. */
  async count(principal: Principal, filters: VehicleFilters): Promise<number> {
    return this.deps.readModel.count(visibleFilters(principal, filters));
  }

  /** Changes a vehicle that the caller's run has locked; it asks for access where it goes to. */
  async changeLocked(
    principal: Principal,
    current: VehicleRow,
    changes: VehicleChanges,
  ): Promise<VehicleRow> {
    const { repository, keeper, prices, events, clock } = this.deps;
    const showroomId = changes.showroomId ?? current.showroomId;
    const showroom = await this.deps.showrooms.requireAccess(principal, showroomId);
    const now = clock.now();
    checkStockDate(changes.inStockSince, now);
    checkStatusChange(current.status, changes.status ?? current.status);
    checkCurrency(current, changes, showroom.currency);
    const after = applyChanges(current, changes, showroom.currency, now);
    checkPlace(after, showroom);
    const fields = changedFields(current, after);
    if (fields.length === 0) return current;
    const hold = after.status === 'held' ? {} : NO_HOLD;
    const row = { ...changedRow(after, now), ...hold };
    if (row.status !== 'held') {
      await keeper.end(current, { at: now, reason: endReason(row.status) });
    }
    await repository.update(row);
    if (!hasSamePrice(current, row)) await prices.append(row, actorIdOf(principal));
    await events.publish(inventoryUpdated(row, fields, current.showroomId));
    if (showroomId !== current.showroomId) {
      await this.deps.transferKeeper.endWithMoves([row], actorIdOf(principal));
    }
    return row;
  }

  /** Locks a vehicle of a showroom that the caller has access to; throws 404 and 403. */
  private async lockOwn(principal: Principal, vehicleId: string): Promise<VehicleRow> {
    const current = await this.deps.keeper.lockVehicle(vehicleId);
    if (!mayEnterShowroom(principal, current.showroomId)) throw forbidden('showroom_forbidden');
    return current;
  }
}

const NO_HOLD = { holdId: null, heldUntil: null };

/** Why a vehicle of this status is held no more. */
function endReason(status: VehicleStatus): HoldEndReason {
  return status === 'sold' || status === 'withdrawn' ? status : 'released';
}
