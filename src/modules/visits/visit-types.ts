/** A point on a floor plan in integer millimetres. */
export interface FloorPoint {
  readonly floor: number;
  readonly xMm: number;
  readonly yMm: number;
  readonly zone?: string;
}

/** One stay in one showroom. */
export interface Visit {
  readonly id: string;
  readonly showroomId: string;
  readonly customerId?: string;
  readonly enteredAt: Date;
  readonly exitedAt?: Date;
  readonly durationSeconds?: number;
  readonly exitReason?: ExitReason;
  readonly lastActivityAt: Date;
  readonly leadScore?: number;
  /** When the high-value rule fired; it fires once a visit. */
  readonly highValueAt?: Date;
  readonly location?: FloorPoint;
  readonly locatedAt?: Date;
  readonly engagedBy?: string;
  readonly engagementType?: string;
  readonly version: number;
}

/** How a visit ended. */
export type ExitReason = 'activity' | 'silence';

/** Kinds of what happens on the floor. */
export type ActivityType =
  | 'CUSTOMER_ENTERED'
  | 'CUSTOMER_MOVED'
  | 'CUSTOMER_INTEREST'
  | 'CUSTOMER_ENGAGED'
  | 'CUSTOMER_EXITED';

/** Something that happened, told by a kiosk, a tablet, a sensor or a rep. */
export interface Activity {
  readonly type: ActivityType;
  readonly customerId?: string | undefined;
  readonly visitId?: string | undefined;
  readonly occurredAt?: Date | undefined;
  readonly location?: FloorPoint | undefined;
  readonly leadScore?: number | undefined;
  readonly vehicleId?: string | undefined;
  readonly interestLevel?: number | undefined;
  readonly salesRepId?: string | undefined;
  readonly engagementType?: string | undefined;
}

/** An alert that an activity set off, and the rep it concerns. */
export interface Alert {
  readonly type: 'HIGH_VALUE_CUSTOMER' | 'HIGH_INTEREST_ALERT' | 'CUSTOMER_NEAR_INTEREST';
  readonly assignedTo: string | null;
}

/** What became of one accepted activity. */
export interface ActivityOutcome {
  readonly activityId: string;
  readonly visitId: string;
  readonly alerts: readonly Alert[];
}

/** An activity as kept. */
export interface ActivityRecord {
  readonly id: string;
  readonly showroomId: string;
  readonly visitId: string;
  readonly customerId?: string;
  readonly type: ActivityType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
}
