import { bindList } from '../../database/bind-list.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { CursorValues, Page } from '../../shared/pagination.js';
import type { Principal } from '../../shared/principal.js';
import { SHOWROOM_COLUMNS, toShowroom } from './showroom-row.js';
import type { ShowroomRow } from './showroom-row.js';
import type { Showroom } from './showroom-types.js';

/** Which showrooms, and which page of them. */
export interface ShowroomListQuery {
  readonly showroomIds: Principal['showroomIds'];
  readonly limit: number;
  /** Id of the last one seen. */
  readonly after?: CursorValues | undefined;
}

/** Lists of showrooms, the oldest first: UUIDv7 ids are in the order of creation. */
export class ShowroomReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page. */
  async list(query: ShowroomListQuery): Promise<Page<Showroom>> {
    if (query.showroomIds.length === 0) return { rows: [] };
    const access = accessCondition(query.showroomIds);
    const position = positionCondition(query.after);
    const rows = await this.db.select<ShowroomRow>(
      `SELECT ${SHOWROOM_COLUMNS} FROM showrooms
       WHERE organization_id = $organizationId ${access.sql} ${position.sql}
       ORDER BY id LIMIT ${query.limit + 1}`,
      { ...access.bind, ...position.bind },
    );
    const showrooms = rows.map(toShowroom);
    return toPage(showrooms, query.limit, (row) => [row.id]);
  }

  /** How many there are in all. */
  async count(showroomIds: Principal['showroomIds']): Promise<number> {
    if (showroomIds.length === 0) return 0;
    const access = accessCondition(showroomIds);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM showrooms
       WHERE organization_id = $organizationId ${access.sql}`,
      access.bind,
    );
    return row?.total ?? 0;
  }
}

interface Condition {
  readonly sql: string;
  readonly bind: Bind;
}

function accessCondition(showroomIds: Principal['showroomIds']): Condition {
  if (showroomIds === 'all') return { sql: '', bind: {} };
  const list = bindList('showroomId', showroomIds);
  return { sql: `AND id IN (${list.sql})`, bind: list.bind };
}

function positionCondition(after: CursorValues | undefined): Condition {
  if (after === undefined) return { sql: '', bind: {} };
  return { sql: 'AND id > $afterId', bind: { afterId: String(after[0]) } };
}
