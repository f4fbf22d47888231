/** Where a transfer stands (docs/inventory.md, Transfers). */
export const TRANSFER_STATUSES = [
  'requested',
  'approved',
  'in_transit',
  'received',
  'declined',
  'cancelled',
] as const;

export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** What somebody can make of a transfer. */
export type NextTransferStatus = Exclude<TransferStatus, 'requested'>;

/** Why a transfer was cancelled: by hand, with its hold, or because the vehicle went elsewhere. */
export const CANCEL_REASONS = [
  'by_hand',
  'released',
  'expired',
  'sold',
  'withdrawn',
  'moved',
] as const;

export type CancelReason = (typeof CANCEL_REASONS)[number];

/** A vehicle that one showroom wants from another of the group, for somebody it holds it for. */
export interface Transfer {
  readonly id: string;
  readonly vehicleId: string;
  /** The hold with which it was asked for. */
  readonly holdId: string;
  /** The showroom that gives the vehicle. */
  readonly fromShowroomId: string;
  /** The showroom that has asked for it. */
  readonly toShowroomId: string;
  /** The user or program that made the hold. */
  readonly requestedBy: string;
  readonly status: TransferStatus;
  /** Given when it was cancelled. */
  readonly cancelReason?: CancelReason;
  readonly note?: string;
  /** Who changed it last; absent for what happened by itself. */
  readonly updatedBy?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** A transfer that may be over by itself: with its hold, at that instant. */
export interface TimedTransfer extends Transfer {
  readonly holdUntil: Date;
}

/** What becomes of a transfer, when, and by whom; by nobody when it happens by itself. */
export interface TransferStep {
  readonly status: NextTransferStatus;
  readonly at: Date;
  readonly by?: string | undefined;
  readonly cancelReason?: CancelReason | undefined;
  readonly note?: string | undefined;
}

/** What a list of transfers is narrowed to. */
export interface TransferFilters {
  readonly statusIn?: readonly TransferStatus[] | undefined;
  readonly fromShowroomId?: string | undefined;
  readonly toShowroomId?: string | undefined;
  readonly vehicleId?: string | undefined;
}

export const TRANSFER_SORTS = ['-createdAt', 'createdAt'] as const;

/** Which page of a list, in which order; `after` is the id of the last one seen. */
export interface TransferListQuery {
  readonly filters: TransferFilters;
  readonly sort: (typeof TRANSFER_SORTS)[number];
  readonly limit: number;
  readonly after?: string | undefined;
}
