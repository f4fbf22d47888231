import type { VehiclePosition } from '../../src/modules/vehicles/index.js';
import type { Floor } from '../../src/modules/showrooms/index.js';

/** Floor 1 of the demo's showrooms, in metres. */
export const DEMO_FLOOR: Floor = { floor: 1, widthM: 24, depthM: 18 };

/** How many vehicles stand on the floor of the first showroom. */
export const DISPLAYED_VEHICLES = 40;

const COLUMNS = 8;
const COLUMN_M = 2.75;
const ROW_M = 3.25;
const FIRST_M = 2.4;

/** Places on the floor, in rows, further from one another than two metres. */
export function displayPlaces(): readonly VehiclePosition[] {
  return Array.from({ length: DISPLAYED_VEHICLES }, (_, index) => ({
    floor: DEMO_FLOOR.floor,
    x: metres(FIRST_M + (index % COLUMNS) * COLUMN_M),
    y: metres(FIRST_M + Math.floor(index / COLUMNS) * ROW_M),
  }));
}

function metres(value: number): number {
  return Math.round(value * 100) / 100;
}
