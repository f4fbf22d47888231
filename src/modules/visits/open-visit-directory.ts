import { LRUCache } from 'lru-cache';
import type { PositionStore } from '../../cache/position-store.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { stopOf, toPosition } from './visit-placing.js';
import type { VisitReadModel } from './visit-read-model.js';
import type { Activity, Visit } from './visit-types.js';

const MAX_AGE_MS = 2_000;
const MAX_ENTRIES = 50_000;

/** How an activity names its visit. */
export type VisitName = Pick<Activity, 'visitId' | 'customerId'>;

interface OpenVisitDirectoryDeps {
  readonly readModel: Pick<VisitReadModel, 'named'>;
  readonly positions: PositionStore;
  readonly clock: Clock;
}

/**
 * Visits as they were up to two seconds ago, for positions: they come many in a second, and what
 * is read of a visit hardly ever changes. That a visit is over, the store of positions knows at
 * once. Nobody is refused for what is remembered: it is read again first.
 */
export class OpenVisitDirectory {
  private readonly entries = new LRUCache<string, { loadedAt: number; visit: Visit }>({
    max: MAX_ENTRIES,
  });

  constructor(private readonly deps: OpenVisitDirectoryDeps) {}

  /** The visit that each names, in their order; undefined where there is none. */
  async find(
    showroomId: string,
    names: readonly VisitName[],
  ): Promise<ReadonlyArray<Visit | undefined>> {
    const known = names.map((name) => this.recall(showroomId, name));
    const unknown = names.filter((name, index) => !fits(known[index], name));
    if (unknown.length === 0) return known;
    const read = await this.read(showroomId, unknown);
    // What was known may have grown old, or be read anew by others, in the meantime.
    return names.map((name, index) =>
      fits(known[index], name) ? known[index] : read.get(keyOf(showroomId, name) ?? ''),
    );
  }

  private recall(showroomId: string, name: VisitName): Visit | undefined {
    const key = keyOf(showroomId, name);
    const entry = key === undefined ? undefined : this.entries.get(key);
    if (entry === undefined) return undefined;
    const age = Math.abs(this.deps.clock.now().getTime() - entry.loadedAt);
    return age < MAX_AGE_MS ? entry.visit : undefined;
  }

  private async read(
    showroomId: string,
    names: readonly VisitName[],
  ): Promise<ReadonlyMap<string, Visit>> {
    const loadedAt = this.deps.clock.now().getTime();
    const visitIds = names.flatMap(({ visitId }) => visitId ?? []);
    const others = names.filter(({ visitId }) => visitId === undefined);
    const customerIds = others.flatMap(({ customerId }) => customerId ?? []);
    const found = new Map<string, Visit>();
    for (const visit of await this.deps.readModel.named(showroomId, visitIds, customerIds)) {
      for (const key of keysOf(showroomId, visit)) {
        found.set(key, visit);
        this.entries.set(key, { loadedAt, visit });
      }
      const stop = stopOf(visit);
      if (stop !== undefined) this.deps.positions.seed(visit.id, toPosition(stop));
    }
    return found;
  }
}

/** True when nothing speaks against it. */
function fits(visit: Visit | undefined, { customerId }: VisitName): boolean {
  if (visit === undefined || visit.exitedAt !== undefined) return false;
  return customerId === undefined || customerId === visit.customerId;
}

/** Every name by which the visit is found: its own, and while it is open its customer's. */
function keysOf(showroomId: string, { id: visitId, customerId, exitedAt }: Visit): string[] {
  const names: VisitName[] = [{ visitId }, ...(exitedAt === undefined ? [{ customerId }] : [])];
  return names.flatMap((name) => keyOf(showroomId, name) ?? []);
}

function keyOf(showroomId: string, { visitId, customerId }: VisitName): string | undefined {
  const place = `${currentOrganizationId()}/${showroomId}`;
  if (visitId !== undefined) return `${place}/visit/${visitId}`;
  return customerId === undefined ? undefined : `${place}/customer/${customerId}`;
}
