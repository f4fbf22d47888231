import { LRUCache } from 'lru-cache';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { Showroom } from './showroom-types.js';

const MAX_AGE_MS = 5_000;
const MAX_SHOWROOMS = 5_000;

interface ShowroomCacheDeps {
  readonly clock: Clock;
  readonly load: (showroomId: string) => Promise<Showroom | undefined>;
}

/**
 * Showrooms as they were up to five seconds ago, for what happens on the floor: every activity
 * asks for one. Nothing that is answered with a version or an ETag comes from here, and who has
 * access is not part of it, so that being late does no harm.
 */
export class ShowroomCache {
  private readonly remembered = new LRUCache<string, { loadedAt: number; showroom: Showroom }>({
    max: MAX_SHOWROOMS,
  });

  constructor(private readonly deps: ShowroomCacheDeps) {}

  /** A showroom of the current organization, if it has one of that id. */
  async get(showroomId: string): Promise<Showroom | undefined> {
    const now = this.deps.clock.now().getTime();
    const known = this.remembered.get(keyOf(showroomId));
    if (known !== undefined && Math.abs(now - known.loadedAt) < MAX_AGE_MS) return known.showroom;
    const showroom = await this.deps.load(showroomId);
    if (showroom !== undefined) this.remembered.set(keyOf(showroomId), { loadedAt: now, showroom });
    return showroom;
  }

  /** Makes the next one who asks read again; for this process only. */
  forget(showroomId: string): void {
    this.remembered.delete(keyOf(showroomId));
  }
}

function keyOf(showroomId: string): string {
  return `${currentOrganizationId()}/${showroomId}`;
}
