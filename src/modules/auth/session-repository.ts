import type { TenantDb } from '../../database/tenant-db.js';
import { asSystem } from '../../observability/request-context.js';
import type { RefreshTokenRow, RevocationReason, TokenHolder } from './session-types.js';

/** A session as it begins. */
export interface SessionInsert {
  readonly id: string;
  readonly userId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A refresh token as it is first written. */
export interface RefreshTokenInsert {
  readonly tokenHash: Buffer;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** How a token was used up. */
export interface RefreshTokenUse {
  readonly tokenHash: Buffer;
  readonly usedAt: Date;
  readonly usedBy: Buffer;
  readonly sealedSuccessor: Buffer;
  readonly graceEndsAt: Date;
}

/** Sessions and their refresh tokens. */
export class SessionRepository {
  constructor(private readonly db: TenantDb) {}

  /** Begins a session of a user of the current organization. */
  async insertSession(session: SessionInsert): Promise<void> {
    await this.db.execute(INSERT_SESSION, { ...session });
  }

  /** Adds a token to a session of the current organization. */
  async insertToken(token: RefreshTokenInsert): Promise<void> {
    await this.db.execute(INSERT_TOKEN, { ...token });
  }

  /** Whom a token was given to, in whatever organization. Outside of a run: it locks nothing. */
  async findHolder(tokenHash: Buffer): Promise<TokenHolder | undefined> {
    return asSystem('a refresh token tells the organization', () =>
      this.db.selectOne<TokenHolder>(SELECT_HOLDER, { tokenHash }),
    );
  }

  /** A token with its session as they are now; nobody waits for anybody. */
  async findToken(tokenHash: Buffer): Promise<RefreshTokenRow | undefined> {
    return this.db.selectOne<RefreshTokenRow>(SELECT_TOKEN, { tokenHash });
  }

  /** Locks a token and its session; whoever comes with the same token waits. */
  async lockToken(tokenHash: Buffer): Promise<RefreshTokenRow | undefined> {
    return this.db.selectOne<RefreshTokenRow>(LOCK_TOKEN, { tokenHash });
  }

  /** Marks a locked token as used, and seals its successor in it. */
  async useToken(use: RefreshTokenUse): Promise<void> {
    await this.db.execute(USE_TOKEN, { ...use });
  }

  /** Lets a session live on with its newest token. */
  async extendSession(sessionId: string, refreshedAt: Date, expiresAt: Date): Promise<void> {
    await this.db.execute(EXTEND_SESSION, { sessionId, refreshedAt, expiresAt });
  }

  /** Ends a session, unless it has ended before. */
  async revokeSession(sessionId: string, revokedAt: Date, reason: RevocationReason): Promise<void> {
    await this.db.execute(REVOKE_SESSION, { sessionId, revokedAt, reason });
  }

  /** Locks a session of a user that is live; false when there is none. */
  async lockLiveSession(userId: string, sessionId: string, now: Date): Promise<boolean> {
    const bind = { userId, sessionId, now };
    return (await this.db.selectOne(LOCK_LIVE_SESSION, bind)) !== undefined;
  }

  /** Locks the sessions of a user that have not been revoked; answers their ids. */
  async lockSessionsOf(userId: string): Promise<readonly string[]> {
    const rows = await this.db.select<{ id: string }>(LOCK_SESSIONS, { userId });
    return rows.map((row) => row.id);
  }
}

const INSERT_SESSION = `INSERT INTO sessions
    (id, organization_id, user_id, created_at, expires_at)
  VALUES ($id, $organizationId, $userId, $createdAt, $expiresAt)`;

const INSERT_TOKEN = `INSERT INTO refresh_tokens
    (token_hash, organization_id, session_id, expires_at)
  VALUES ($tokenHash, $organizationId, $sessionId, $expiresAt)`;

const SELECT_HOLDER = `SELECT s.organization_id AS organizationId, s.user_id AS userId,
    s.id AS sessionId
  FROM refresh_tokens t
  JOIN sessions s ON s.organization_id = t.organization_id AND s.id = t.session_id
  WHERE t.token_hash = $tokenHash`;

const SELECT_TOKEN = `SELECT t.session_id AS sessionId, t.expires_at AS expiresAt,
    t.used_at AS usedAt, t.used_by AS usedBy, t.sealed_successor AS sealedSuccessor,
    t.grace_ends_at AS graceEndsAt, s.created_at AS sessionCreatedAt,
    s.revoked_at AS sessionRevokedAt
  FROM refresh_tokens t
  JOIN sessions s ON s.organization_id = t.organization_id AND s.id = t.session_id
  WHERE t.organization_id = $organizationId AND t.token_hash = $tokenHash`;

const LOCK_TOKEN = `${SELECT_TOKEN}
  FOR UPDATE`;

const USE_TOKEN = `UPDATE refresh_tokens
  SET used_at = $usedAt, used_by = $usedBy, sealed_successor = $sealedSuccessor,
    grace_ends_at = $graceEndsAt
  WHERE organization_id = $organizationId AND token_hash = $tokenHash`;

const EXTEND_SESSION = `UPDATE sessions SET refreshed_at = $refreshedAt, expires_at = $expiresAt
  WHERE organization_id = $organizationId AND id = $sessionId`;

const REVOKE_SESSION = `UPDATE sessions SET revoked_at = $revokedAt, revoked_reason = $reason
  WHERE organization_id = $organizationId AND id = $sessionId AND revoked_at IS NULL`;

const LOCK_LIVE_SESSION = `SELECT id FROM sessions
  WHERE organization_id = $organizationId AND user_id = $userId AND id = $sessionId
    AND revoked_at IS NULL AND expires_at > $now
  FOR UPDATE`;

const LOCK_SESSIONS = `SELECT id FROM sessions
  WHERE organization_id = $organizationId AND user_id = $userId AND revoked_at IS NULL
  ORDER BY id FOR UPDATE`;
