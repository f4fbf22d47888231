import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { ActivityRecord } from './visit-types.js';

interface ActivityRow extends Omit<ActivityRecord, 'customerId'> {
  readonly customerId: string | null;
}

/** What happened in visits; positions are not kept here. */
export class ActivityRepository {
  constructor(private readonly db: TenantDb) {}

  /** Appends one activity. */
  async append(activity: ActivityRecord): Promise<void> {
    await this.db.execute(
      `INSERT INTO activities (id, organization_id, showroom_id, visit_id, customer_id, type, data,
         occurred_at, received_at)
       VALUES ($id, $organizationId, $showroomId, $visitId, $customerId, $type, $data,
         $occurredAt, $receivedAt)`,
      {
        ...activity,
        customerId: activity.customerId,
        data: JSON.stringify(activity.data),
      },
    );
  }

  /** Activities of a showroom, latest first; `before` is the id of the last one seen. */
  async list(showroomId: string, limit: number, before?: string): Promise<Page<ActivityRecord>> {
    const rows = await this.db.select<ActivityRow>(
      `SELECT id, showroom_id AS showroomId, visit_id AS visitId, customer_id AS customerId, type,
         data, occurred_at AS occurredAt, received_at AS receivedAt
       FROM activities
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         ${before === undefined ? '' : 'AND id < $before'}
       ORDER BY id DESC LIMIT $rows`,
      { showroomId, rows: limit + 1, ...(before !== undefined && { before }) },
    );
    return toPage(rows.map(toRecord), limit, (record) => [record.id]);
  }

  /** How many activities of a showroom are kept. */
  async count(showroomId: string): Promise<number> {
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM activities
       WHERE organization_id = $organizationId AND showroom_id = $showroomId`,
      { showroomId },
    );
    return row?.total ?? 0;
  }
}

function toRecord(row: ActivityRow): ActivityRecord {
  const { customerId, ...rest } = row;
  return customerId === null ? rest : { ...rest, customerId };
}
