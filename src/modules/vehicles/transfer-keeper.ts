import type { EventPublisher } from '../../events/event-publisher.js';
import { newId } from '../../shared/ids.js';
import type { Hold, HoldEnd } from './hold-types.js';
import { transferRequested, transferUpdated } from './transfer-events.js';
import type { TransferRepository } from './transfer-repository.js';
import { endsWithHold, stepped } from './transfer-rules.js';
import type { Transfer, TransferStep } from './transfer-types.js';
import type { VehicleRow } from './vehicle-types.js';

interface TransferKeeperDeps {
  readonly transfers: TransferRepository;
  readonly events: EventPublisher;
}

/** A vehicle where it is now. */
type MovedVehicle = Pick<VehicleRow, 'id' | 'showroomId' | 'updatedAt'>;

const RECEIVED = { status: 'received' } as const;
const MOVED_ELSEWHERE = { status: 'cancelled', cancelReason: 'moved' } as const;

/**
 * Keeps transfers in step with vehicles and holds, whoever changes these. Joins the caller's run,
 * in which the vehicle is locked.
 */
export class TransferKeeper {
  constructor(private readonly deps: TransferKeeperDeps) {}

  /** The live transfer of a vehicle, if it has one. */
  async liveOf(vehicleId: string): Promise<Transfer | undefined> {
    const live = await this.deps.transfers.liveOf(vehicleId);
    if (live === undefined) return undefined;
    const { holdUntil: _, ...transfer } = live;
    return transfer;
  }

  /** Asks for the vehicle to be brought to the showroom for which it is held. */
  async request(hold: Hold): Promise<Transfer> {
    const { transfers, events } = this.deps;
    const { vehicleId, vehicleShowroomId, showroomId, heldBy, createdAt } = hold;
    const transfer: Transfer = {
      ...{ id: newId(), vehicleId, holdId: hold.id, requestedBy: heldBy, status: 'requested' },
      ...{ fromShowroomId: vehicleShowroomId, toShowroomId: showroomId },
      ...{ createdAt, updatedAt: createdAt, version: 1 },
    };
    await transfers.insert(transfer);
    await events.publish(transferRequested(transfer));
    return transfer;
  }

  /** Stores a step of a transfer, and tells of it. */
  async take(transfer: Transfer, step: TransferStep): Promise<Transfer> {
    const { transfers, events } = this.deps;
    const next = stepped(transfer, step);
    await transfers.update(next);
    await events.publish(transferUpdated(next));
    return next;
  }

  /** The hold of a vehicle is over: what was not yet on its way needs not come. */
  async endWithHold(vehicleId: string, { at, reason }: HoldEnd): Promise<void> {
    const live = await this.liveOf(vehicleId);
    if (live === undefined || !endsWithHold(live)) return;
    await this.take(live, { status: 'cancelled', at, cancelReason: reason });
  }

  /** Vehicles were moved otherwise: each has arrived where it was wanted, or went elsewhere. */
  async endWithMoves(vehicles: readonly MovedVehicle[], by: string): Promise<void> {
    const moved = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
    const live = await this.deps.transfers.liveAmong([...moved.keys()]);
    for (const { holdUntil: _, ...transfer } of live) {
      const vehicle = moved.get(transfer.vehicleId);
      if (vehicle === undefined) continue;
      const at = new Date(vehicle.updatedAt);
      const hasArrived = transfer.toShowroomId === vehicle.showroomId;
      const end = hasArrived ? RECEIVED : MOVED_ELSEWHERE;
      await this.take(transfer, { ...end, at, by });
    }
  }
}
