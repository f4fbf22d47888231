import type { Clock } from '../../shared/clock.js';
import { ShortMemory } from '../../shared/short-memory.js';
import type { UserAccess } from './auth-types.js';

/** Who is disabled, loses access or whose session ends, is let in no longer than this. */
const MAX_AGE_MS = 10_000;
const MAX_SESSIONS = 20_000;

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
  private readonly sessions: ShortMemory<UserAccess | undefined>;

  constructor(private readonly deps: UserAccessCacheDeps) {
    const { clock } = deps;
    this.sessions = new ShortMemory({ clock, maxAgeMs: MAX_AGE_MS, max: MAX_SESSIONS });
  }

  /**
   * As loaded at most ten seconds ago; undefined for a user who is disabled or unknown, or without
   * that session, or no longer.
   */
  async get(userId: string, sessionId: string | undefined): Promise<UserAccess | undefined> {
    const key = keyOf(userId, sessionId);
    return this.sessions.get(key, () => this.deps.load(userId, sessionId));
  }

  /** The same at once; undefined also when it would have to be read. */
  remembered(userId: string, sessionId: string | undefined): UserAccess | undefined {
    return this.sessions.remembered(keyOf(userId, sessionId));
  }

  /** As it is now, for those who do not ask often. */
  async read(userId: string, sessionId: string | undefined): Promise<UserAccess | undefined> {
    const key = keyOf(userId, sessionId);
    return this.sessions.read(key, () => this.deps.load(userId, sessionId));
  }

  /** The next who asks reads again; what is being read at the moment is not kept. */
  forget(userId: string, sessionId: string): void {
    this.sessions.forget(keyOf(userId, sessionId));
  }

  /** The same for all sessions of a user. */
  forgetUser(userId: string): void {
    this.sessions.forgetAll(keyOf(userId, ''));
  }
}

function keyOf(userId: string, sessionId: string | undefined): string {
  return `${userId} ${sessionId ?? ''}`;
}
