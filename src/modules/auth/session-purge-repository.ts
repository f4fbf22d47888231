import type { TenantDb } from '../../database/tenant-db.js';

const BATCH = 1_000;

/** Forgets what nobody can use any more, of all tenants, in batches. */
export class SessionPurgeRepository {
  constructor(private readonly db: TenantDb) {}

  /** Removes successors that were sealed until then; answers whether there may be more. */
  async forgetSuccessors(before: Date): Promise<boolean> {
    return this.isFull(FORGET_SUCCESSORS, before);
  }

  /** Deletes refresh tokens that expired before then; answers whether there may be more. */
  async deleteTokens(before: Date): Promise<boolean> {
    return this.isFull(DELETE_TOKENS, before);
  }

  /** Deletes sessions that expired before then; answers whether there may be more. */
  async deleteSessions(before: Date): Promise<boolean> {
    return this.isFull(DELETE_SESSIONS, before);
  }

  private async isFull(sql: string, before: Date): Promise<boolean> {
    return (await this.db.execute(sql, { before })) === BATCH;
  }
}

const FORGET_SUCCESSORS = `UPDATE refresh_tokens SET sealed_successor = NULL, grace_ends_at = NULL
  WHERE grace_ends_at < $before LIMIT ${BATCH}`;

const DELETE_TOKENS = `DELETE FROM refresh_tokens WHERE expires_at < $before LIMIT ${BATCH}`;

const DELETE_SESSIONS = `DELETE FROM sessions WHERE expires_at < $before LIMIT ${BATCH}`;
