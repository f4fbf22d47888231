import { translateViolations, violatedKey } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { conflict } from '../../shared/errors.js';
import { TEST_DRIVE_COLUMNS, toTestDrive } from './test-drive-row.js';
import type { TestDriveRow } from './test-drive-row.js';
import type { Slot, TestDrive } from './test-drive-types.js';

/** Who and what a slot is booked for. */
export interface BookedPair {
  readonly vehicleId: string;
  readonly salesRepId: string;
}

const slotTaken = (): Error =>
  conflict('slot_taken', 'The vehicle or the sales rep has another test drive at this time.');

/** Test drives and their live bookings. */
export class TestDriveRepository {
  constructor(private readonly db: TenantDb) {}

  /**
   * Takes the places of the vehicle and the rep in the queue of bookings, in this order; the first
   * statements of every run that books. No foreign key points at these rows.
   */
  async lock({ vehicleId, salesRepId }: BookedPair): Promise<void> {
    for (const subjectId of [vehicleId, salesRepId]) {
      await this.db.execute(
        `INSERT INTO booking_locks (organization_id, subject_id)
         VALUES ($organizationId, $subjectId)
         ON DUPLICATE KEY UPDATE subject_id = VALUES(subject_id)`,
        { subjectId },
      );
    }
  }

  /** False when the event has led to a drive before. */
  async insert(drive: TestDrive, sourceEventId: string, now: Date): Promise<boolean> {
    try {
      await this.db.execute(
        `INSERT INTO test_drives (id, organization_id, showroom_id, vehicle_id, customer_id,
           visit_id, lead_id, sales_rep_id, status, starts_at, ends_at, source, source_event_id,
           created_at, version)
         VALUES ($id, $organizationId, $showroomId, $vehicleId, $customerId, $visitId, $leadId,
           $salesRepId, $status, $startsAt, $endsAt, $source, $sourceEventId, $now, $version)`,
        { ...columnsOf(drive), sourceEventId, now },
      );
      return true;
    } catch (error) {
      if (violatedKey(error) === 'uq_test_drives_source_event') return false;
      throw error;
    }
  }

  /** When the vehicle or the rep is promised, among what overlaps this stretch of time. */
  async busy({ vehicleId, salesRepId }: BookedPair, within: Slot): Promise<readonly Slot[]> {
    const overlaps = 'starts_at < $endsAt AND ends_at > $startsAt';
    return this.db.select<Slot>(
      `SELECT starts_at AS startsAt, ends_at AS endsAt FROM vehicle_bookings
       WHERE organization_id = $organizationId AND vehicle_id = $vehicleId AND ${overlaps}
       UNION
       SELECT starts_at, ends_at FROM rep_bookings
       WHERE organization_id = $organizationId AND sales_rep_id = $salesRepId AND ${overlaps}`,
      { vehicleId, salesRepId, ...within },
    );
  }

  /**
   * Gives a drive its time. Throws 409 `slot_taken`: the schema refuses a second promise of the
   * vehicle or of the rep.
   */
  async schedule(testDriveId: string, pair: BookedPair, slot: Slot): Promise<void> {
    const { vehicleId, salesRepId } = pair;
    const meanings = { uq_vehicle_bookings_slot: slotTaken, uq_rep_bookings_slot: slotTaken };
    const { startsAt, endsAt } = slot;
    await translateViolations(meanings, async () => {
      await this.db.execute(
        `INSERT INTO vehicle_bookings (organization_id, test_drive_id, vehicle_id, starts_at,
           ends_at) VALUES ($organizationId, $testDriveId, $vehicleId, $startsAt, $endsAt)`,
        { testDriveId, vehicleId, startsAt, endsAt },
      );
      await this.db.execute(
        `INSERT INTO rep_bookings (organization_id, test_drive_id, sales_rep_id, starts_at,
           ends_at) VALUES ($organizationId, $testDriveId, $salesRepId, $startsAt, $endsAt)`,
        { testDriveId, salesRepId, startsAt, endsAt },
      );
    });
    await this.db.execute(
      `UPDATE test_drives SET status = 'scheduled', starts_at = $startsAt, ends_at = $endsAt
       WHERE organization_id = $organizationId AND id = $testDriveId`,
      { testDriveId, startsAt, endsAt },
    );
  }

  /** A test drive by id. */
  async find(testDriveId: string): Promise<TestDrive | undefined> {
    const row = await this.db.selectOne<TestDriveRow>(
      `SELECT ${TEST_DRIVE_COLUMNS} FROM test_drives
       WHERE organization_id = $organizationId AND id = $testDriveId`,
      { testDriveId },
    );
    return row && toTestDrive(row);
  }
}

function columnsOf(drive: TestDrive): Readonly<Record<string, unknown>> {
  return {
    id: drive.id,
    showroomId: drive.showroomId,
    vehicleId: drive.vehicleId,
    customerId: drive.customerId ?? null,
    visitId: drive.visitId ?? null,
    leadId: drive.leadId ?? null,
    salesRepId: drive.salesRepId ?? null,
    status: drive.status,
    startsAt: drive.slot?.startsAt ?? null,
    endsAt: drive.slot?.endsAt ?? null,
    source: drive.source,
    version: drive.version,
  };
}
