import type { ErrorDetail } from '../../shared/errors.js';
import type { ShowroomFacts } from './vehicle-rules.js';
import type { VehicleChanges } from './vehicle-types.js';

/** A vehicle as a file has it: by what it is known, and what is said of it. */
export interface VehicleEntry {
  /** Tells the entries of one call apart. */
  readonly key: number;
  readonly showroom: ShowroomFacts & { readonly id: string };
  /** Of the identity, what is there; `externalId` counts before `stockNumber`, and that before `vin`. */
  readonly changes: VehicleChanges;
}

/** What became of an entry; `errors` also tell why a vehicle was left as it is. */
export interface VehicleOutcome {
  readonly key: number;
  readonly status: 'created' | 'updated' | 'unchanged' | 'withdrawn' | 'failed';
  readonly vehicleId?: string;
  readonly errors: readonly ErrorDetail[];
}

/** On whose behalf a file is taken in, and whether it is. */
export interface VehicleImportOptions {
  readonly actorId: string;
  readonly showroomIds: 'all' | readonly string[];
  /** Everything is looked at, nothing is written. */
  readonly dryRun: boolean;
}
