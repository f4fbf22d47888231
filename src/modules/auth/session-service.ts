import { createHmac } from 'node:crypto';
import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { AuthAudit } from './auth-audit.js';
import type { UserAccess } from './auth-types.js';
import { graceEnd, judgeRefresh, secondsUntil, tokenEnd } from './refresh-rules.js';
import {
  hashRefreshToken,
  isRefreshTokenShaped,
  newRefreshToken,
  openSuccessor,
  sealSuccessor,
} from './refresh-token.js';
import type { SessionRepository } from './session-repository.js';
import type {
  RefreshGrant,
  RefreshOutcome,
  RefreshTokenRow,
  RevocationReason,
  TokenHolder,
} from './session-types.js';
import type { UserAccessCache } from './user-access-cache.js';
import type { UserRepository } from './user-repository.js';

interface SessionServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly sessions: SessionRepository;
  readonly users: Pick<UserRepository, 'findAccess'>;
  readonly access: Pick<UserAccessCache, 'forget'>;
  readonly audit: AuthAudit;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Keys the fingerprints of clients; the same on all instances. */
  readonly secret: Buffer;
}

/** A token that somebody presents, and what follows it if it is good. */
interface Presented {
  readonly token: string;
  readonly tokenHash: Buffer;
  readonly client: Buffer;
  readonly successor: string;
  readonly sealedSuccessor: Buffer;
}

interface Holder extends TokenHolder {
  readonly access: UserAccess;
}

/** Sessions: how they begin, go on by rotating refresh tokens, and end. */
export class SessionService {
  /** Refreshes under way, by token and client. */
  private readonly refreshes = new Map<string, Promise<RefreshOutcome>>();

  constructor(private readonly deps: SessionServiceDeps) {}

  /** Begins a session of a user who has proved himself. */
  async begin({ userId, organizationId }: UserAccess): Promise<RefreshGrant & { id: string }> {
    const { audit, unitOfWork, sessions, clock } = this.deps;
    const id = newId();
    const now = clock.now();
    const expiresAt = tokenEnd(now, now);
    const refreshToken = newRefreshToken();
    const tokenHash = hashRefreshToken(refreshToken);
    await asOrganization(organizationId, () =>
      unitOfWork.run(async () => {
        await sessions.insertSession({ id, userId, createdAt: now, expiresAt });
        await sessions.insertToken({ tokenHash, sessionId: id, expiresAt });
        await audit.record('auth.login', { userId, organizationId });
      }),
    );
    return { id, refreshToken, refreshExpiresIn: secondsUntil(expiresAt, now) };
  }

  /**
   * Exchanges a refresh token for its successor. Those who come with the same token from the same
   * client at the same time get one answer; on other instances they wait for the token's row.
   */
  async refresh(token: string, userAgent: string): Promise<RefreshOutcome> {
    if (!isRefreshTokenShaped(token)) return { kind: 'refused' };
    const tokenHash = hashRefreshToken(token);
    const client = this.fingerprint(userAgent);
    const key = Buffer.concat([tokenHash, client]).toString('base64');
    const underWay = this.refreshes.get(key);
    if (underWay !== undefined) return underWay;
    const refresh = this.rotate({ token, tokenHash, client, ...successorOf(token) });
    this.refreshes.set(key, refresh);
    try {
      return await refresh;
    } finally {
      this.refreshes.delete(key);
    }
  }

  /** Ends the session that a token belongs to, be it used or expired; unknown ones end nothing. */
  async end(token: string): Promise<void> {
    if (!isRefreshTokenShaped(token)) return;
    const { audit, sessions, unitOfWork, logger } = this.deps;
    const holder = await sessions.findHolder(hashRefreshToken(token));
    if (holder === undefined) return;
    await asOrganization(holder.organizationId, () =>
      unitOfWork.run(async () => {
        await this.revoke(holder, 'logout');
        await audit.record('auth.logout', holder);
      }),
    );
    logger.info({ userId: holder.userId, sessionId: holder.sessionId }, 'logged out');
  }

  /**
   * Ends all sessions of a user of the current organization, but the one to be kept; joins the
   * run under way, such as the one that changes a password. Answers how many it ended.
   */
  async endAll(userId: string, reason: RevocationReason, keptId?: string): Promise<number> {
    const { audit, sessions, unitOfWork, logger } = this.deps;
    const ended = await unitOfWork.run(async () => {
      const ids = await sessions.lockSessionsOf(userId);
      const ending = ids.filter((id) => id !== keptId);
      for (const sessionId of ending) await this.revoke({ userId, sessionId }, reason);
      await audit.sessionsEnded(userId);
      return ending.length;
    });
    logger.info({ userId, sessions: ended, reason }, 'sessions ended');
    return ended;
  }

  /**
   * Ends one live session of a user of the current organization, by his own wish. False when he
   * has no such session.
   */
  async endOne(userId: string, sessionId: string): Promise<boolean> {
    const { audit, sessions, unitOfWork, clock, logger } = this.deps;
    const isEnded = await unitOfWork.run(async () => {
      if (!(await sessions.lockLiveSession(userId, sessionId, clock.now()))) return false;
      await this.revoke({ userId, sessionId }, 'logout');
      await audit.sessionsEnded(userId);
      return true;
    });
    if (isEnded) logger.info({ userId, sessionId }, 'session ended');
    return isEnded;
  }

  private async rotate(presented: Presented): Promise<RefreshOutcome> {
    const { sessions, users, unitOfWork, logger } = this.deps;
    const holder = await sessions.findHolder(presented.tokenHash);
    const access = holder && (await users.findAccess(holder.userId));
    if (holder === undefined || access === undefined) return { kind: 'refused' };
    const known = { ...holder, access };
    const outcome = await asOrganization(
      holder.organizationId,
      async () =>
        (await this.repeated(presented, known)) ??
        unitOfWork.run(() => this.decide(presented, known)),
    );
    const { userId, sessionId } = holder;
    if (outcome.kind === 'reused') logger.warn({ userId, sessionId }, 'refresh token reused');
    return outcome;
  }

  /** An answer that was given before changes nothing: it waits for no lock. */
  private async repeated(
    presented: Presented,
    holder: Holder,
  ): Promise<RefreshOutcome | undefined> {
    const row = await this.deps.sessions.findToken(presented.tokenHash);
    const now = this.deps.clock.now();
    if (row === undefined || judgeRefresh(row, presented.client, now) !== 'repeat')
      return undefined;
    return granted(holder, repeatedGrant(presented, row, now));
  }

  private async decide(presented: Presented, holder: Holder): Promise<RefreshOutcome> {
    const row = await this.deps.sessions.lockToken(presented.tokenHash);
    if (row === undefined) return { kind: 'refused' };
    const now = this.deps.clock.now();
    switch (judgeRefresh(row, presented.client, now)) {
      case 'rotate':
        return granted(holder, await this.replace(presented, row, now));
      case 'repeat':
        return granted(holder, repeatedGrant(presented, row, now));
      case 'reused':
        await this.revoke(holder, 'token_reused');
        await this.deps.audit.record('auth.refresh', holder, 'denied');
        return { kind: 'reused' };
      case 'refuse':
        return { kind: 'refused' };
    }
  }

  private async replace(
    presented: Presented,
    row: RefreshTokenRow,
    now: Date,
  ): Promise<RefreshGrant> {
    const { sessions } = this.deps;
    const { sessionId } = row;
    const { tokenHash, client, successor, sealedSuccessor } = presented;
    const expiresAt = tokenEnd(now, row.sessionCreatedAt);
    await sessions.insertToken({ tokenHash: hashRefreshToken(successor), sessionId, expiresAt });
    const use = { usedAt: now, usedBy: client, sealedSuccessor, graceEndsAt: graceEnd(now) };
    await sessions.useToken({ tokenHash, ...use });
    await sessions.extendSession(sessionId, now, expiresAt);
    return { refreshToken: successor, refreshExpiresIn: secondsUntil(expiresAt, now) };
  }

  /** Access on this instance ends with the COMMIT, on others when they look again. */
  private async revoke(
    { userId, sessionId }: Pick<TokenHolder, 'userId' | 'sessionId'>,
    reason: RevocationReason,
  ): Promise<void> {
    const { sessions, unitOfWork, access, clock } = this.deps;
    await sessions.revokeSession(sessionId, clock.now(), reason);
    unitOfWork.onCommitted(() => access.forget(userId, sessionId));
  }

  private fingerprint(userAgent: string): Buffer {
    return createHmac('sha256', this.deps.secret).update(userAgent).digest();
  }
}

function granted({ sessionId, access }: Holder, refresh: RefreshGrant): RefreshOutcome {
  return { kind: 'granted', grant: { ...refresh, sessionId, access } };
}

function successorOf(token: string): Pick<Presented, 'successor' | 'sealedSuccessor'> {
  const successor = newRefreshToken();
  return { successor, sealedSuccessor: sealSuccessor(token, successor) };
}

/** The successor that was given before; it expires when it said it would. */
function repeatedGrant({ token }: Presented, row: RefreshTokenRow, now: Date): RefreshGrant {
  const { usedAt, sealedSuccessor, sessionCreatedAt } = row;
  if (usedAt === null || sealedSuccessor === null) throw new Error('A token without successor.');
  const end = tokenEnd(usedAt, sessionCreatedAt);
  const refreshToken = openSuccessor(token, sealedSuccessor);
  return { refreshToken, refreshExpiresIn: secondsUntil(end, now) };
}
