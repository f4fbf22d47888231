import { LRUCache } from 'lru-cache';
import type { Clock } from '../../shared/clock.js';
import type { UserAccess } from './auth-types.js';

/** Who is disabled, loses access or whose session ends, is let in no longer than this. */
const MAX_AGE_MS = 10_000;
const MAX_SESSIONS = 20_000;

interface Remembered {
  readonly loadedAt: number;
  readonly access: Promise<UserAccess | undefined>;
}

interface UserAccessCacheDeps {
  readonly clock: Clock;
  /** Without a session, the user alone is looked at. */
  readonly load: (userId: string, sessionId: string | undefined) => Promise<UserAccess | undefined>;
}

/**
 * What users may enter while their session lasts, remembered for a short while so that not every
 * request reads it.
 */
export class UserAccessCache {
  private readonly sessions = new LRUCache<string, Remembered>({ max: MAX_SESSIONS });

  constructor(private readonly deps: UserAccessCacheDeps) {}

  /**
   * As loaded at most ten seconds ago; undefined for a user who is disabled or unknown, or without
   * that session, or no longer.
   */
  async get(userId: string, sessionId: string | undefined): Promise<UserAccess | undefined> {
    const now = this.deps.clock.now().getTime();
    const known = this.sessions.get(keyOf(userId, sessionId));
    if (known !== undefined && Math.abs(now - known.loadedAt) < MAX_AGE_MS) return known.access;
    return this.read(userId, sessionId);
  }

  /** As it is now, for those who do not ask often. */
  async read(userId: string, sessionId: string | undefined): Promise<UserAccess | undefined> {
    const key = keyOf(userId, sessionId);
    const loadedAt = this.deps.clock.now().getTime();
    const loading = { loadedAt, access: this.deps.load(userId, sessionId) };
    this.sessions.set(key, loading);
    try {
      return await loading.access;
    } catch (error) {
      if (this.sessions.peek(key) === loading) this.sessions.delete(key);
      throw error;
    }
  }

  /** The next who asks reads again; what is being read at the moment is not kept. */
  forget(userId: string, sessionId: string): void {
    this.sessions.delete(keyOf(userId, sessionId));
  }

  /** The same for all sessions of a user. */
  forgetUser(userId: string): void {
    const prefix = keyOf(userId, '');
    for (const key of [...this.sessions.keys()]) {
      if (key.startsWith(prefix)) this.sessions.delete(key);
    }
  }
}

function keyOf(userId: string, sessionId: string | undefined): string {
  return `${userId} ${sessionId ?? ''}`;
}
