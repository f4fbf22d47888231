import type { UnitOfWork } from '../../database/unit-of-work.js';
import { isProblem } from '../../shared/errors.js';
import type { Principal } from '../../shared/principal.js';
import type { VehicleBatchCreator } from './vehicle-batch-creator.js';
import { changesOf, knownIdOf, newVehicleOf } from './vehicle-batch-rules.js';
import type { BatchEntry, EntryResult } from './vehicle-batch-types.js';
import type { VehicleRepository } from './vehicle-repository.js';
import { checkFirstStatus } from './vehicle-rules.js';
import type { VehicleService } from './vehicle-service.js';
import type { VehicleRow } from './vehicle-types.js';

interface VehicleBatchServiceDeps {
  readonly vehicles: Pick<VehicleService, 'create' | 'overwrite'>;
  readonly creator: Pick<VehicleBatchCreator, 'createAll'>;
  readonly repository: Pick<VehicleRepository, 'idsOf' | 'lockAll'>;
  readonly unitOfWork: UnitOfWork;
}

/** Ids of vehicles by the dealer's own ids. */
export type KnownVehicles = ReadonlyMap<string, string>;

interface Part {
  readonly from: number;
  /** How many new ones follow one another from there on. */
  readonly fresh: number;
  readonly ids: Map<string, string>;
}

/** Takes vehicles as other systems of the dealer have them, many at once. */
export class VehicleBatchService {
  constructor(private readonly deps: VehicleBatchServiceDeps) {}

  /** Those that are there already; asked before the run of `save`, which begins with its locks. */
  async known(entries: readonly BatchEntry[]): Promise<KnownVehicles> {
    return this.deps.repository.idsOf(entries.flatMap((entry) => knownIdOf(entry) ?? []));
  }

  /**
   * Adds each vehicle, or changes the one that has its external id, in order. One that is refused
   * undoes nothing but itself.
   */
  async save(
    principal: Principal,
    entries: readonly BatchEntry[],
    known: KnownVehicles,
  ): Promise<readonly EntryResult[]> {
    const { unitOfWork, repository } = this.deps;
    return unitOfWork.run(async () => {
      await repository.lockAll([...new Set(known.values())]);
      const ids = new Map(known);
      const results: EntryResult[] = [];
      while (results.length < entries.length) {
        const fresh = newOnes(entries.slice(results.length), ids);
        results.push(
          ...(await this.saveSome(principal, entries, { from: results.length, fresh, ids })),
        );
      }
      return results;
    });
  }

  /** New ones that follow one another together, if nobody has what they name; else one alone. */
  private async saveSome(
    principal: Principal,
    entries: readonly BatchEntry[],
    { from, fresh, ids }: Part,
  ): Promise<readonly EntryResult[]> {
    const some = entries.slice(from, from + fresh);
    const together = some.length > 1 ? await this.createTogether(principal, some) : undefined;
    if (together === undefined) {
      const results: EntryResult[] = [];
      for (const entry of entries.slice(from, from + Math.max(1, fresh))) {
        results.push(await this.attempt(principal, entry, ids));
      }
      return results;
    }
    together.forEach((result) => {
      if (isProblem(result)) return;
      const { id, externalId } = result.saved;
      if (externalId !== null) ids.set(externalId, id);
    });
    return together;
  }

  /** Undefined, with nothing kept, when somebody has a name of one of them. */
  private async createTogether(
    principal: Principal,
    entries: readonly BatchEntry[],
  ): Promise<readonly EntryResult[] | undefined> {
    const { unitOfWork, creator } = this.deps;
    try {
      return await unitOfWork.savepoint(() => creator.createAll(principal, entries));
    } catch (error) {
      if (isProblem(error)) return undefined;
      throw error;
    }
  }

  private async attempt(
    principal: Principal,
    entry: BatchEntry,
    ids: Map<string, string>,
  ): Promise<EntryResult> {
    const externalId = knownIdOf(entry);
    const known = externalId === undefined ? undefined : ids.get(externalId);
    try {
      const saved = await this.deps.unitOfWork.savepoint(() =>
        this.saveOne(principal, entry, known),
      );
      if (externalId !== undefined) ids.set(externalId, saved.id);
      return { saved, isNew: known === undefined };
    } catch (error) {
      if (isProblem(error)) return error;
      throw error;
    }
  }

  private async saveOne(
    principal: Principal,
    entry: BatchEntry,
    known: string | undefined,
  ): Promise<VehicleRow> {
    const { vehicles } = this.deps;
    if (known !== undefined) return vehicles.overwrite(principal, known, changesOf(entry));
    const added = newVehicleOf(entry);
    checkFirstStatus(added.status);
    return vehicles.create(principal, added);
  }
}

/** How many of the first entries are new, and of different external ids. */
function newOnes(entries: readonly BatchEntry[], ids: KnownVehicles): number {
  const seen = new Set<string>(ids.keys());
  const end = entries.findIndex((entry) => {
    const externalId = knownIdOf(entry);
    if (externalId === undefined) return false;
    if (seen.has(externalId)) return true;
    seen.add(externalId);
    return false;
  });
  return end === -1 ? entries.length : end;
}
