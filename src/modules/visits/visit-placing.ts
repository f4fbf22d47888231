import type { DwellRepository } from './dwell-repository.js';
import type { VisitRepository } from './visit-repository.js';
import type { FloorPoint, Visit } from './visit-types.js';

interface VisitPlacingDeps {
  readonly visits: VisitRepository;
  readonly dwells: DwellRepository;
}

/** Keeps where a visitor is, and how long he stood where he was. */
export class VisitPlacing {
  constructor(private readonly deps: VisitPlacingDeps) {}

  /** Stores the position; one that is older than what is known leaves the visit as it is. */
  async place(visit: Visit, location: FloorPoint, at: Date): Promise<Visit> {
    if (visit.locatedAt !== undefined && visit.locatedAt > at) return visit;
    await this.deps.dwells.add(visit, at);
    await this.deps.visits.relocate(visit.id, location, at);
    return { ...visit, location, locatedAt: at };
  }
}
