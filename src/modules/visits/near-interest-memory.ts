import { LRUCache } from 'lru-cache';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { DisplayedVehicle } from '../vehicles/index.js';
import { NEAR_INTEREST_MEMORY_MS } from './floor-rules.js';
import type { InterestNames } from './floor-rules.js';

const VEHICLES_MAX_AGE_MS = 1_000;
const INTERESTS_MAX_AGE_MS = 30_000;
const MAX_SHOWROOMS = 1_000;
const MAX_VISITS = 20_000;

interface Remembered<T> {
  readonly loadedAt: number;
  readonly stamp: string;
  readonly value: Promise<T>;
}

/**
 * What walking is compared with, of a moment ago: the vehicles displayed, what each visitor cares
 * for, and what he was told. It only says where nothing is to be done; whatever may be something
 * is decided on what the database has.
 */
export class NearInterestMemory {
  private readonly vehicles = new LRUCache<string, Remembered<readonly DisplayedVehicle[]>>({
    max: MAX_SHOWROOMS,
  });
  private readonly interests = new LRUCache<string, Remembered<readonly InterestNames[]>>({
    max: MAX_VISITS,
  });
  private readonly told = new LRUCache<string, number>({ max: MAX_VISITS });

  constructor(private readonly clock: Clock) {}

  /** Vehicles on the showroom's floors, as of a second ago at most. */
  displayed(
    showroomId: string,
    load: () => Promise<readonly DisplayedVehicle[]>,
  ): Promise<readonly DisplayedVehicle[]> {
    const key = `${currentOrganizationId()}/${showroomId}`;
    return this.recall(this.vehicles, { key, stamp: '', maxAgeMs: VEHICLES_MAX_AGE_MS }, load);
  }

  /** What a visitor cares for, as of this stamp, and 30 seconds ago at most. */
  interestsOf(
    visit: { readonly id: string; readonly customerId?: string },
    stamp: string,
    load: () => Promise<readonly InterestNames[]>,
  ): Promise<readonly InterestNames[]> {
    const key = `${visit.id}/${visit.customerId ?? ''}`;
    return this.recall(this.interests, { key, stamp, maxAgeMs: INTERESTS_MAX_AGE_MS }, load);
  }

  /** True when the visit was told of the vehicle in the last five minutes, as far as is known. */
  wasTold(visitId: string, vehicleId: string): boolean {
    const at = this.told.get(`${visitId}/${vehicleId}`);
    return at !== undefined && this.clock.now().getTime() - at < NEAR_INTEREST_MEMORY_MS;
  }

  /** Remembers when the visit was told of the vehicle. */
  keepTold(visitId: string, vehicleId: string, at: Date): void {
    this.told.set(`${visitId}/${vehicleId}`, at.getTime());
  }

  private recall<T>(
    cache: LRUCache<string, Remembered<T>>,
    { key, stamp, maxAgeMs }: { key: string; stamp: string; maxAgeMs: number },
    load: () => Promise<T>,
  ): Promise<T> {
    const now = this.clock.now().getTime();
    const known = cache.get(key);
    const isFresh = known?.stamp === stamp && Math.abs(now - known.loadedAt) < maxAgeMs;
    if (known !== undefined && isFresh) return known.value;
    const value = load();
    const entry = { loadedAt: now, stamp, value };
    cache.set(key, entry);
    value.catch(() => {
      if (cache.get(key) === entry) cache.delete(key);
    });
    return value;
  }
}
