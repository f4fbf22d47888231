import type { ProblemError } from '../../shared/errors.js';
import type { VehicleRow } from './vehicle-types.js';

/** What became of one of a batch. */
export type EntryResult = { readonly saved: VehicleRow; readonly isNew: boolean } | ProblemError;
