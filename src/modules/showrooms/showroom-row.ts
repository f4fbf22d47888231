import type { Address, Floor, OpeningHours, Showroom } from './showroom-types.js';

/** A row as the statements of this module select it. */
export interface ShowroomRow {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly address: Address | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly openingHours: OpeningHours;
  readonly floors: readonly Floor[];
  readonly version: number;
  readonly createdAt: Date;
}

/** The columns of `ShowroomRow`. */
export const SHOWROOM_COLUMNS = `id, name, time_zone AS timeZone, currency, address, latitude,
  longitude, opening_hours AS openingHours, floors, version, created_at AS createdAt`;

/** Leaves out what the row does not have. */
export function toShowroom(row: ShowroomRow): Showroom {
  const { latitude: lat, longitude: lng } = row;
  return {
    id: row.id,
    name: row.name,
    timeZone: row.timeZone,
    currency: row.currency,
    ...(row.address === null ? {} : { address: row.address }),
    ...(lat === null || lng === null ? {} : { location: { lat, lng } }),
    openingHours: row.openingHours,
    floors: row.floors,
    version: row.version,
    createdAt: row.createdAt,
  };
}
