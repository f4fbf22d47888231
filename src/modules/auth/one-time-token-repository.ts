import type { TenantDb } from '../../database/tenant-db.js';
import { asSystem } from '../../observability/request-context.js';

/** What a one-time token lets somebody do. */
export type TokenPurpose = 'password_reset' | 'invitation';

/** Whose a token is. */
export interface TokenOwner {
  readonly organizationId: string;
  readonly userId: string;
  readonly email: string;
}

export interface TokenInsert {
  readonly tokenHash: Buffer;
  readonly userId: string;
  readonly purpose: TokenPurpose;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A token as it is presented. */
export interface TokenKey {
  readonly tokenHash: Buffer;
  readonly purpose: TokenPurpose;
  readonly now: Date;
}

/** Tokens that work once; of each, its hash. */
export class OneTimeTokenRepository {
  constructor(private readonly db: TenantDb) {}

  /** Adds a token of a user of the current organization. */
  async insert(token: TokenInsert): Promise<void> {
    await this.db.execute(INSERT, { ...token });
  }

  /** Makes all tokens of one purpose of a user useless. */
  async useAll(userId: string, purpose: TokenPurpose, now: Date): Promise<void> {
    await this.db.execute(USE_ALL, { userId, purpose, now });
  }

  /** Whose a token is that still works, and whose owner may log in; locks nothing. */
  async findOwner(key: TokenKey): Promise<TokenOwner | undefined> {
    return asSystem('a one-time token tells the organization', () =>
      this.db.selectOne<TokenOwner>(SELECT_OWNER, { ...key }),
    );
  }

  /** Uses a token of the current organization up; false when it does not work any more. */
  async use({ tokenHash, purpose, now }: TokenKey): Promise<boolean> {
    return (await this.db.execute(USE, { tokenHash, purpose, now })) === 1;
  }

  /** Deletes tokens that expired before then; answers whether there may be more. */
  async deleteExpired(before: Date): Promise<boolean> {
    return (await this.db.execute(DELETE_EXPIRED, { before })) === BATCH;
  }

  /** Gives a user of the current organization, unless disabled, another password. */
  async setPassword(userId: string, passwordHash: string): Promise<boolean> {
    return (await this.db.execute(SET_PASSWORD, { userId, passwordHash })) === 1;
  }
}

const BATCH = 1_000;

const INSERT = `INSERT INTO one_time_tokens
    (token_hash, organization_id, user_id, purpose, created_at, expires_at)
  VALUES ($tokenHash, $organizationId, $userId, $purpose, $createdAt, $expiresAt)`;

const USE_ALL = `UPDATE one_time_tokens SET used_at = $now
  WHERE organization_id = $organizationId AND user_id = $userId AND purpose = $purpose
    AND used_at IS NULL`;

const SELECT_OWNER = `SELECT u.organization_id AS organizationId, u.id AS userId, u.email
  FROM one_time_tokens t
  JOIN users u ON u.organization_id = t.organization_id AND u.id = t.user_id
  WHERE t.token_hash = $tokenHash AND t.purpose = $purpose AND t.used_at IS NULL
    AND t.expires_at > $now AND u.disabled_at IS NULL`;

const USE = `UPDATE one_time_tokens SET used_at = $now
  WHERE organization_id = $organizationId AND token_hash = $tokenHash AND purpose = $purpose
    AND used_at IS NULL AND expires_at > $now`;

const DELETE_EXPIRED = `DELETE FROM one_time_tokens WHERE expires_at < $before LIMIT ${BATCH}`;

const SET_PASSWORD = `UPDATE users SET password_hash = $passwordHash
  WHERE organization_id = $organizationId AND id = $userId AND disabled_at IS NULL`;
