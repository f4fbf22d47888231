/** Where a test drive stands (docs/domain.md, Test drives). */
export const TEST_DRIVE_STATUSES = [
  'requested',
  'scheduled',
  'started',
  'completed',
  'cancelled',
  'no_show',
] as const;

export type TestDriveStatus = (typeof TEST_DRIVE_STATUSES)[number];

/** How a test drive came about. */
export type TestDriveSource = 'visit';

/** A stretch of time; the end is not part of it. */
export interface Slot {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** A drive in one vehicle, with or without a time yet. */
export interface TestDrive {
  readonly id: string;
  readonly showroomId: string;
  readonly vehicleId: string;
  readonly customerId?: string;
  readonly visitId?: string;
  readonly leadId?: string;
  readonly salesRepId?: string;
  readonly status: TestDriveStatus;
  /** Absent while it is only requested. */
  readonly slot?: Slot;
  readonly source: TestDriveSource;
  readonly version: number;
}

/** Somebody in the showroom asks for a drive. */
export interface TestDriveRequest {
  readonly showroomId: string;
  readonly visitId: string;
  readonly customerId?: string;
  readonly vehicleId: string;
  readonly salesRepId: string;
  readonly wantedAt: Date;
  /** The event that tells of it: it leads to one drive. */
  readonly sourceEventId: string;
}
