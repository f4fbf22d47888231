import type { TenantDb } from '../database/tenant-db.js';

/** How a mail ended. */
export type SettledState = 'sent' | 'refused' | 'expired' | 'unreadable';

export interface MailRow {
  readonly state: 'queued' | SettledState;
  /** Null once settled. */
  readonly sealed: Buffer | null;
  readonly expiresAt: Date;
}

export interface MailInsert {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Buffer;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface MailSettlement {
  readonly id: string;
  readonly state: SettledState;
  readonly failure?: string | undefined;
  readonly settledAt: Date;
}

/** Mails that wait to be sent, and for a while those that no longer do. */
export class MailRepository {
  constructor(private readonly db: TenantDb) {}

  /** Adds a mail of the current organization. */
  async insert(mail: MailInsert): Promise<void> {
    await this.db.execute(INSERT, { ...mail });
  }

  /** A mail of the current organization. */
  async find(id: string): Promise<MailRow | undefined> {
    return this.db.selectOne<MailRow>(SELECT, { id });
  }

  /** Keeps how a mail ended, and forgets what was in it; without effect on one that has ended. */
  async settle({ id, state, failure, settledAt }: MailSettlement): Promise<void> {
    await this.db.execute(SETTLE, { id, state, failure, settledAt });
  }

  /** Forgets what was in mails whose time is over; answers whether there may be more. */
  async expire(now: Date): Promise<boolean> {
    return (await this.db.execute(EXPIRE, { now })) === BATCH;
  }

  /** Deletes mails that ended before then; answers whether there may be more. */
  async deleteSettled(before: Date): Promise<boolean> {
    return (await this.db.execute(DELETE_SETTLED, { before })) === BATCH;
  }
}

const BATCH = 1_000;

const INSERT = `INSERT INTO mails
    (id, organization_id, kind, state, sealed, created_at, expires_at)
  VALUES ($id, $organizationId, $kind, 'queued', $sealed, $createdAt, $expiresAt)`;

const SELECT = `SELECT state, sealed, expires_at AS expiresAt FROM mails
  WHERE organization_id = $organizationId AND id = $id`;

const SETTLE = `UPDATE mails
  SET state = $state, sealed = NULL, failure = $failure, settled_at = $settledAt
  WHERE organization_id = $organizationId AND id = $id AND state = 'queued'`;

const EXPIRE = `UPDATE mails SET state = 'expired', sealed = NULL, settled_at = $now
  WHERE state = 'queued' AND expires_at <= $now LIMIT ${BATCH}`;

const DELETE_SETTLED = `DELETE FROM mails WHERE settled_at < $before LIMIT ${BATCH}`;
