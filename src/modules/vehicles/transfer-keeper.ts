import type { EventPublisher } from '../../events/event-publisher.js';
import { newId } from '../../shared/ids.js';
import type { Hold, HoldEnd } from './hold-types.js';
import { transferRequested, transferUpdated } from './transfer-events.js';
import type { TransferRepository } from './transfer-repository.js';
import { endsWithHold, stepped } from './transfer-rules.js';
import type { Transfer, TransferStep } from './transfer-types.js';

interface TransferKeeperDeps {
  readonly transfers: TransferRepository;
  readonly events: EventPublisher;
}

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

  /** A vehicle was moved by hand: it has arrived where it was wanted, or went elsewhere. */
  async endWithMove(vehicleId: string, showroomId: string, at: Date, by: string): Promise<void> {
    const live = await this.liveOf(vehicleId);
    if (live === undefined) return;
    const hasArrived = live.toShowroomId === showroomId;
    const end = hasArrived
      ? ({ status: 'received' } as const)
      : ({ status: 'cancelled', cancelReason: 'moved' } as const);
    await this.take(live, { ...end, at, by });
  }
}
