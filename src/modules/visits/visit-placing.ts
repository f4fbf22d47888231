import type { KnownPosition, PositionStore } from '../../cache/position-store.js';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { DwellRepository } from './dwell-repository.js';
import { dwellsAlong, dwellsAt } from './dwell-rules.js';
import type { Stop } from './dwell-rules.js';
import type { PositionBuffer } from './position-buffer.js';
import type { VisitRepository } from './visit-repository.js';
import type { FloorPoint, Visit } from './visit-types.js';

interface VisitPlacingDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly dwells: DwellRepository;
  readonly positions: PositionStore;
  readonly buffer: PositionBuffer;
}

/**
 * Where a visitor is, inside a run that has locked his visit: what was taken of his positions and
 * not yet written is written first, so that the run sees the last one (docs/live-floor.md).
 */
export class VisitPlacing {
  constructor(private readonly deps: VisitPlacingDeps) {}

  /** Learns what other instances know of these visits; before the run, never in it. */
  async look(visitIds: readonly string[]): Promise<void> {
    await this.deps.positions.look(visitIds);
  }

  /** The visits where their visitors are now, as far as any instance knows; not in a run. */
  async latest(visits: readonly Visit[]): Promise<readonly Visit[]> {
    await this.look(visits.map(({ id }) => id));
    return visits.map((visit) => {
      const known = this.deps.positions.known(visit.id);
      if (known === undefined || visit.exitedAt !== undefined) return visit;
      if (known.at < (visit.locatedAt?.getTime() ?? 0)) return visit;
      const { point, at } = toStop(known);
      return { ...visit, location: point, locatedAt: at };
    });
  }

  /** Writes what is known of the visit and not in its row; answers it as it then is. */
  async catchUp(visit: Visit): Promise<Visit> {
    const waiting = this.deps.buffer.of(visit.id);
    const stops = [...waiting];
    const known = this.deps.positions.known(visit.id);
    const last = stops.at(-1)?.at ?? visit.locatedAt;
    if (known && (last === undefined || known.at > last.getTime())) stops.push(toStop(known));
    if (stops.length === 0) return visit;
    this.deps.unitOfWork.onCommitted(() => this.deps.buffer.settle(visit.id, [...waiting]));
    return this.follow(visit, stops);
  }

  /** Stores the position; one that is older than what is known leaves the visit as it is. */
  async place(visit: Visit, location: FloorPoint, at: Date): Promise<Visit> {
    if (visit.locatedAt !== undefined && visit.locatedAt > at) return visit;
    const placed = await this.follow(visit, [{ point: location, at }]);
    this.deps.unitOfWork.onCommitted(() => this.tell(placed));
    return placed;
  }

  /** The visit ends then: counts the time at the last stop, and takes no position any more. */
  async finish(visit: Visit, end: Date): Promise<void> {
    const stop = stopOf(await this.catchUp(visit));
    const { id: visitId, showroomId } = visit;
    const last = stop === undefined ? [] : dwellsAt(stop, end);
    await this.deps.dwells.add(last.map((dwell) => ({ ...dwell, visitId, showroomId })));
    this.deps.unitOfWork.onCommitted(() => this.deps.positions.close(visitId));
  }

  private async follow(visit: Visit, stops: readonly Stop[]): Promise<Visit> {
    const { id: visitId, showroomId } = visit;
    const before = stopOf(visit);
    const { dwells, last } = dwellsAlong(before, stops);
    if (last === undefined || last === before) return visit;
    await this.deps.dwells.add(dwells.map((dwell) => ({ ...dwell, visitId, showroomId })));
    await this.deps.visits.relocate(visitId, last.point, last.at);
    const lastActivityAt = last.at > visit.lastActivityAt ? last.at : visit.lastActivityAt;
    return { ...visit, location: last.point, locatedAt: last.at, lastActivityAt };
  }

  private async tell(visit: Visit): Promise<void> {
    const stop = stopOf(visit);
    if (stop === undefined) return;
    await this.deps.positions.accept([{ visitId: visit.id, position: toPosition(stop) }]);
  }
}

/** Where the row has the visitor. */
export function stopOf({ location, locatedAt }: Visit): Stop | undefined {
  if (location === undefined || locatedAt === undefined) return undefined;
  return { point: location, at: locatedAt };
}

/** As the store of positions has it. */
export function toPosition({ point, at }: Stop): KnownPosition {
  return { at: at.getTime(), ...point };
}

/** As visits have it. */
export function toStop({ at, ...point }: KnownPosition): Stop {
  return { point, at: new Date(at) };
}
