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
  readonly readModel: VisitReadModel;
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
    const unknown = names.filter((name) => !fits(this.recall(showroomId, name), name));
    if (unknown.length > 0) await this.load(showroomId, unknown);
    return names.map((name) => this.recall(showroomId, name));
  }

  private recall(showroomId: string, name: VisitName): Visit | undefined {
    const key = keyOf(showroomId, name);
    const entry = key === undefined ? undefined : this.entries.get(key);
    if (entry === undefined) return undefined;
    const age = Math.abs(this.deps.clock.now().getTime() - entry.loadedAt);
    return age < MAX_AGE_MS ? entry.visit : undefined;
  }

  private async load(showroomId: string, names: readonly VisitName[]): Promise<void> {
    for (const name of names) this.entries.delete(keyOf(showroomId, name) ?? '');
    const loadedAt = this.deps.clock.now().getTime();
    const visitIds = names.flatMap(({ visitId }) => visitId ?? []);
    const others = names.filter(({ visitId }) => visitId === undefined);
    const customerIds = others.flatMap(({ customerId }) => customerId ?? []);
    for (const visit of await this.deps.readModel.named(showroomId, visitIds, customerIds)) {
      const { id: visitId, customerId, exitedAt } = visit;
      this.remember(showroomId, { visitId }, { loadedAt, visit });
      if (exitedAt === undefined) this.remember(showroomId, { customerId }, { loadedAt, visit });
      const stop = stopOf(visit);
      if (stop !== undefined) this.deps.positions.seed(visitId, toPosition(stop));
    }
  }

  private remember(
    showroomId: string,
    name: VisitName,
    entry: { readonly loadedAt: number; readonly visit: Visit },
  ): void {
    const key = keyOf(showroomId, name);
    if (key !== undefined) this.entries.set(key, entry);
  }
}

/** True when nothing speaks against it. */
function fits(visit: Visit | undefined, { customerId }: VisitName): boolean {
  if (visit === undefined || visit.exitedAt !== undefined) return false;
  return customerId === undefined || customerId === visit.customerId;
}

function keyOf(showroomId: string, { visitId, customerId }: VisitName): string | undefined {
  const place = `${currentOrganizationId()}/${showroomId}`;
  if (visitId !== undefined) return `${place}/visit/${visitId}`;
  return customerId === undefined ? undefined : `${place}/customer/${customerId}`;
}
