import type { ErrorDetail, ProblemError } from '../../shared/errors.js';
import type { VehicleChanges, VehicleRow } from './vehicle-types.js';

/** One of a batch that does not fit its schema, as sent, and why. */
export interface UnfitEntry {
  readonly given: unknown;
  readonly externalId: string | undefined;
  readonly faults: readonly ErrorDetail[];
}

/** One of a batch: the fields of a vehicle, all or some. */
export type BatchEntry = VehicleChanges | UnfitEntry;

/** What became of one of a batch. */
export type EntryResult = { readonly saved: VehicleRow; readonly isNew: boolean } | ProblemError;
