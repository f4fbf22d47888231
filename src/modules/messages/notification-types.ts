/** How a member of staff is told. */
export type NotificationChannel = 'sms' | 'tablet';

/** What a notification is about. */
export type NotificationTemplate = 'visit_assigned' | 'visit_waiting';

/**
 * Where a notification stands. An SMS is handed to the provider at most once, between `sending`
 * and what follows; `unknown` may have been sent, and is settled by asking, never by sending again.
 */
export type NotificationState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';

/** States that recipients are told of. */
export type SettledState = Extract<NotificationState, 'sent' | 'failed' | 'unknown'>;

/** What a notification says, without names and numbers. */
export interface NotificationData {
  readonly visitId: string;
  readonly customerId?: string;
  readonly leadScore?: number;
  /** As told in an SMS: a visitor walks on, and a look-up needs the text that was sent. */
  readonly told?: ToldPlace;
}

/** Where the visitor was, and whether the visit was one of high value, when it was told. */
export interface ToldPlace {
  readonly isHighValue: boolean;
  readonly zone?: string;
  readonly floor?: number;
}

/** Something that one member of staff is to be told. */
export interface Notification {
  readonly id: string;
  readonly showroomId: string;
  readonly recipientId: string;
  readonly channel: NotificationChannel;
  readonly template: NotificationTemplate;
  readonly data: NotificationData;
  /** The event that it tells of; no event is told twice to the same recipient and channel. */
  readonly eventId: string;
  readonly state: NotificationState;
  /** Times that it was handed to the provider, or tried to be. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** The moment before it was handed over. */
  readonly claimedAt?: Date;
}

/** A notification of any tenant. */
export interface NotificationKey {
  readonly organizationId: string;
  readonly id: string;
}
