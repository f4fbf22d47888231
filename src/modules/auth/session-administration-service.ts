import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import type { UserPrincipal } from '../../shared/principal.js';
import type { SessionListQuery, SessionReadModel } from './session-read-model.js';
import type { SessionService } from './session-service.js';
import type { LiveSession } from './session-types.js';
import type { UserRepository } from './user-repository.js';

interface SessionAdministrationDeps {
  readonly sessions: Pick<SessionService, 'endOne' | 'endAll'>;
  readonly live: SessionReadModel;
  readonly users: Pick<UserRepository, 'find'>;
  readonly clock: Clock;
}

/** Sessions seen and ended by their owner, or ended by an administrator. */
export class SessionAdministrationService {
  constructor(private readonly deps: SessionAdministrationDeps) {}

  /** The caller's own sessions that have neither ended nor expired, the oldest first. */
  async list(
    { userId }: UserPrincipal,
    page: Pick<SessionListQuery, 'limit' | 'after'>,
  ): Promise<Page<LiveSession>> {
    return this.deps.live.list({ ...page, userId, now: this.deps.clock.now() });
  }

  /** How many these are. */
  async count({ userId }: UserPrincipal): Promise<number> {
    return this.deps.live.count(userId, this.deps.clock.now());
  }

  /** Ends one of them; throws 404 `session_not_found` for any other. */
  async end({ userId }: UserPrincipal, sessionId: string): Promise<void> {
    if (!(await this.deps.sessions.endOne(userId, sessionId))) throw notFound('session');
  }

  /** Ends all sessions of a user of the organization; throws 404 `user_not_found`. */
  async endAllOf(userId: string): Promise<void> {
    if ((await this.deps.users.find(userId)) === undefined) throw notFound('user');
    await this.deps.sessions.endAll(userId, 'administrator');
  }
}
