import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound, staleVersion } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { HoldKeeper } from './hold-keeper.js';
import type { TransferKeeper } from './transfer-keeper.js';
import { maySeeTransfer, maySetTransfer } from './transfer-policy.js';
import type { TransferReadModel, VisibleTransfers } from './transfer-read-model.js';
import type { TransferRepository } from './transfer-repository.js';
import { checkFollows, transferAt } from './transfer-rules.js';
import type {
  NextTransferStatus,
  Transfer,
  TransferFilters,
  TransferListQuery,
} from './transfer-types.js';
import type { VehicleService } from './vehicle-service.js';
import type { VehicleRow } from './vehicle-types.js';

interface TransferServiceDeps {
  readonly transfers: TransferRepository;
  readonly readModel: TransferReadModel;
  readonly transferKeeper: TransferKeeper;
  readonly keeper: HoldKeeper;
  readonly vehicles: Pick<VehicleService, 'changeLocked'>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** A transfer as somebody names it, with the version that was read, and what it is to become. */
export interface TransferChange {
  readonly transferId: string;
  /** Its vehicle, which is locked first: `vehicleOf`. */
  readonly vehicleId: string;
  readonly version: number;
  readonly status: NextTransferStatus;
  readonly note?: string | undefined;
}

/** Vehicles that one showroom has asked another of the group for (docs/inventory.md, Transfers). */
export class TransferService {
  constructor(private readonly deps: TransferServiceDeps) {}

  /** One page of the transfers in which a showroom of the caller gives or has asked. */
  async list(principal: Principal, query: TransferListQuery): Promise<Page<Transfer>> {
    const { filters, ...page } = query;
    return this.deps.readModel.list(visible(principal, filters), page);
  }

  /** How many there are. */
  async count(principal: Principal, filters: TransferFilters): Promise<number> {
    return this.deps.readModel.count(visible(principal, filters));
  }

  /** The transfer, also when it is over; throws 404, and 403 for one of other showrooms. */
  async get(principal: Principal, transferId: string): Promise<Transfer> {
    const stored = await this.deps.transfers.find(transferId);
    if (stored === undefined) throw notFound('transfer');
    if (!maySeeTransfer(principal, stored)) throw forbidden('showroom_forbidden');
    return transferAt(stored, this.deps.clock.now());
  }

  /** The vehicle of a transfer, to be asked before the run of `update`, which begins with it. */
  async vehicleOf(principal: Principal, transferId: string): Promise<string> {
    return (await this.get(principal, transferId)).vehicleId;
  }

  /**
   * Takes the transfer a step further. Declining releases the hold; with `received` the vehicle
   * belongs to the showroom that has asked for it.
   */
  async update(principal: Principal, change: TransferChange): Promise<Transfer> {
    const { unitOfWork, keeper, transferKeeper, clock } = this.deps;
    return unitOfWork.run(async () => {
      const vehicle = await keeper.lockVehicle(change.vehicleId);
      const transfer = await this.requireChangeable(principal, change);
      const { status, note } = change;
      const cancelReason = status === 'cancelled' ? 'by_hand' : undefined;
      const by = actorIdOf(principal);
      const step = { status, note, by, cancelReason, at: clock.now() } as const;
      const next = await transferKeeper.take(transfer, step);
      await this.carryOut(principal, vehicle, next);
      return next;
    });
  }

  private async carryOut(
    principal: Principal,
    vehicle: VehicleRow,
    { status, holdId, toShowroomId, updatedAt }: Transfer,
  ): Promise<void> {
    const { keeper, vehicles } = this.deps;
    if (status === 'declined' && vehicle.holdId === holdId) {
      await keeper.release(vehicle, updatedAt);
    }
    if (status === 'received') {
      await vehicles.changeLocked(principal, vehicle, { showroomId: toShowroomId });
    }
  }

  private async requireChangeable(
    principal: Principal,
    { transferId, version, status }: TransferChange,
  ): Promise<Transfer> {
    const transfer = await this.get(principal, transferId);
    if (!maySetTransfer(principal, transfer, status)) {
      const detail = `You may not set this transfer to ${status}.`;
      throw forbidden('not_your_transfer', detail);
    }
    if (transfer.version !== version) throw staleVersion(transfer.version);
    checkFollows(transfer.status, status);
    return transfer;
  }
}

function visible({ showroomIds }: Principal, filters: TransferFilters): VisibleTransfers {
  return showroomIds === 'all' ? filters : { ...filters, showroomIds };
}
