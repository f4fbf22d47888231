import type { FrameDescription } from './frame-description.js';

/** What a service hands to `publish`: a fact of the domain, with ids and no personal data. */
export interface NewEvent {
  /** Kind of the aggregate, singular: `lead`, `visit`. */
  readonly stream: string;
  readonly streamId: string;
  /** `lead.created`, `visit.assigned`: past tense. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly showroomId?: string;
  /** When it happened; the publisher's clock if absent. */
  readonly occurredAt?: Date;
  /** Given only where the stream is known to be new (1); saves a look-up. */
  readonly version?: number;
}

/** An event as stored: immutable, in order within its stream. */
export interface DomainEvent {
  readonly id: string;
  /** Order of insertion; not the order of commit. */
  readonly position: number;
  readonly stream: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly organizationId: string;
  readonly showroomId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
  readonly traceparent?: string;
}

/**
 * A durable reaction to events: at least once, in order per stream, and effects in the database
 * exactly once, because `handle` commits together with the mark that it is done.
 */
export interface EventSubscriber<Prepared = unknown> {
  /** Stable and unique: it is stored. `leads.score-new-lead`. */
  readonly name: string;
  readonly types: readonly string[];
  /** Network calls and reads, before and outside the transaction; may run again after a crash. */
  prepare?(event: DomainEvent): Promise<Prepared>;
  /** Writes, inside the transaction, in the event's organization. No network here. */
  handle(event: DomainEvent, prepared: Prepared): Promise<void>;
}

/**
 * Told of events after they have been passed on, of each at least once unless the process dies
 * just then: for what was to be told after the COMMIT, by whoever may have died between. What
 * fails is reported, and not tried again.
 */
export type RelayListener = (events: readonly DomainEvent[]) => Promise<void>;

/** A frame for the members of a room, ids only; names are put in when it is sent. */
export interface RoomFrame {
  /** `showroom:{id}` or `user:{id}`. */
  readonly room: string;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Which room frames an event becomes; pure, called by the relay. */
export interface RealtimeMapping {
  readonly types: readonly string[];
  /** What these frames are, names put in; with them, what is sent at once to the same rooms. */
  readonly frames?: readonly FrameDescription[];
  toFrames(event: DomainEvent): readonly RoomFrame[];
}
