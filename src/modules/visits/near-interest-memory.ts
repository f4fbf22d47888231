import { LRUCache } from 'lru-cache';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { ShortMemory } from '../../shared/short-memory.js';
import type { DisplayedVehicle } from '../vehicles/index.js';
import { NEAR_INTEREST_MEMORY_MS } from './floor-rules.js';
import type { InterestNames } from './floor-rules.js';

const VEHICLES_MAX_AGE_MS = 1_000;
const INTERESTS_MAX_AGE_MS = 30_000;
const MAX_SHOWROOMS = 1_000;
const MAX_VISITS = 20_000;

/**
 * What walking is compared with, of a moment ago: the vehicles displayed, what each visitor cares
 * for, and what he was told. It only says where nothing is to be done; whatever may be something
 * is decided on what the database has.
 */
export class NearInterestMemory {
  private readonly vehicles: ShortMemory<readonly DisplayedVehicle[]>;
  private readonly interests: ShortMemory<readonly InterestNames[]>;
  private readonly told = new LRUCache<string, number>({ max: MAX_VISITS });

  constructor(private readonly clock: Clock) {
    const [vehicles, interests] = [VEHICLES_MAX_AGE_MS, INTERESTS_MAX_AGE_MS];
    this.vehicles = new ShortMemory({ clock, maxAgeMs: vehicles, max: MAX_SHOWROOMS });
    this.interests = new ShortMemory({ clock, maxAgeMs: interests, max: MAX_VISITS });
  }

  /** Vehicles on the showroom's floors, as of a second ago at most. */
  displayed(
    showroomId: string,
    load: () => Promise<readonly DisplayedVehicle[]>,
  ): Promise<readonly DisplayedVehicle[]> {
    return this.vehicles.get(`${currentOrganizationId()}/${showroomId}`, load);
  }

  /** What a visitor cares for, as of this stamp, and 30 seconds ago at most. */
  interestsOf(
    visit: { readonly id: string; readonly customerId?: string },
    stamp: string,
    load: () => Promise<readonly InterestNames[]>,
  ): Promise<readonly InterestNames[]> {
    return this.interests.get(`${visit.id}/${visit.customerId ?? ''}/${stamp}`, load);
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
}
