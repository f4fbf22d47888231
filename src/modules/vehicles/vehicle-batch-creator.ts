import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { isProblem } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import { newVehicleOf } from './vehicle-batch-rules.js';
import type { BatchEntry, EntryResult } from './vehicle-batch-types.js';
import { createdVehicle } from './vehicle-creation.js';
import type { CreatedVehicle } from './vehicle-creation.js';
import type { VehicleImportRepository } from './vehicle-import-repository.js';
import { checkFirstStatus, checkPlace, checkVin } from './vehicle-rules.js';
import type { ShowroomGate } from './vehicle-service.js';
import type { NewVehicle } from './vehicle-types.js';

interface VehicleBatchCreatorDeps {
  readonly showrooms: Pick<ShowroomGate, 'requireAccess'>;
  readonly repository: Pick<VehicleImportRepository, 'insertMany' | 'appendPrices'>;
  readonly events: Pick<EventPublisher, 'publishMany'>;
  readonly clock: Clock;
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
    entries: readonly BatchEntry[],
  ): Promise<readonly EntryResult[]> {
    const { repository, events } = this.deps;
    const gate = this.gateOf(principal);
    const results: EntryResult[] = [];
    const created: CreatedVehicle[] = [];
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

  private async attempt(entry: BatchEntry, gate: Gate): Promise<CreatedVehicle | ProblemError> {
    try {
      return await this.make(newVehicleOf(entry), gate);
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async make(entry: NewVehicle, gate: Gate): Promise<CreatedVehicle> {
    checkFirstStatus(entry.status);
    checkVin(entry.vin);
    const showroom = await gate(entry.showroomId);
    const place = { id: entry.showroomId, currency: showroom.currency };
    const created = createdVehicle(entry, place, this.deps.clock.now());
    checkPlace(created.row, showroom);
    return created;
  }
}
