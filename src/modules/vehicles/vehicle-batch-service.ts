import type { UnitOfWork } from '../../database/unit-of-work.js';
import { isProblem } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import type { Principal } from '../../shared/principal.js';
import type { VehicleRepository } from './vehicle-repository.js';
import { checkFirstStatus } from './vehicle-rules.js';
import type { VehicleService } from './vehicle-service.js';
import type { NewVehicle, VehicleRow } from './vehicle-types.js';

interface VehicleBatchServiceDeps {
  readonly vehicles: Pick<VehicleService, 'create' | 'overwrite'>;
  readonly repository: Pick<VehicleRepository, 'idsOf' | 'lockAll'>;
  readonly unitOfWork: UnitOfWork;
}

/** Ids of vehicles by the dealer's own ids. */
export type KnownVehicles = ReadonlyMap<string, string>;

/** What became of one of a batch. */
export type EntryResult = { readonly saved: VehicleRow; readonly isNew: boolean } | ProblemError;

/** Takes vehicles as other systems of the dealer have them, many at once. */
export class VehicleBatchService {
  constructor(private readonly deps: VehicleBatchServiceDeps) {}

  /** Those that are there already; asked before the run of `save`, which begins with its locks. */
  async known(entries: readonly NewVehicle[]): Promise<KnownVehicles> {
    const ids = entries.map(({ externalId }) => externalId);
    return this.deps.repository.idsOf(ids.filter((id) => typeof id === 'string'));
  }

  /**
   * Adds each vehicle, or changes the one that has its external id, in order. One that is refused
   * undoes nothing but itself.
   */
  async save(
    principal: Principal,
    entries: readonly NewVehicle[],
    known: KnownVehicles,
  ): Promise<readonly EntryResult[]> {
    const { unitOfWork, repository } = this.deps;
    return unitOfWork.run(async () => {
      await repository.lockAll([...new Set(known.values())]);
      const ids = new Map(known);
      const results: EntryResult[] = [];
      for (const entry of entries) results.push(await this.attempt(principal, entry, ids));
      return results;
    });
  }

  private async attempt(
    principal: Principal,
    entry: NewVehicle,
    ids: Map<string, string>,
  ): Promise<EntryResult> {
    const { externalId } = entry;
    const known = typeof externalId === 'string' ? ids.get(externalId) : undefined;
    try {
      const saved = await this.deps.unitOfWork.savepoint(() =>
        this.saveOne(principal, entry, known),
      );
      if (typeof externalId === 'string') ids.set(externalId, saved.id);
      return { saved, isNew: known === undefined };
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async saveOne(
    principal: Principal,
    entry: NewVehicle,
    known: string | undefined,
  ): Promise<VehicleRow> {
    if (known !== undefined) return this.deps.vehicles.overwrite(principal, known, entry);
    checkFirstStatus(entry.status);
    return this.deps.vehicles.create(principal, entry);
  }
}
