/** A frame as it comes from the server. */
export interface ServerFrame {
  readonly type: string;
  readonly room?: string;
  readonly seq?: number;
  readonly eventId?: string;
  readonly occurredAt?: string;
  readonly payload?: unknown;
}

/** An event of a room: `seq` rises by one. */
export interface RoomEvent extends ServerFrame {
  readonly room: string;
  readonly seq: number;
  readonly eventId: string;
  readonly occurredAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a room hears without `seq`: it is not kept, and not given again. */
export interface LiveFrame extends ServerFrame {
  readonly room: string;
  readonly occurredAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Payload of `WELCOME`. */
export interface Welcome {
  readonly connectionId: string;
  readonly userId: string;
  readonly serverTime: string;
  readonly rooms: readonly string[];
}

/** Payload of `ERROR`. */
export interface ErrorPayload {
  readonly code:
    'FORBIDDEN_ROOM' | 'INVALID_MESSAGE' | 'PROCESSING_ERROR' | 'RATE_LIMITED' | 'TOO_MANY_ROOMS';
  readonly detail: string;
  readonly inReplyTo?: string;
  readonly room?: string;
  readonly problem?: string;
}

/** Payload of `INITIAL_STATE`. */
export type InitialState = Readonly<Record<string, unknown>>;

/** Payload of `RECENT_ACTIVITY`. */
export type RecentActivity = readonly unknown[];

/** Payload of `ACTIVITY`: the body of `POST …/activities`, its showroom and its key. */
export interface ActivityPayload {
  readonly showroomId: string;
  /** Made here when absent. */
  readonly idempotencyKey?: string;
  readonly [field: string]: unknown;
}

/** Payload of `ACTIVITY_RECORDED`: the answer that the `POST` would have had. */
export interface ActivityRecorded {
  readonly idempotencyKey?: string;
  readonly [field: string]: unknown;
}
