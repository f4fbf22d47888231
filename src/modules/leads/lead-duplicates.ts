import type { Lead, LeadVehicle } from './lead-types.js';

/** The same wish within this time, in milliseconds, is one lead. */
export const DUPLICATE_WITHIN_MS = 30 * 24 * 3_600_000;

/**
 * The open lead that a new one of the same customer repeats: the same showroom and the same
 * vehicles, none forgotten. A lead that names no vehicle repeats nothing.
 */
export function findRepeated(
  lead: Pick<Lead, 'showroomId' | 'vehicles' | 'receivedAt'>,
  open: readonly Lead[],
): Lead | undefined {
  if (lead.vehicles.length === 0) return undefined;
  const since = lead.receivedAt.getTime() - DUPLICATE_WITHIN_MS;
  const wish = wishOf(lead.vehicles);
  return open.find(
    (other) =>
      other.showroomId === lead.showroomId &&
      other.receivedAt.getTime() >= since &&
      wishOf(other.vehicles) === wish,
  );
}

function wishOf(vehicles: readonly LeadVehicle[]): string {
  return vehicles
    .map(({ vehicleId, make, model, year, interest }) =>
      [vehicleId ?? '', make.toLowerCase(), model.toLowerCase(), year ?? '', interest].join('|'),
    )
    .sort()
    .join('\n');
}
