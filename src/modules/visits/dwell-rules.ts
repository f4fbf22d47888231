import { SILENCE_MS } from './floor-rules.js';
import type { FloorPoint } from './visit-types.js';

const CELL_MM = 1_000;

/** Dwell is kept by the hour in which it was spent, in milliseconds. */
export const DWELL_HOUR_MS = 3_600_000;

/** Where a visitor stopped, and when he came there. */
export interface Stop {
  readonly point: FloorPoint;
  readonly at: Date;
}

/** Time spent in one square metre within one hour of UTC. */
export interface Dwell {
  readonly floor: number;
  readonly cellX: number;
  readonly cellY: number;
  readonly hour: Date;
  readonly seconds: number;
}

/** What a visitor's way comes to: how long he stood where, and where he stands. */
export interface Way {
  readonly dwells: readonly Dwell[];
  readonly last?: Stop;
}

/** Time at a stop until he goes on; of a silence longer than 30 minutes no more is counted. */
export function dwellsAt({ point, at }: Stop, until: Date): readonly Dwell[] {
  const end = Math.min(until.getTime(), at.getTime() + SILENCE_MS);
  const cellX = Math.floor(point.xMm / CELL_MM);
  const cellY = Math.floor(point.yMm / CELL_MM);
  const dwells: Dwell[] = [];
  for (let from = at.getTime(); from < end;) {
    const hour = hourOf(from);
    const to = Math.min(end, hour + DWELL_HOUR_MS);
    const seconds = (to - from) / 1_000;
    dwells.push({ floor: point.floor, cellX, cellY, hour: new Date(hour), seconds });
    from = to;
  }
  return dwells;
}

/**
 * From where he was along his stops, in their order. Stops before the last one are passed over:
 * no time counts twice, however often a stop is told.
 */
export function dwellsAlong(start: Stop | undefined, stops: readonly Stop[]): Way {
  const dwells: Dwell[] = [];
  let last = start;
  for (const stop of stops) {
    if (last !== undefined && last.at > stop.at) continue;
    if (last !== undefined) dwells.push(...dwellsAt(last, stop.at));
    last = stop;
  }
  return last === undefined ? { dwells } : { dwells, last };
}

/** The beginning of the hour of UTC in which an instant lies, in milliseconds. */
export function hourOf(milliseconds: number): number {
  return Math.floor(milliseconds / DWELL_HOUR_MS) * DWELL_HOUR_MS;
}
