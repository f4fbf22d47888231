import type { TestDrive, TestDriveSource, TestDriveStatus } from './test-drive-types.js';

/** Columns of a test drive under the names of `TestDriveRow`. */
export const TEST_DRIVE_COLUMNS = `id, showroom_id AS showroomId, vehicle_id AS vehicleId,
  customer_id AS customerId, visit_id AS visitId, lead_id AS leadId,
  sales_rep_id AS salesRepId, status, starts_at AS startsAt, ends_at AS endsAt, source, version`;

/** A row as the database gives it. */
export interface TestDriveRow {
  readonly id: string;
  readonly showroomId: string;
  readonly vehicleId: string;
  readonly customerId: string | null;
  readonly visitId: string | null;
  readonly leadId: string | null;
  readonly salesRepId: string | null;
  readonly status: TestDriveStatus;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly source: TestDriveSource;
  readonly version: number;
}

/** The row without its absent values. */
export function toTestDrive(row: TestDriveRow): TestDrive {
  const { customerId, visitId, leadId, salesRepId, startsAt, endsAt, ...rest } = row;
  return {
    ...rest,
    ...(customerId !== null && { customerId }),
    ...(visitId !== null && { visitId }),
    ...(leadId !== null && { leadId }),
    ...(salesRepId !== null && { salesRepId }),
    ...(startsAt && endsAt && { slot: { startsAt, endsAt } }),
  };
}
