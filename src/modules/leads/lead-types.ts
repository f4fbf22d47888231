import type { Money } from '../../shared/money.js';

/** Where a shopper came from (docs/domain.md, Words). */
export const UP_TYPES = ['showroom', 'internet', 'phone', 'campaign', 'unknown'] as const;
export type UpType = (typeof UP_TYPES)[number];

/** From new to sold or lost; the last two leave the measures. */
export const LEAD_STATUSES = [
  'new',
  'attempted',
  'contacted',
  'appointment',
  'visit',
  'proposal',
  'sold',
  'lost',
  'duplicate',
  'invalid',
] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** When the shopper wants to buy. */
export const TIMEFRAMES = [
  'immediately',
  'this_week',
  'this_month',
  'three_months',
  'later',
  'unknown',
] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

export const CONTACT_METHODS = ['email', 'phone', 'sms'] as const;
export type ContactMethod = (typeof CONTACT_METHODS)[number];

/** What the shopper wants of a vehicle; the last two are vehicles of his own. */
export const INTERESTS = ['buy', 'lease', 'test-drive', 'trade-in', 'sell'] as const;
export type Interest = (typeof INTERESTS)[number];

export const CONDITIONS = ['new', 'used', 'cpo'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** A vehicle that a lead speaks of. */
export interface LeadVehicle {
  readonly vehicleId?: string;
  readonly make: string;
  readonly model: string;
  readonly year?: number;
  readonly bodyStyle?: string;
  readonly interest: Interest;
  readonly condition?: Condition;
}

/** What a shopper means to spend. */
export interface Budget {
  readonly min?: Money;
  readonly max?: Money;
}

/** Someone's stated interest. */
export interface Lead {
  readonly id: string;
  readonly customerId: string;
  readonly showroomId: string;
  readonly source: string;
  readonly upType: UpType;
  readonly status: LeadStatus;
  readonly vehicles: readonly LeadVehicle[];
  readonly budget?: Budget;
  readonly timeframe?: Timeframe;
  readonly contactMethods: readonly ContactMethod[];
  readonly comments?: string;
  readonly assignedTo?: string;
  readonly duplicateOf?: string;
  /** When the shopper asked. */
  readonly requestedAt: Date;
  /** When we got it. */
  readonly receivedAt: Date;
  readonly respondedAt?: Date;
  readonly version: number;
}

/** How one feature moved the log-odds of a score. */
export interface Contribution {
  readonly feature: string;
  readonly value: FeatureValue;
  /** In log-odds. */
  readonly contribution: number;
}

export type FeatureValue = string | number | boolean;

/** Probability of conversion, and why. */
export interface Score {
  readonly score: number;
  readonly source: 'service' | 'model' | 'rules';
  readonly modelVersion: string;
  /** Log-odds before any feature; with the contributions it adds up to those of the score. */
  readonly baseValue: number;
  readonly contributions: readonly Contribution[];
  readonly scoredAt: Date;
  /** Why the scoring service did not give it, when it was asked. */
  readonly reason?: string;
}
