/** A sales rep as the up list sees him: who may take the next up, and since when. */
export interface StaffMember {
  readonly userId: string;
  readonly paused: boolean;
  readonly checkedInAt?: Date;
  readonly lastAssignedAt?: Date;
  readonly assignedVisitId?: string;
  /** He was asked to take that visit, and has not accepted it yet. */
  readonly isAsked?: boolean;
  /** He has a customer in another showroom of the group. */
  readonly busyElsewhere: boolean;
  /** Other showrooms at which he is checked in. */
  readonly alsoAt?: readonly string[];
}

/** Why a rep was or was not chosen; kept in every decision. */
export type CandidateReason =
  | 'assigned'
  | 'shortlisted'
  | 'behind'
  | 'not_checked_in'
  | 'paused'
  | 'with_customer'
  | 'with_customer_elsewhere';

/** Why a rep can or cannot take a customer now, as tablets show it. */
export type StandingReason =
  'available' | 'asked' | Exclude<CandidateReason, 'assigned' | 'shortlisted' | 'behind'>;

/** One rep in a decision: what was known of him, and what came of it. */
export interface Candidate {
  readonly userId: string;
  readonly paused: boolean;
  readonly checkedInAt?: string;
  readonly lastAssignedAt?: string;
  readonly assignedVisitId?: string;
  readonly busyElsewhere: boolean;
  readonly eligible: boolean;
  readonly reason: CandidateReason;
}

/** What the rule decided over a list of staff. */
export interface Choice {
  /** Everybody, in the order of the up list. */
  readonly candidates: readonly Candidate[];
  /** The first three who were available. */
  readonly shortlist: readonly string[];
  readonly assignedTo?: string;
}

/** How a decision came about. */
export type DecisionKind = 'automatic' | 'next_candidate' | 'manual';

/** What a decision was made on, and by whom. */
export interface DecisionSource {
  readonly kind: DecisionKind;
  readonly reason?: string;
  readonly decidedBy?: string;
}

/** Why a customer went to whom: written once, never changed. */
export interface Decision {
  readonly id: string;
  readonly showroomId: string;
  readonly visitId: string;
  readonly kind: DecisionKind;
  readonly ruleVersion: string;
  readonly candidates: readonly Candidate[];
  readonly shortlist: readonly string[];
  readonly assignedTo?: string;
  readonly decidedBy?: string;
  readonly reason?: string;
  readonly decidedAt: Date;
}

/** The claim of a high-value visit on a rep. */
export interface Turn {
  readonly visitId: string;
  readonly showroomId: string;
  readonly customerId?: string;
  readonly leadScore?: number;
  readonly state: 'waiting' | 'assigned' | 'accepted' | 'closed';
  readonly requestedAt: Date;
  readonly waitingSince?: Date;
  readonly assignedTo?: string;
  readonly acceptBy?: Date;
  /** Candidates of the last decision who have not been asked yet. */
  readonly shortlist: readonly string[];
  /** Rises with every change, from 1; 0 for a new visit's, before it is stored. */
  readonly version: number;
}
