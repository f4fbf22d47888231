import { invalidRequest } from '../../shared/errors.js';
import type { BatchEntry, UnfitEntry } from './vehicle-batch-types.js';
import { requirePlacedNew } from './vehicle-import-rules.js';
import type { NewVehicle, VehicleChanges } from './vehicle-types.js';

function isUnfit(entry: BatchEntry): entry is UnfitEntry {
  return 'faults' in entry;
}

/** The dealer's own id by which an entry may be known. */
export function knownIdOf(entry: BatchEntry): string | undefined {
  return isUnfit(entry) ? undefined : (entry.externalId ?? undefined);
}

/** The fields that are given. Throws 400 with every fault of an entry that did not fit. */
export function changesOf(entry: BatchEntry): VehicleChanges {
  if (isUnfit(entry)) throw invalidRequest(entry.faults);
  return entry;
}

/** The same of a vehicle that is to be added. Throws 400 also with every field that is missing. */
export function newVehicleOf(entry: BatchEntry): NewVehicle {
  const changes = changesOf(entry);
  requirePlacedNew(changes);
  return changes;
}
