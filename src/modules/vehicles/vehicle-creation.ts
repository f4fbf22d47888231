import type { NewEvent } from '../../events/event.js';
import { applyChanges, blankVehicle, changedFields } from './vehicle-changes.js';
import { inventoryCreated } from './vehicle-events.js';
import { checkCurrency, checkStockDate } from './vehicle-rules.js';
import type { VehicleChanges, VehicleRow } from './vehicle-types.js';

/** A vehicle that is to be stored, and what is told of it. */
export interface CreatedVehicle {
  readonly row: VehicleRow;
  readonly event: NewEvent;
}

/**
 * A vehicle as it begins, in a showroom. Throws 422 for amounts in another currency, 400 for a day
 * in stock that cannot be.
 */
export function createdVehicle(
  given: VehicleChanges,
  showroom: { readonly id: string; readonly currency: string },
  now: Date,
): CreatedVehicle {
  const { id, currency } = showroom;
  checkStockDate(given.inStockSince, now);
  const blank = blankVehicle(id, currency, now);
  checkCurrency(blank, given, currency);
  const row = applyChanges(blank, given, currency, now);
  return { row, event: inventoryCreated(row, changedFields(blank, row)) };
}
