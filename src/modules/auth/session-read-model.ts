import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { LiveSession } from './session-types.js';

/** Whose sessions are listed, as of when, and which page of them. */
export interface SessionListQuery {
  readonly userId: string;
  readonly now: Date;
  readonly limit: number;
  /** The session after which the page begins. */
  readonly after?: string | undefined;
}

/** Sessions of users of the current organization that have neither ended nor expired. */
export class SessionReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page, the oldest session first. */
  async list({ userId, now, limit, after }: SessionListQuery): Promise<Page<LiveSession>> {
    const position = after === undefined ? '' : 'AND id > $after';
    const bind = { userId, now, ...(after === undefined ? {} : { after }) };
    const sql = `${SELECT_LIVE} ${position} ORDER BY id LIMIT ${limit + 1}`;
    return toPage(await this.db.select<LiveSession>(sql, bind), limit, ({ id }) => [id]);
  }

  /** How many there are in all. */
  async count(userId: string, now: Date): Promise<number> {
    return (await this.db.selectOne<{ total: number }>(COUNT_LIVE, { userId, now }))?.total ?? 0;
  }
}

const LIVE = `FROM sessions
  WHERE organization_id = $organizationId AND user_id = $userId AND revoked_at IS NULL
    AND expires_at > $now`;

const SELECT_LIVE = `SELECT id, created_at AS startedAt,
    COALESCE(refreshed_at, created_at) AS lastUsedAt, expires_at AS expiresAt ${LIVE}`;

const COUNT_LIVE = `SELECT COUNT(*) AS total ${LIVE}`;
