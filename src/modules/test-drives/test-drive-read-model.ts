import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { TEST_DRIVE_COLUMNS, toTestDrive } from './test-drive-row.js';
import type { TestDriveRow } from './test-drive-row.js';
import type { TestDrive, TestDriveStatus } from './test-drive-types.js';

/** What a list of test drives is narrowed to. */
export interface TestDriveFilters {
  /** The showrooms that the caller may see; all if absent. */
  readonly showroomIds?: readonly string[] | undefined;
  readonly vehicleId?: string | undefined;
  readonly status?: TestDriveStatus | undefined;
}

/** Which page; `before` is the id of the last one seen. */
export interface TestDrivePage {
  readonly limit: number;
  readonly before?: string | undefined;
}

/** Test drives in lists. */
export class TestDriveReadModel {
  constructor(private readonly db: TenantDb) {}

  /** Test drives, latest booked first. */
  async list(filters: TestDriveFilters, page: TestDrivePage): Promise<Page<TestDrive>> {
    if (filters.showroomIds?.length === 0) return { rows: [] };
    const { where, bind } = conditions(filters, page.before);
    const rows = await this.db.select<TestDriveRow>(
      `SELECT ${TEST_DRIVE_COLUMNS} FROM test_drives
       WHERE organization_id = $organizationId ${where}
       ORDER BY id DESC LIMIT ${page.limit + 1}`,
      bind,
    );
    return toPage(rows.map(toTestDrive), page.limit, (drive) => [drive.id]);
  }

  /** How many the filters leave. */
  async count(filters: TestDriveFilters): Promise<number> {
    if (filters.showroomIds?.length === 0) return 0;
    const { where, bind } = conditions(filters);
    const row = await this.db.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM test_drives WHERE organization_id = $organizationId ${where}`,
      bind,
    );
    return row?.total ?? 0;
  }
}

function conditions(
  { showroomIds, vehicleId, status }: TestDriveFilters,
  before?: string,
): { where: string; bind: Readonly<Record<string, unknown>> } {
  const showrooms = showroomIds && bindList('showroom', showroomIds);
  const parts = [
    showrooms && `AND showroom_id IN (${showrooms.sql})`,
    vehicleId !== undefined && 'AND vehicle_id = $vehicleId',
    status !== undefined && 'AND status = $status',
    before !== undefined && 'AND id < $before',
  ];
  const bind = {
    ...showrooms?.bind,
    ...(vehicleId !== undefined && { vehicleId }),
    ...(status !== undefined && { status }),
    ...(before !== undefined && { before }),
  };
  return { where: parts.filter(Boolean).join(' '), bind };
}
