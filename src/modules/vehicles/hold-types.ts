/** Why a hold is over (docs/domain.md, Vehicles). */
export const HOLD_END_REASONS = ['released', 'expired', 'sold', 'withdrawn'] as const;

export type HoldEndReason = (typeof HOLD_END_REASONS)[number];

/** When and why a hold was over. */
export interface HoldEnd {
  readonly at: Date;
  readonly reason: HoldEndReason;
}

/** A vehicle kept for somebody until a moment; the end belongs to it no more. */
export interface Hold {
  readonly id: string;
  readonly vehicleId: string;
  /** The showroom for which it is held. */
  readonly showroomId: string;
  /** Where the vehicle stands now. */
  readonly vehicleShowroomId: string;
  /** The user who made it. */
  readonly heldBy: string;
  readonly customerId?: string;
  readonly leadId?: string;
  readonly until: Date;
  readonly note?: string;
  readonly createdAt: Date;
  /** With which the vehicle was asked for, if it stood in another showroom. */
  readonly transferId?: string;
  /** Absent while it lives. */
  readonly end?: HoldEnd;
  readonly version: number;
}

/** What somebody who wants a vehicle kept may say. */
export interface NewHold {
  readonly customerId?: string | undefined;
  readonly leadId?: string | undefined;
  /** 24 hours from now, if absent. */
  readonly until?: Date | undefined;
  readonly note?: string | undefined;
  /**
   * For which showroom; if absent, for that of the vehicle if the caller may enter it, else for
   * the caller's only one.
   */
  readonly showroomId?: string | undefined;
}
