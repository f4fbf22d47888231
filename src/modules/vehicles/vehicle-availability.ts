import { notFound } from '../../shared/errors.js';
import type { VehicleRow } from './vehicle-types.js';

/** WGS 84, in degrees. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Where a vehicle is, seen from a showroom (docs/inventory.md, Endless aisle). */
export interface Availability {
  readonly availability: 'here' | 'in_transit' | 'other_showroom';
  /** From showroom to showroom as the crow flies; absent where a location is not known. */
  readonly distanceKm?: number;
  /** Absent where the distance is. */
  readonly transferDays?: number;
}

const EARTH_RADIUS_KM = 6_371;
const FIRST_DAY_KM = 80;
const FURTHER_DAY_KM = 400;

/** Kilometres along a great circle. */
export function distanceKm(from: Point, to: Point): number {
  const half = (degrees: number): number => Math.sin((degrees * Math.PI) / 360) ** 2;
  const across = Math.cos(radians(from.lat)) * Math.cos(radians(to.lat));
  const chord = half(to.lat - from.lat) + across * half(to.lng - from.lng);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** A day up to 80 km, and one more for each further 400 km begun. */
export function transferDaysOf(km: number): number {
  return 1 + Math.max(0, Math.ceil((km - FIRST_DAY_KM) / FURTHER_DAY_KM));
}

/** The showrooms of a group, seen from one of them. */
export class Surroundings {
  /** Nearest first; where the distance is not known, last. */
  readonly nearestFirst: readonly string[];
  private readonly distances: ReadonlyMap<string, number>;

  /** Throws 404 `showroom_not_found` when it is none of the group. */
  constructor(
    private readonly here: string,
    locations: ReadonlyMap<string, Point | undefined>,
  ) {
    if (!locations.has(here)) throw notFound('showroom');
    this.distances = distancesFrom(here, locations);
    const far = (id: string): number => this.distances.get(id) ?? Number.POSITIVE_INFINITY;
    this.nearestFirst = [...locations.keys()].sort(
      (left, right) => compare(far(left), far(right)) || compare(left, right),
    );
  }

  /** How soon a shopper here can have the vehicle. */
  of({ showroomId, status }: Pick<VehicleRow, 'showroomId' | 'status'>): Availability {
    const availability = this.standing(showroomId, status);
    const km = this.distances.get(showroomId);
    if (km === undefined) return { availability };
    const transferDays = showroomId === this.here ? 0 : transferDaysOf(km);
    return { availability, distanceKm: Math.round(km * 10) / 10, transferDays };
  }

  private standing(showroomId: string, status: string): Availability['availability'] {
    if (status === 'in_transit') return 'in_transit';
    return showroomId === this.here ? 'here' : 'other_showroom';
  }
}

function distancesFrom(
  here: string,
  locations: ReadonlyMap<string, Point | undefined>,
): ReadonlyMap<string, number> {
  const from = locations.get(here);
  const known = new Map([[here, 0]]);
  if (from === undefined) return known;
  for (const [id, to] of locations) {
    if (to !== undefined && id !== here) known.set(id, distanceKm(from, to));
  }
  return known;
}

function compare<T extends string | number>(left: T, right: T): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
