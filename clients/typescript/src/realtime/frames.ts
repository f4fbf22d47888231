import type { components } from '../generated/frame-types.js';

type Schemas = components['schemas'];

/** A frame as it comes from the server; types that are not known yet may come too. */
export interface ServerFrame {
  readonly type: string;
  readonly room?: string;
  readonly seq?: number;
  readonly eventId?: string;
  readonly occurredAt?: string;
  readonly payload?: unknown;
}

/** An event of a room, told apart by `type`; `seq` rises by one. */
export type RoomEvent = Schemas['RoomEvent'];

/** What a room hears without `seq`: it is not kept, and not given again. */
export type LiveFrame = Schemas['LiveFrame'];

/** Payload of `WELCOME`. */
export type Welcome = Schemas['WelcomePayload'];

/** Payload of `ERROR`. */
export type ErrorPayload = Schemas['ErrorPayload'];

/** Payload of `INITIAL_STATE`. */
export type InitialState = Schemas['InitialStatePayload'];

/** Payload of `RECENT_ACTIVITY`. */
export type RecentActivity = Schemas['RecentActivityPayload'];

/** Payload of `ACTIVITY`: the body of `POST …/activities`, its showroom and its key. */
export type ActivityPayload = Schemas['ActivityPayload'];

/** Several activities at once. */
export type ActivityBatch = Extract<ActivityPayload, { readonly activities: unknown }>;

/** One activity. */
export type SingleActivity = Exclude<ActivityPayload, ActivityBatch>;

type Recorded = Schemas['ActivityRecordedPayload'];

/** Answer to one activity. */
export type ActivityOutcome = Exclude<Recorded, { readonly results: unknown }>;

/** Answer to several. */
export type ActivityBatchOutcome = Extract<Recorded, { readonly results: unknown }>;

/** Payload of `ACTIVITY_RECORDED`. */
export type ActivityRecorded = Recorded;
