import type { Stop } from './dwell-rules.js';

/** Stops of one visit that the database does not have yet. */
export interface WaitingVisit {
  readonly organizationId: string;
  readonly visitId: string;
  readonly stops: readonly Stop[];
}

interface Line {
  readonly organizationId: string;
  readonly stops: Stop[];
}

/** When the database is away for long, the last stop stands for those that came after so many. */
const MOST_STOPS = 64;

/** What this process has taken of positions and not yet written. */
export class PositionBuffer {
  private readonly lines = new Map<string, Line>();

  get isEmpty(): boolean {
    return this.lines.size === 0;
  }

  /** Adds a stop, newer than those of the visit that wait already. */
  add(organizationId: string, visitId: string, stop: Stop): void {
    const line = this.lines.get(visitId);
    if (line === undefined) this.lines.set(visitId, { organizationId, stops: [stop] });
    else if (line.stops.length < MOST_STOPS) line.stops.push(stop);
    else line.stops[MOST_STOPS - 1] = stop;
  }

  /** The stops of a visit that wait, in their order. */
  of(visitId: string): readonly Stop[] {
    return this.lines.get(visitId)?.stops ?? [];
  }

  /** Visits that wait, those that have waited longest first; they go on waiting. */
  some(most: number): readonly WaitingVisit[] {
    const waiting: WaitingVisit[] = [];
    for (const [visitId, { organizationId, stops }] of this.lines) {
      if (waiting.length === most) break;
      waiting.push({ organizationId, visitId, stops: [...stops] });
    }
    return waiting;
  }

  /** Forgets these stops, and no others that have come since: they are written. */
  settle(visitId: string, written: readonly Stop[]): void {
    const line = this.lines.get(visitId);
    if (line === undefined) return;
    const left = line.stops.filter((stop) => !written.includes(stop));
    if (left.length === 0) this.lines.delete(visitId);
    else line.stops.splice(0, line.stops.length, ...left);
  }
}
