import { LRUCache } from 'lru-cache';
import type { Clock } from '../../shared/clock.js';
import type { UserAccess } from './auth-types.js';

/** A user who is disabled, or loses access, is let in no longer than this. */
const MAX_AGE_MS = 10_000;
const MAX_USERS = 10_000;

interface Remembered {
  readonly loadedAt: number;
  readonly access: Promise<UserAccess | undefined>;
}

interface UserAccessCacheDeps {
  readonly clock: Clock;
  readonly load: (userId: string) => Promise<UserAccess | undefined>;
}

/** What users may enter, remembered for a short while so that not every request reads it. */
export class UserAccessCache {
  private readonly users = new LRUCache<string, Remembered>({ max: MAX_USERS });

  constructor(private readonly deps: UserAccessCacheDeps) {}

  /** As loaded at most ten seconds ago; undefined for a user who is disabled or unknown. */
  async get(userId: string): Promise<UserAccess | undefined> {
    const now = this.deps.clock.now().getTime();
    const known = this.users.get(userId);
    if (known !== undefined && Math.abs(now - known.loadedAt) < MAX_AGE_MS) return known.access;
    return this.load(userId, now);
  }

  private async load(userId: string, loadedAt: number): Promise<UserAccess | undefined> {
    const loading: Remembered = { loadedAt, access: this.deps.load(userId) };
    this.users.set(userId, loading);
    try {
      return await loading.access;
    } catch (error) {
      if (this.users.peek(userId) === loading) this.users.delete(userId);
      throw error;
    }
  }
}
