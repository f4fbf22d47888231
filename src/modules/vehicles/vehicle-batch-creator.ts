import type { EventPublisher } from '../../events/event-publisher.js';
import type { NewEvent } from '../../events/event.js';
import type { Clock } from '../../shared/clock.js';
import { isProblem } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { EntryResult } from './vehicle-batch-types.js';
import { applyChanges, blankVehicle, changedFields } from './vehicle-changes.js';
import { inventoryCreated } from './vehicle-events.js';
import type { VehicleImportRepository } from './vehicle-import-repository.js';
import { checkCurrency, checkFirstStatus, checkPlace, checkVin } from './vehicle-rules.js';
import type { ShowroomGate } from './vehicle-service.js';
import type { NewVehicle, VehicleRow } from './vehicle-types.js';

interface VehicleBatchCreatorDeps {
  readonly showrooms: Pick<ShowroomGate, 'requireAccess'>;
  readonly repository: Pick<VehicleImportRepository, 'insertMany' | 'appendPrices'>;
  readonly events: Pick<EventPublisher, 'publishMany'>;
  readonly clock: Clock;
}

interface Created {
  readonly row: VehicleRow;
  readonly event: NewEvent;
}

type Gate = (showroomId: string) => ReturnType<ShowroomGate['requireAccess']>;

/** Adds new vehicles together: three writes for all of them, where one by one each has five. */
export class VehicleBatchCreator {
  constructor(private readonly deps: VehicleBatchCreatorDeps) {}

  /**
   * What became of each, by the rules for one. Rejects with 409, and has to be undone, when a VIN,
   * stock number or external id of one of them is taken.
   */
  async createAll(
    principal: Principal,
    entries: readonly NewVehicle[],
  ): Promise<readonly EntryResult[]> {
    const { repository, events } = this.deps;
    const gate = this.gateOf(principal);
    const results: EntryResult[] = [];
    const created: Created[] = [];
    for (const entry of entries) {
      const outcome = await this.attempt(entry, gate);
      results.push(isProblem(outcome) ? outcome : { saved: outcome.row, isNew: true });
      if (!isProblem(outcome)) created.push(outcome);
    }
    const rows = created.map(({ row }) => row);
    await repository.insertMany(rows);
    const priced = rows.filter(({ price }) => price !== null);
    await repository.appendPrices(priced, actorIdOf(principal));
    await events.publishMany(created.map(({ event }) => event));
    return results;
  }

  /** Each showroom is asked for once. */
  private gateOf(principal: Principal): Gate {
    const asked = new Map<string, ReturnType<Gate>>();
    return (showroomId) => {
      const known = asked.get(showroomId);
      if (known !== undefined) return known;
      const showroom = this.deps.showrooms.requireAccess(principal, showroomId);
      asked.set(showroomId, showroom);
      return showroom;
    };
  }

  private async attempt(entry: NewVehicle, gate: Gate): Promise<Created | ProblemError> {
    try {
      return await this.make(entry, gate);
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async make(entry: NewVehicle, gate: Gate): Promise<Created> {
    checkFirstStatus(entry.status);
    checkVin(entry.vin);
    const showroom = await gate(entry.showroomId);
    const now = this.deps.clock.now();
    const blank = blankVehicle(entry.showroomId, showroom.currency, now);
    checkCurrency(blank, entry, showroom.currency);
    const values = applyChanges(blank, entry, showroom.currency, now);
    checkPlace(values, showroom);
    const at = now.toISOString();
    const stamp = { createdAt: at, updatedAt: at, version: 1, holdId: null, heldUntil: null };
    const row: VehicleRow = { ...values, id: newId(), ...stamp };
    return { row, event: inventoryCreated(row, changedFields(blank, values)) };
  }
}
